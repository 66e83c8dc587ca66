// What every store promises. A test program that has a store instantiates this suite with it.
#pragma once

#include <functional>
#include <memory>

#include "reporting.hpp"
#include "store/store.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {

using StoreFactory = std::function<std::unique_ptr<Store>()>;

class StoreContract : public testing::TestWithParam<StoreFactory> {
 protected:
  SignIn sign_in_as(const std::string& name, const std::string& token, std::int64_t now = 1000) {
    return {name, "pseudonym-" + token, token, "csrf-" + token, {now}, {now - 500}};
  }
  PutOutcome put(std::vector<Document> documents, std::int64_t consent = 0,
                 std::string_view subject = "ada", std::int64_t now = 1000) {
    const auto result = store->put_statements(subject, documents, consent, {now});
    EXPECT_TRUE(result);
    return result->outcome;
  }
  std::vector<std::string> texts(const StatementFilter& filter) {
    std::vector<std::string> out;
    const auto found = store->statements("ada", filter);
    for (const StatementEntry& entry : found.value())
      out.push_back(entry.text);
    return out;
  }

  ReportOutcome put_report(const Report& report) {
    return store->put_report(first_epoch, report, {5000}).value_or(ReportOutcome::closed);
  }
  // Releases "part:symbols" of each report of the task, sorted.
  void release(const Collection& collection, const Identifier& task) {
    EXPECT_TRUE(store->release(collection, {2000}, [&](const ReadReports& reports) {
      std::vector<std::string> found;
      reports(task, [&](std::uint16_t part, ByteView symbols) {
        found.push_back(std::to_string(part) + ':' + std::to_string(symbols[0]));
      });
      std::ranges::sort(found);
      std::string out;
      for (const std::string& one : found)
        out += one + ' ';
      return out;
    }));
  }

  std::unique_ptr<Store> store = GetParam()();
  const Collection first_epoch{"demo", 0};
};

inline const Agrees whatever = [](std::string_view) { return true; };

using Texts = std::vector<std::string>;

TEST_P(StoreContract, ASessionIsFoundByItsToken) {
  const auto session = store->sign_in(sign_in_as("ada", "t1"));
  ASSERT_TRUE(session);
  EXPECT_EQ(session->subject, (Subject{"pseudonym-t1", "ada", true}));
  const auto found = store->session("t1");
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->subject, session->subject);
  EXPECT_EQ((*found)->csrf, "csrf-t1");
  EXPECT_EQ((*found)->seen, Instant{1000});
  EXPECT_FALSE(store->session("t2").value());
}

TEST_P(StoreContract, ANameKeepsItsFirstPseudonym) {
  EXPECT_TRUE(store->sign_in(sign_in_as("ada", "t1")));
  EXPECT_EQ(store->sign_in(sign_in_as("ada", "t2"))->subject.pseudonym, "pseudonym-t1");
  EXPECT_TRUE(store->session("t1").value()) << "a second sign-in does not end the first";
}

TEST_P(StoreContract, SessionsEndAndExpire) {
  EXPECT_TRUE(store->sign_in(sign_in_as("ada", "t1", 1000)));
  EXPECT_TRUE(store->sign_in(sign_in_as("ada", "t2", 1000)));
  EXPECT_TRUE(store->keep_alive("t2", {1400}));
  EXPECT_EQ(store->session("t2").value()->seen, Instant{1400});
  EXPECT_TRUE(store->sign_in(sign_in_as("grace", "t3", 1700)));
  EXPECT_FALSE(store->session("t1").value()) << "expired";
  EXPECT_TRUE(store->session("t2").value());
  EXPECT_TRUE(store->sign_out("t2"));
  EXPECT_TRUE(store->sign_out("unknown"));
  EXPECT_FALSE(store->session("t2").value());
}

TEST_P(StoreContract, TheLatestConsentIsTheLastToArrive) {
  EXPECT_FALSE(store->latest_consent("ada").value());
  EXPECT_EQ(store->put_consent("ada", {"1", "first"}, whatever, {10})->outcome, PutOutcome::stored);
  EXPECT_EQ(store->put_consent("ada", {"2", "second"}, whatever, {20})->outcome,
            PutOutcome::stored);
  EXPECT_EQ(store->put_consent("ada", {"1", "first"}, whatever, {30})->outcome, PutOutcome::stored);
  const auto latest = store->latest_consent("ada").value();
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->text, "second");
  EXPECT_EQ(latest->arrived, Instant{20});
  EXPECT_FALSE(store->latest_consent("grace").value());
}

