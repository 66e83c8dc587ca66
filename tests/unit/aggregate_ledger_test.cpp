// What a profile answers: once, in time, with what it may spend.
#include <set>

#include "unit/ledgers.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

const Plan plan = one_draw_each();

Errc try_answer(Ledger& ledger, const Study& study, Instant now, std::uint64_t seed = 1,
                const Plan& by = plan) {
  auto random = seeded(seed);
  const auto done = ledger.answer(by, study, now, random);
  return done ? Errc::none : done.error().code;
}

Ledger answered(std::uint64_t seed = 1) {
  Ledger ledger = Ledger::fresh(day(0));
  EXPECT_EQ(try_answer(ledger, course_study(), day(91), seed), Errc::none);
  EXPECT_EQ(ledger.debits().size(), 1U);
  return ledger;
}

// Nothing came of it, and nothing in the ledger is another.
void expect_unchanged(Ledger ledger, const Study& study, Instant now, const Plan& by = plan) {
  const Ledger before = ledger;
  EXPECT_EQ(try_answer(ledger, study, now, 1, by), Errc::none);
  EXPECT_TRUE(ledger == before);
}

TEST(Answer, IsDebitedWithAReportOfItsTask) {
  const Ledger ledger = answered();
  const Debit& debit = ledger.debits()[0];
  EXPECT_EQ(debit.course, "privacy");
  EXPECT_EQ(debit.epoch, (Period{day(0), day(91)}));
  EXPECT_EQ(debit.term, debit.epoch);
  EXPECT_EQ(debit.at, day(91));
  EXPECT_EQ(debit.state, Spending::waiting);
  EXPECT_EQ(debit.send_until, day(105));
  const Study study = course_study();
  const auto of = std::ranges::find(study.tasks, debit.metric, &Task::metric);
  ASSERT_TRUE(of != study.tasks.end());
  EXPECT_EQ(debit.odds, of->odds);
  const auto report = read_report(debit.report, task_id("carrel-demo", *of, 0), *of);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->id, debit.id);
}

TEST(Answer, WaitsForTheEndOfItsEpochAndComesBeforeThatOfItsCollection) {
  expect_unchanged(Ledger::fresh(day(0)), course_study(), {day(91).ms - 1});
  expect_unchanged(Ledger::fresh(day(0)), course_study(), day(105));
  Ledger late = Ledger::fresh(day(0));
  EXPECT_EQ(try_answer(late, course_study(), {day(105).ms - 1}), Errc::none);
  EXPECT_EQ(late.debits().size(), 1U);
}

TEST(Answer, IsGivenOnceHoweverOftenItIsAskedFor) {
  Ledger ledger = Ledger::fresh(day(0));
  std::set<Bytes> reports;
  for (int attempt = 0; attempt < 90; ++attempt) {
    const Instant now = day(91) + Duration::seconds(attempt * 3600);
    EXPECT_EQ(try_answer(ledger, course_study(), now, static_cast<std::uint64_t>(attempt)),
              Errc::none);
    for (const Debit* debit : ledger.due(day(100)))
      reports.insert(debit->report);
    ledger = Ledger::read(ledger.bytes()).value();
  }
  EXPECT_EQ(ledger.debits().size(), 1U);
  EXPECT_EQ(reports.size(), 1U);
}

TEST(Answer, IsGivenOnceAlsoWhereItWasSentOrDropped) {
  for (const Spending end : {Spending::sent, Spending::dropped}) {
    Ledger ledger = answered();
    EXPECT_TRUE(ledger.settle(Identifier(ledger.debits()[0].id), end));
    expect_unchanged(ledger, course_study(), day(92));
  }
  Ledger withdrawn = answered();
  withdrawn.withdraw({withdrawn.debits()[0].metric});
  expect_unchanged(withdrawn, course_study(), day(92));
}

TEST(Answer, OfOneCourseLeavesAnotherItsOwn) {
  Ledger ledger = answered();
  EXPECT_EQ(try_answer(ledger, course_study(0, "maps"), day(91)), Errc::none);
  EXPECT_EQ(try_answer(ledger, site_study(plan), day(91)), Errc::none);
  EXPECT_EQ(ledger.debits().size(), 3U);
}

TEST(Answer, OfTwoTabsIsTheOneThatWasPut) {
  const Bytes stored = Ledger::fresh(day(0)).bytes();
  Ledger first = Ledger::read(stored).value();
  Ledger second = Ledger::read(stored).value();
  EXPECT_EQ(try_answer(first, course_study(), day(91), 1), Errc::none);
  EXPECT_EQ(try_answer(second, course_study(), day(91), 2), Errc::none);
  EXPECT_NE(first.bytes(), second.bytes());
  const Bytes put = first.bytes();
  Ledger again = Ledger::read(put).value();
  EXPECT_EQ(try_answer(again, course_study(), day(91), 2), Errc::none);
  EXPECT_EQ(again.bytes(), put);
}

TEST(Answer, IsNotGivenForAnEpochThatWasOverWhenTheLedgerBegan) {
  expect_unchanged(Ledger::fresh(day(91)), course_study(), day(91));
  expect_unchanged(Ledger::fresh(day(98)), course_study(), day(99));
  Ledger cleared = Ledger::fresh(day(98));
  EXPECT_EQ(try_answer(cleared, course_study(1), day(182)), Errc::none);
  EXPECT_EQ(cleared.debits().size(), 1U);
  Ledger just_before = Ledger::fresh({day(91).ms - 1});
  EXPECT_EQ(try_answer(just_before, course_study(), day(91)), Errc::none);
  EXPECT_EQ(just_before.debits().size(), 1U);
}

