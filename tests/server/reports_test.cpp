#include "handlers/reports.hpp"

#include "troubled_store.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

class Reports : public testing::Test {
 protected:
  Response post(const Report& sent) { return world.send(report_request(sent)); }
  Response post(std::string body) {
    Request request = report_request(report);
    request.body = std::move(body);
    return world.send(request);
  }
  std::size_t kept() {
    std::size_t count = 0;
    EXPECT_TRUE(
        world.store().release({"count", ++counted}, world.now, [&](const ReadReports& read) {
          for (const Task& task : {drop_off(), drop_off({19, 7}), features()})
            for (const std::uint32_t epoch : {0U, 1U, 2U})
              read(task_id("server-test", task, epoch), [&](std::uint16_t, ByteView) { ++count; });
          return std::string();
        }));
    return count;
  }

  std::unique_ptr<TroubledStore> owned = std::make_unique<TroubledStore>();
  TroubledStore& store = *owned;
  World world{std::move(owned)};
  Learners learners;
  Report report = learners.report(drop_off(), 2);
  std::uint32_t counted = 0;
};

TEST_F(Reports, AreTakenOfAnybodyAndNotLogged) {
  const Response response = post(report);
  EXPECT_EQ(response.status, 204);
  EXPECT_TRUE(response.unlogged);
  EXPECT_TRUE(std::get<std::string>(response.body).empty());
  EXPECT_EQ(kept(), 1);
}

TEST_F(Reports, AreKeptOnceHoweverOftenTheyAreSent) {
  for (int sent = 0; sent < 3; ++sent)
    EXPECT_EQ(post(report).status, 204);
  EXPECT_EQ(kept(), 1);
}

TEST_F(Reports, OfOtherContentUnderAnIdAreAConflict) {
  EXPECT_EQ(post(report).status, 204);
  Report other = learners.report(drop_off(), 2);
  while (other.symbols == report.symbols)
    other = learners.report(drop_off(), 2);
  other.id = report.id;
  const Response response = post(other);
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(error_of(response), "conflict");
  EXPECT_EQ(kept(), 1);
}

TEST_F(Reports, AreTakenWhileTheirCollectionLasts) {
  struct Moment {
    Instant now;
    int status;
    const char* error;
  };
  const Moment moments[] = {
      {{epoch_end.ms - Duration::days(91).ms - 1}, 425, "early"},  // before the first epoch
      {{epoch_end.ms - 1}, 425, "early"},
      {epoch_end, 204, ""},
      {{collection_end.ms - 1}, 204, ""},
      {collection_end, 410, "closed"},
      {collection_end + Duration::days(100), 410, "closed"},
      {collection_end + Duration::days(500), 400, "task"},
  };
  for (const auto& [now, status, error] : moments) {
    world.now = now;
    const Response response = post(learners.report(drop_off(), 1));
    EXPECT_EQ(response.status, status) << now.ms;
    if (*error) EXPECT_EQ(error_of(response), error) << now.ms;
    EXPECT_EQ(find_header(response.headers, "Retry-After"), status == 425 ? "86400" : "");
  }
  EXPECT_EQ(kept(), 2);
}

TEST_F(Reports, OfTheNextEpochAreEarlyAndOfALaterOneUnknown) {
  EXPECT_EQ(post(learners.report(drop_off(), 1, 0, 1)).status, 425);
  EXPECT_EQ(post(learners.report(drop_off(), 1, 0, 2)).status, 425);
  EXPECT_EQ(error_of(post(learners.report(drop_off(), 1, 0, 3))), "task");
}

// The task names all that an estimate depends on.
TEST_F(Reports, OfOtherOddsPartsOrPolicyAreUnknown) {
  Task more_parts = features();
  more_parts.parts = 3;
  Report elsewhere = report;
  elsewhere.task = task_id("other-policy", drop_off(), 0);
  for (const Report& other :
       {learners.report(drop_off({6, 1}), 1), learners.report(drop_off({14, 2}), 1),
        learners.report(more_parts, 1), elsewhere}) {
    const Response response = post(other);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(error_of(response), "task");
  }
  EXPECT_EQ(kept(), 0);
}