TEST_P(StoreContract, AConsentIdIsTakenByItsContent) {
  EXPECT_EQ(store->put_consent("ada", {"1", "first"}, whatever, {10})->outcome, PutOutcome::stored);
  const auto put = store->put_consent("ada", {"1", "other"}, whatever, {20});
  EXPECT_EQ(put->outcome, PutOutcome::conflict);
  EXPECT_EQ(put->conflicting, "1");
  EXPECT_EQ(store->latest_consent("ada").value()->text, "first");
  EXPECT_EQ(store->put_consent("grace", {"1", "other"}, whatever, {20})->outcome,
            PutOutcome::stored);
}

TEST_P(StoreContract, AConsentAndItsRecordAgreeWhicheverComesFirst) {
  const RecordLink first{"key", 1, "", "hash", "signature"};
  std::string asked_of;
  const Agrees not_at_all = [&](std::string_view earlier) {
    asked_of = earlier;
    return false;
  };
  EXPECT_EQ(store->put_consent("ada", {"1", "consent"}, not_at_all, {10})->outcome,
            PutOutcome::stored);
  EXPECT_EQ(store->put_record("ada", first, {"1", "record"}, not_at_all, {20})->outcome,
            PutOutcome::conflict);
  EXPECT_EQ(asked_of, "consent");
  EXPECT_EQ(store->put_record("ada", first, {"1", "record"}, whatever, {30})->arrived, Instant{30});

  EXPECT_EQ(store->put_record("grace", first, {"1", "record"}, not_at_all, {40})->outcome,
            PutOutcome::stored)
      << "ids are each subject's own";
  EXPECT_EQ(store->put_consent("grace", {"1", "consent"}, not_at_all, {50})->outcome,
            PutOutcome::conflict);
  EXPECT_EQ(asked_of, "record");
  EXPECT_FALSE(store->latest_consent("grace").value());
  EXPECT_EQ(store->put_consent("grace", {"1", "consent"}, whatever, {60})->outcome,
            PutOutcome::stored);
}

TEST_P(StoreContract, StatementsAreKeptOnce) {
  EXPECT_EQ(put({{"1", "one"}, {"2", "two"}}), PutOutcome::stored);
  EXPECT_EQ(put({{"2", "two"}, {"3", "three"}}), PutOutcome::stored);
  EXPECT_EQ(texts({.limit = 9, .ascending = true}), (Texts{"one", "two", "three"}));
  EXPECT_EQ(store->statement("ada", "2").value()->text, "two");
  EXPECT_FALSE(store->statement("ada", "4").value());
  EXPECT_FALSE(store->statement("grace", "2").value());
}

TEST_P(StoreContract, AConflictKeepsNothingOfItsBatch) {
  EXPECT_EQ(put({{"1", "one"}}), PutOutcome::stored);
  const std::vector<Document> batch{{"2", "two"}, {"1", "other"}, {"3", "three"}};
  const auto result = store->put_statements("ada", batch, 0, {1000});
  EXPECT_EQ(result->outcome, PutOutcome::conflict);
  EXPECT_EQ(result->conflicting, "1");
  EXPECT_EQ(texts({.limit = 9}), Texts{"one"});
  EXPECT_EQ(put({{"1", "other"}}, 0, "grace"), PutOutcome::stored) << "ids are each subject's own";
}

TEST_P(StoreContract, ANewerConsentOutdatesAVerdict) {
  EXPECT_EQ(put({{"1", "one"}}, 7), PutOutcome::outdated);
  EXPECT_TRUE(store->put_consent("ada", {"1", "first"}, whatever, {10}));
  const std::int64_t seq = store->latest_consent("ada").value()->seq;
  EXPECT_EQ(put({{"1", "one"}}, seq), PutOutcome::stored);
  EXPECT_TRUE(store->put_consent("ada", {"2", "second"}, whatever, {20}));
  EXPECT_EQ(put({{"2", "two"}}, seq), PutOutcome::outdated);
  EXPECT_EQ(texts({.limit = 9}), Texts{"one"});
}