TEST(Answer, IsNotGivenByAClockThatWasSetBack) {
  Ledger ledger = answered();
  EXPECT_EQ(try_answer(ledger, course_study(1), day(182)), Errc::none);
  expect_unchanged(ledger, course_study(0, "maps"), day(95));
  Ledger shown = Ledger::fresh(day(0));
  shown.expire(day(96));
  expect_unchanged(shown, course_study(), {day(96).ms - 1});
  EXPECT_EQ(try_answer(shown, course_study(), day(96)), Errc::none);
  EXPECT_EQ(shown.debits().size(), 1U);
}

TEST(Answer, SurvivesADeathBetweenDebitAndAcknowledgement) {
  const Ledger ledger = answered();
  const auto sent = ledger.due(day(99));
  ASSERT_EQ(sent.size(), 1U);
  const Ledger again = Ledger::read(ledger.bytes()).value();
  const auto repeated = again.due(day(99));
  ASSERT_EQ(repeated.size(), 1U);
  EXPECT_EQ(repeated[0]->report, sent[0]->report);
  EXPECT_EQ(repeated[0]->id, sent[0]->id);
}

TEST(Answer, IsAboutNoTimeTwiceUnderAnotherCalendar) {
  for (const std::int64_t shift : {-90, -45, -1, 1, 45, 90}) {
    Plan other = plan;
    other.calendar.from = day(shift);
    for (std::uint32_t epoch = 0; epoch < 3; ++epoch) {
      const Period period{other.calendar.begins(epoch), other.calendar.ends(epoch)};
      Ledger ledger = answered();
      const Instant now = std::max(period.to, day(92));
      EXPECT_EQ(try_answer(ledger, course_study(epoch), now, 1, other), Errc::none);
      const bool is_told = ledger.debits().size() > 1;
      EXPECT_EQ(is_told,
                !period.overlaps({day(0), day(91)}) && now < other.calendar.collected(epoch))
          << shift << " days, epoch " << epoch;
    }
  }
}

TEST(Answer, IsAboutNoTimeTwiceUnderAnotherPolicysName) {
  Plan renamed = plan;
  renamed.policy_id = "another";
  expect_unchanged(answered(), course_study(), day(92), renamed);
}

TEST(Answer, DrawsEachMetricAsOftenAndNoneTwice) {
  Plan two = plan;
  two.draws = {2, 0};
  Study study{"privacy", 0, {}, {}};
  for (const char* metric : {"a", "b", "c", "d"})
    study.tasks.push_back(course_task(metric));
  study.notes.resize(study.tasks.size());
  std::map<std::set<std::string>, int> pairs;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Ledger ledger = Ledger::fresh(day(0));
    EXPECT_EQ(try_answer(ledger, study, day(91), seed, two), Errc::none);
    ASSERT_EQ(ledger.debits().size(), 2U);
    ++pairs[{ledger.debits()[0].metric, ledger.debits()[1].metric}];
  }
  EXPECT_EQ(pairs.size(), 6U);
  for (const auto& [pair, count] : pairs) {
    EXPECT_EQ(pair.size(), 2U);
    EXPECT_NEAR(count, 500, 100);  // five deviations
  }
}

TEST(Answer, OfFewerMetricsThanDrawsIsOfAll) {
  Plan many = plan;
  many.draws = {8, 0};
  Study study{"privacy", 0, {course_task("a"), course_task("b", {3, 2})}, {{}, {}}};
  Ledger ledger = Ledger::fresh(day(0));
  EXPECT_EQ(try_answer(ledger, study, day(91), 1, many), Errc::none);
  EXPECT_EQ(ledger.debits().size(), 2U);
  study.tasks.clear();
  study.notes.clear();
  expect_unchanged(Ledger::fresh(day(0)), study, day(91), many);
}

TEST(Answer, IsRefusedBeyondTheBoundsOfPlanAndStudy) {
  const Study course = course_study();
  const auto refused = [&](auto change) {
    Plan by = plan;
    Study study = course;
    change(by, study);
    Ledger ledger = Ledger::fresh(day(0));
    EXPECT_EQ(try_answer(ledger, study, day(91), 1, by), Errc::bad_policy);
    EXPECT_TRUE(ledger == Ledger::fresh(day(0)));
  };
  refused([](Plan& by, Study&) { by.calendar.epochs = 0; });
  refused([](Plan& by, Study&) { by.calendar.from = {-1}; });
  refused([](Plan& by, Study&) { by.draws.course = max_draws + 1; });
  refused([](Plan& by, Study&) { by.draws.site = max_draws + 1; });
  refused([](Plan& by, Study&) { by.site[0].course = "privacy"; });
  refused([](Plan& by, Study&) { by.site[1].metric = by.site[0].metric; });
  refused([](Plan& by, Study&) { by.site[0].odds = {1, 1}; });
  refused([](Plan&, Study& study) { study.tasks[0].min_batch = min_batch_floor - 1; });
  refused([](Plan&, Study& study) { study.tasks[0].course = "maps"; });
  refused([](Plan&, Study& study) { study.tasks[1].metric = study.tasks[0].metric; });
  refused([](Plan&, Study& study) { study.notes.pop_back(); });
  refused([](Plan&, Study& study) { study.epoch = UINT32_MAX; });
  refused([](Plan&, Study& study) { study.epoch = max_epoch; });
  refused([](Plan& by, Study& study) {
    study = site_study(by);
    by.site.pop_back();
  });
}

}  // namespace
}  // namespace carrel::test
