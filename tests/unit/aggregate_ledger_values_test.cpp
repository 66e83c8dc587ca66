// What can be seen of a report without its bytes says nothing of what was noted.
#include "unit/kolmogorov_smirnov.hpp"
#include "unit/ledgers.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

constexpr std::uint64_t samples = 2000;

Debit debit_of(const std::vector<Note>& notes, std::uint64_t seed) {
  Study study = course_study();
  study.notes.assign(study.tasks.size(), notes);
  Ledger ledger = Ledger::fresh(day(0));
  auto random = seeded(seed);
  EXPECT_TRUE(ledger.answer(one_draw_each(), study, day(91), random).has_value());
  return ledger.debits().at(0);
}

const std::vector<std::vector<Note>> values{
    {}, {{0, 1}}, {{0, 6}}, {{0, 1}, {0, 2}, {0, 3}}, {{1, 70}, {3, 9000}}, {{9, 9}}};

TEST(UnseenValue, ChangesNothingButTheReportsSymbols) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Debit none = debit_of({}, seed);
    for (const auto& notes : values) {
      Debit debit = debit_of(notes, seed);
      EXPECT_EQ(debit.report.size(), none.report.size());
      const auto head = static_cast<std::ptrdiff_t>(1 + 16 + 16 + 2);
      EXPECT_TRUE(
          std::equal(none.report.begin(), none.report.begin() + head, debit.report.begin()));
      debit.report = none.report;
      EXPECT_EQ(debit, none);
    }
  }
}

TEST(UnseenValue, LeavesTheSecondAnswerOfAnEpochItsPartAndTime) {
  Plan plan = one_draw_each();
  plan.draws = {2, 0};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::vector<Instant> times;
    for (const auto& notes : values) {
      Study study = course_study();
      study.notes.assign(study.tasks.size(), notes);
      Ledger ledger = Ledger::fresh(day(0));
      auto random = seeded(seed);
      ASSERT_TRUE(ledger.answer(plan, study, day(91), random).has_value());
      times.push_back(ledger.debits().at(1).send_at);
    }
    EXPECT_EQ(times, std::vector(times.size(), times[0]));
  }
}

std::vector<std::int64_t> times_of(const std::vector<Note>& notes, std::uint64_t first_seed) {
  std::vector<std::int64_t> out;
  for (std::uint64_t seed = first_seed; seed < first_seed + samples; ++seed)
    out.push_back(debit_of(notes, seed).send_at.ms);
  return out;
}

TEST(SendTime, IsOfOneDistributionWhateverTheValue) {
  EXPECT_LT(distance(times_of({{0, 1}}, 0), times_of({{0, 6}}, samples)), least_unlikely_distance);
}

TEST(SendTime, IsOfOneDistributionWhateverTheReportTells) {
  std::vector<std::int64_t> chosen;
  std::vector<std::int64_t> others;
  for (std::uint64_t seed = 0; seed < 3 * samples; ++seed) {
    const Debit debit = debit_of({{0, 3}}, seed);
    if (debit.metric == "drop_off")
      ((debit.report.back() & 8) != 0 ? chosen : others).push_back(debit.send_at.ms);
  }
  ASSERT_GT(chosen.size(), 400U);
  ASSERT_GT(others.size(), 400U);
  EXPECT_LT(distance(chosen, others), least_unlikely_distance);
}

TEST(SendTime, IsAnyMillisecondOfTheDaysForSending) {
  std::vector<std::int64_t> uniform;
  const std::int64_t length = Duration::days(terms.send_days).ms;
  for (std::uint64_t i = 0; i < samples; ++i)
    uniform.push_back(day(91).ms +
                      static_cast<std::int64_t>(i) * length / static_cast<std::int64_t>(samples));
  const std::vector<std::int64_t> times = times_of({}, 7 * samples);
  EXPECT_LT(distance(times, uniform), least_unlikely_distance);
  EXPECT_GE(std::ranges::min(times), day(91).ms);
  EXPECT_LT(std::ranges::max(times), day(98).ms);
  EXPECT_GT(std::ranges::count_if(times, [](std::int64_t time) { return time % 1000 != 0; }), 1900);
}

TEST(KolmogorovSmirnov, KnowsASampleThatIsShifted) {
  std::vector<std::int64_t> early = times_of({}, 0);
  for (std::int64_t& time : early)
    time -= Duration::seconds(12 * 3600).ms;
  EXPECT_GT(distance(early, times_of({}, samples)), least_unlikely_distance);
}

TEST(ReportSize, IsThatOfTheTaskAlone) {
  const Plan plan = one_draw_each();
  for (const std::uint32_t cells : {1U, 2U, 6U, 7U, 8U, 24U, 40U, 100U, max_symbols - 1})
    for (const Encoding encoding : {Encoding::last, Encoding::pick}) {
      const Task task{"any", "privacy", encoding, 3, cells, {}, {7, 1}, 100};
      for (std::int64_t cell = 0; cell <= cells; cell += 1 + cells / 5) {
        Study study{"privacy", 0, {task}, {{{0, cell}, {1, cell}}}};
        Ledger ledger = Ledger::fresh(day(0));
        auto random = seeded(static_cast<std::uint64_t>(cell));
        ASSERT_TRUE(ledger.answer(plan, study, day(91), random).has_value());
        EXPECT_EQ(ledger.debits().at(0).report.size(), report_bytes(task));
      }
    }
}

}  // namespace
}  // namespace carrel::test