TEST_P(StoreContract, StatementsAreFiltered) {
  for (int n = 1; n <= 4; ++n) {
    const std::string id = std::to_string(n);
    EXPECT_EQ(put({{id, id}}, 0, "ada", n * 100), PutOutcome::stored);
  }
  EXPECT_EQ(put({{"1", "grace's"}}, 0, "grace", 500), PutOutcome::stored);
  EXPECT_EQ(texts({.limit = 9}), (Texts{"4", "3", "2", "1"}));
  EXPECT_EQ(texts({.limit = 2, .ascending = true}), (Texts{"1", "2"}));
  EXPECT_EQ(texts({.since = Instant{200}, .limit = 9, .ascending = true}), (Texts{"3", "4"}));
  const auto second = store->statement("ada", "2").value();
  EXPECT_EQ(texts({.after = second->seq, .limit = 9, .ascending = true}), (Texts{"3", "4"}));
  EXPECT_EQ(texts({.after = second->seq, .limit = 9}), Texts{"1"});
  EXPECT_EQ(second->stored, Instant{200});
}

TEST_P(StoreContract, AReportIsKeptOnce) {
  const Report report{{1}, {1}, 2, {3}};
  Report other_content = report;
  other_content.symbols = {4};
  Report other_part = report;
  other_part.part = 1;
  EXPECT_EQ(put_report(report), ReportOutcome::stored);
  EXPECT_EQ(put_report(report), ReportOutcome::stored);
  EXPECT_EQ(put_report(other_content), ReportOutcome::conflict);
  EXPECT_EQ(put_report(other_part), ReportOutcome::conflict);
  EXPECT_EQ(put_report({{1}, {2}, 0, {3}}), ReportOutcome::stored);
  EXPECT_EQ(put_report({{2}, {1}, 0, {5}}), ReportOutcome::stored) << "ids are each task's own";
  release(first_epoch, {1});
  EXPECT_EQ(store->released(first_epoch)->value(), "0:3 2:3 ");
}

TEST_P(StoreContract, ACollectionIsReleasedOnceAndThenClosed) {
  EXPECT_TRUE(store->unreleased()->empty());
  EXPECT_EQ(put_report({{1}, {1}, 0, {3}}), ReportOutcome::stored);
  EXPECT_TRUE(store->put_report({"demo", 1}, {{2}, {1}, 0, {4}}, {9000}));
  EXPECT_EQ(store->unreleased()->size(), 2);
  EXPECT_FALSE(store->released(first_epoch).value());
  release(first_epoch, {1});
  EXPECT_EQ(put_report({{1}, {2}, 0, {3}}), ReportOutcome::closed);
  EXPECT_EQ(put_report({{1}, {1}, 0, {3}}), ReportOutcome::closed);
  release(first_epoch, {2});
  EXPECT_EQ(store->released(first_epoch)->value(), "0:3 ") << "the first release stays";
  EXPECT_EQ(store->unreleased().value(), (std::vector<Collection>{{"demo", 1}}));
  EXPECT_EQ(store->releases("demo").value(), (std::vector<Released>{{0, {2000}}}));
  EXPECT_TRUE(store->releases("other")->empty());
  release({"demo", 1}, {2});
  EXPECT_EQ(store->releases("demo").value(), (std::vector<Released>{{1, {2000}}, {0, {2000}}}));
}

TEST_P(StoreContract, ReportsGoWhenTheirDateHasComeAndReleasesStay) {
  EXPECT_EQ(put_report({{1}, {1}, 0, {3}}), ReportOutcome::stored);
  EXPECT_TRUE(store->put_report({"demo", 1}, {{2}, {1}, 0, {4}}, {9000}));
  release(first_epoch, {1});
  EXPECT_TRUE(store->delete_reports({4999}));
  release({"kept", 0}, {1});
  EXPECT_EQ(store->released({"kept", 0})->value(), "0:3 ");
  EXPECT_TRUE(store->delete_reports({5000}));
  release({"gone", 0}, {1});
  EXPECT_EQ(store->released({"gone", 0})->value(), "");
  EXPECT_EQ(store->released(first_epoch)->value(), "0:3 ");
  EXPECT_EQ(store->unreleased().value(), (std::vector<Collection>{{"demo", 1}}));
}

}  // namespace carrel::server::test