TEST_F(Reports, OfSeveralRevisionsAreKeptApart) {
  world.aggregation = std::make_unique<Aggregation>(
      std::vector{plan_of({drop_off()}), plan_of({drop_off({19, 7})})});
  for (const Odds odds : {Odds{7, 1}, Odds{19, 7}})
    EXPECT_EQ(post(learners.report(drop_off(odds), 1)).status, 204);
  EXPECT_EQ(kept(), 2);
}

TEST_F(Reports, ThatAreNoneAreRefused) {
  const std::string good = report_request(report).body;
  std::string newer = good;
  newer[0] = 2;
  std::string of_part_one = good;
  of_part_one[33] = 1;
  std::string nothing_chosen = good;
  nothing_chosen.back() = 0;
  std::string all_chosen = good;
  all_chosen.back() = 0x0F;
  std::string beyond = good;
  beyond.back() = 0x10;
  for (const std::string& body :
       {std::string(), good.substr(0, 16), good.substr(0, good.size() - 1), good + '\0',
        good + std::string(400'000, '\0'), newer, of_part_one, nothing_chosen, all_chosen, beyond,
        std::string(good.size(), '\0'), std::string("{}")}) {
    const Response response = post(body);
    EXPECT_EQ(response.status, 400) << body.size();
    EXPECT_FALSE(response.unlogged);
  }
  EXPECT_EQ(kept(), 0);
}

// Other types travel across origins without asking: a page of another site could send them.
TEST_F(Reports, OfAnotherTypeAreRefused) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data", "application/json"}) {
    Request request = report_request(report);
    request.headers.back().value = type;
    const Response response = world.send(request);
    EXPECT_EQ(response.status, 415) << type;
    EXPECT_EQ(error_of(response), "content_type");
  }
  EXPECT_EQ(kept(), 0);
}

TEST_F(Reports, AreNotTakenWhereNothingIsAsked) {
  Context context{world.store(), world.policies(), world.now, {}};
  EXPECT_EQ(handle(report_request(report), context)->status, 400);
  world.aggregation = std::make_unique<Aggregation>(std::vector{plan_of({})});
  EXPECT_EQ(post(report).status, 400);
}

TEST_F(Reports, NeitherReadNorGiveASession) {
  const Client ada = world.sign_in("ada");
  for (const std::string& cookie : {ada.cookie, std::string("carrel_session=unknown")}) {
    Request request = report_request(learners.report(drop_off(), 1));
    request.headers.push_back({"cookie", cookie});
    const Response response = world.send(request);
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(find_header(response.headers, "Set-Cookie"), "");
  }
}

TEST_F(Reports, AreNotLostWhereTheStoreFails) {
  store.fails = true;
  const Response response = post(report);
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(find_header(response.headers, "Retry-After"), "5");
  EXPECT_FALSE(response.unlogged) << "an operator has to see it";
  store.fails = false;
  EXPECT_EQ(kept(), 0);
  EXPECT_EQ(post(report).status, 204);
  EXPECT_EQ(kept(), 1);
}

TEST_F(Reports, BeyondTheAllowanceComeLater) {
  world.aggregation = std::make_unique<Aggregation>(test_plans(), std::vector<std::string>{}, 1);
  const auto status = [&] { return post(learners.report(drop_off(), 1)).status; };
  for (int taken = 0; taken < 60; ++taken)
    EXPECT_EQ(status(), 204);
  const Response refused = post(report);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(find_header(refused.headers, "Retry-After"), "60");
  world.now = world.now + Duration::seconds(2);
  EXPECT_EQ(status(), 204);
  EXPECT_EQ(status(), 204);
  EXPECT_EQ(status(), 429);
  world.now = {world.now.ms - 3'600'000};
  EXPECT_EQ(status(), 429) << "a clock that is set back gives nothing";
  EXPECT_EQ(kept(), 62);
}

}  // namespace
}  // namespace carrel::server::test
