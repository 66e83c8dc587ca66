// What waits, leaves, is dropped and is forgotten.
#include "unit/ledgers.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

const Plan plan = one_draw_each();

void answer(Ledger& ledger, const Study& study, Instant now, std::uint64_t seed) {
  auto random = seeded(seed);
  ASSERT_TRUE(ledger.answer(plan, study, now, random).has_value());
}

// One report each of two courses and the site.
Ledger three_waiting() {
  Ledger ledger = Ledger::fresh(day(0));
  answer(ledger, course_study(), day(91), 1);
  answer(ledger, course_study(0, "maps"), day(91), 2);
  answer(ledger, site_study(plan), day(91), 3);
  return ledger;
}

bool is_closed(const Debit& debit, Spending state) {
  return debit.state == state && debit.report.empty() && debit.id == Identifier{} &&
         debit.send_at == Instant{} && debit.send_until == Instant{};
}

TEST(Due, IsWhatTimeHasComeInItsOrder) {
  const Ledger ledger = three_waiting();
  EXPECT_EQ(ledger.due(day(98)).size(), 3U);
  EXPECT_TRUE(std::ranges::is_sorted(ledger.due(day(98)), {}, &Debit::send_at));
  const Instant first = ledger.next_due().value();
  EXPECT_EQ(ledger.due({first.ms - 1}).size(), 0U);
  ASSERT_EQ(ledger.due(first).size(), 1U);
  EXPECT_EQ(ledger.due(first)[0]->send_at, first);
  EXPECT_EQ(ledger.due({day(105).ms - 1}).size(), 3U);
  EXPECT_EQ(ledger.due(day(105)).size(), 0U);
}

TEST(Due, OrderSaysNothingOfWhenOrWhatWasAnswered) {
  int of_answering = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Ledger ledger = Ledger::fresh(day(0));
    answer(ledger, course_study(), day(91), 2 * seed);
    answer(ledger, site_study(plan), day(91), 2 * seed + 1);
    of_answering += ledger.due(day(98)).at(0)->course == "privacy" ? 1 : 0;
  }
  EXPECT_NEAR(of_answering, 200, 50);
}

TEST(Settle, EndsTheReportOfThatIdentifier) {
  Ledger ledger = three_waiting();
  const Identifier id = ledger.debits()[1].id;
  EXPECT_FALSE(ledger.settle({}, Spending::sent));
  EXPECT_FALSE(ledger.settle(id, Spending::waiting));
  EXPECT_TRUE(ledger == three_waiting());
  EXPECT_TRUE(ledger.settle(id, Spending::sent));
  EXPECT_TRUE(is_closed(ledger.debits()[1], Spending::sent));
  EXPECT_EQ(ledger.due(day(98)).size(), 2U);
  EXPECT_FALSE(ledger.settle(id, Spending::sent));
  EXPECT_FALSE(ledger.settle({}, Spending::dropped));
}

TEST(Withdrawal, DropsWhatWaitsForItsMetricsAndKeepsTheDebit) {
  Ledger ledger = three_waiting();
  const std::string metric = ledger.debits()[2].metric;
  ledger.withdraw({"unknown", metric});
  EXPECT_TRUE(is_closed(ledger.debits()[2], Spending::dropped));
  EXPECT_EQ(ledger.due(day(98)).size(), 2U);
  ledger.settle(Identifier(ledger.debits()[0].id), Spending::sent);
  ledger.withdraw({ledger.debits()[0].metric, ledger.debits()[1].metric});
  EXPECT_TRUE(is_closed(ledger.debits()[0], Spending::sent));
  EXPECT_FALSE(ledger.next_due().has_value());
  EXPECT_EQ(ledger.debits().size(), 3U);
}

TEST(Expiry, DropsWhatHasWaitedPastItsCollection) {
  Ledger ledger = three_waiting();
  ledger.expire({day(105).ms - 1});
  EXPECT_EQ(ledger.due({day(105).ms - 1}).size(), 3U);
  ledger.expire(day(105));
  for (const Debit& debit : ledger.debits())
    EXPECT_TRUE(is_closed(debit, Spending::dropped));
  ledger.expire(day(91 + 822 - 1));
  EXPECT_EQ(ledger.debits().size(), 3U);
  ledger.expire(day(91 + 822));
  EXPECT_EQ(ledger.debits().size(), 0U);
}

TEST(Expiry, IsNotUndoneByAClockThatIsSetBack) {
  Ledger ledger = three_waiting();
  ledger.expire(day(105));
  const Ledger expired = ledger;
  ledger.expire(day(92));
  EXPECT_TRUE(ledger == expired);
  Ledger far = three_waiting();
  far.expire({INT64_MAX});
  EXPECT_EQ(far.debits().size(), 0U);
  EXPECT_TRUE(Ledger::read(far.bytes()).has_value());
  answer(far, course_study(1), day(182), 1);
  EXPECT_EQ(far.debits().size(), 0U);
}

TEST(Expiry, KeepsALedgerThatAnswersForYearsSmall) {
  Ledger ledger = Ledger::fresh(day(0));
  std::size_t most = 0;
  for (std::uint32_t epoch = 0; epoch < 80; ++epoch) {
    const Instant now = terms.ends(epoch);
    for (const char* course : {"privacy", "maps"})
      answer(ledger, course_study(epoch, course), now, epoch);
    answer(ledger, site_study(plan, epoch), now, epoch);
    most = std::max(most, ledger.debits().size());
  }
  EXPECT_EQ(most, 30U);
}

TEST(TakeOver, CountsTheOthersDebitsOnce) {
  const Ledger guest = three_waiting();
  Ledger ledger = Ledger::fresh(day(80));
  ledger.take_over(guest);
  ASSERT_EQ(ledger.debits().size(), 3U);
  for (const Debit& debit : ledger.debits())
    EXPECT_TRUE(is_closed(debit, Spending::dropped));
  EXPECT_EQ(ledger.since(), day(80));
  const Ledger once = ledger;
  ledger.take_over(guest);
  EXPECT_TRUE(ledger == once);
  answer(ledger, course_study(), day(93), 9);
  EXPECT_TRUE(ledger == once);
}

TEST(TakeOver, CountsDebitsOfTheSameEpochOfBoth) {
  Ledger ledger = Ledger::fresh(day(0));
  answer(ledger, course_study(), day(92), 8);
  const Debit own = ledger.debits()[0];
  ledger.take_over(three_waiting());
  EXPECT_EQ(ledger.debits().size(), 4U);
  EXPECT_EQ(ledger.debits()[0], own);
}

TEST(TakeOver, KeepsTheLaterClock) {
  Ledger guest = three_waiting();
  guest.expire(day(104));
  Ledger ledger = Ledger::fresh(day(0));
  ledger.take_over(guest);
  const Ledger before = ledger;
  answer(ledger, course_study(0, "soil"), day(103), 1);
  EXPECT_TRUE(ledger == before);
  answer(ledger, course_study(0, "soil"), day(104), 1);
  EXPECT_EQ(ledger.debits().size(), 4U);
}

}  // namespace
}  // namespace carrel::test
