#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "property/gen.hpp"
#include "unit/damage.hpp"
#include "unit/ledgers.hpp"

namespace carrel::test {
namespace {

Odds arbitrary_odds(Gen& gen) {
  const auto den = static_cast<std::uint32_t>(1 + gen.below(9));
  return {den + 1 + static_cast<std::uint32_t>(gen.below(7 * den)), den};
}

Calendar arbitrary_calendar(Gen& gen) {
  const std::vector<std::uint32_t> counts{1, 1, 2, 4, 7};
  const std::uint32_t epochs = gen.one_of(counts);
  const auto days = static_cast<std::int32_t>(epochs) *
                    static_cast<std::int32_t>(28 / epochs + 1 + gen.below(50 / epochs));
  return {day(gen.between(-20, 60)), days, epochs, 7, 14, 30};
}

struct Term {
  Plan plan;
  std::map<std::string, std::vector<Task>> courses;
};

Term arbitrary_term(Gen& gen) {
  const auto draws = [&] { return static_cast<std::uint32_t>(gen.below(3)); };
  Term out{{"policy", arbitrary_calendar(gen), {draws(), draws()}, {}}, {}};
  for (const char* metric : {"s", "t"})
    out.plan.site.push_back(site_task(metric, arbitrary_odds(gen)));
  for (const char* course : {"a", "b"})
    for (const char* metric : {"m", "n", "o"})
      out.courses[course].push_back(course_task(metric, arbitrary_odds(gen), course));
  return out;
}

Study arbitrary_study(Gen& gen, const Term& term, Instant now) {
  const std::string course = gen.one_of(std::vector<std::string>{"", "a", "b"});
  Study study{course, 0, course.empty() ? term.plan.site : term.courses.at(course), {}};
  const auto current = term.plan.calendar.epoch_at(now).value_or(0);
  study.epoch =
      current - std::min<std::uint32_t>(current, static_cast<std::uint32_t>(gen.below(3)));
  study.notes.resize(study.tasks.size());
  return study;
}

double epsilon(const Ledger& ledger, const std::string& course, Period term) {
  double sum = 0;
  for (const Debit& debit : ledger.debits())
    if ((debit.course.empty() || debit.course == course) && debit.epoch.overlaps(term))
      sum += std::log(static_cast<double>(debit.odds.num) / debit.odds.den);
  return sum;
}

void expect_within_budget(const Ledger& ledger) {
  for (const Debit& debit : ledger.debits())
    for (const char* course : {"", "a", "b"})
      if (debit.course.empty() || debit.course == course)
        EXPECT_LE(epsilon(ledger, course, debit.term), 4.0);
}

// At most one report of a metric and an epoch, and no two answers of a course are about one time
// but those that were given together.
void expect_once(const Ledger& ledger) {
  std::set<std::tuple<std::string, std::string, std::int64_t>> answers;
  for (const Debit& debit : ledger.debits()) {
    EXPECT_TRUE(answers.emplace(debit.course, debit.metric, debit.epoch.from.ms).second);
    for (const Debit& other : ledger.debits())
      if (other.course == debit.course && other.at != debit.at)
        EXPECT_FALSE(other.epoch.overlaps(debit.epoch));
  }
}

TEST(LedgerProperty, SpendsWithinItsBudgetUnderAnySequenceOfPolicies) {
  std::map<std::string, int> counts;
  for_all(
      [&](Gen& gen) {
        Instant now = day(gen.between(0, 30));
        Ledger ledger = Ledger::fresh(now);
        Term term = arbitrary_term(gen);
        for (int step = 0; step < 120; ++step) {
          now = now + Duration::days(gen.between(-1, 5)) + Duration{1};
          if (gen.one_in(8)) term = arbitrary_term(gen);
          if (gen.one_in(10)) ledger = Ledger::read(ledger.bytes()).value();
          if (gen.one_in(10)) ledger.withdraw({gen.coin() ? "m" : "s"});
          const Ledger before = ledger;
          const Study study = arbitrary_study(gen, term, now);
          auto random = seeded(gen.bits());
          const bool is_done = ledger.answer(term.plan, study, now, random).has_value();
          const std::size_t more = ledger.debits().size() - before.debits().size();
          ++counts[!is_done ? "refused" : more > 0 ? "answered" : "unchanged"];
          if (!is_done || more == 0) {
            EXPECT_TRUE(ledger == before);
            continue;
          }
          EXPECT_EQ(more, std::min<std::size_t>(study.tasks.size(), study.course.empty()
                                                                        ? term.plan.draws.site
                                                                        : term.plan.draws.course));
          expect_within_budget(ledger);
          expect_once(ledger);
        }
      },
      2000);
  for (const char* end : {"answered", "unchanged", "refused"})
    EXPECT_GT(counts[end], 2000) << end;
}

TEST(LedgerProperty, ReadsADamagedBodyUnderARightSumAsALedgerOrNotAtAll) {
  const Bytes golden = golden_ledger().bytes();
  int taken = 0;
  int refused = 0;
  for_all([&](Gen& gen) {
    Bytes bytes = golden;
    for (std::uint64_t i = 1 + gen.below(3); i > 0; --i)
      bytes[1 + gen.size_below(bytes.size() - 1)] = static_cast<std::uint8_t>(gen.up_to_bits(8));
    if (gen.one_in(4)) bytes.resize(gen.size_below(bytes.size()) + 4);
    const auto ledger = Ledger::read(with_right_sum(std::move(bytes)));
    (ledger ? taken : refused) += 1;
    if (ledger) EXPECT_TRUE(Ledger::read(ledger->bytes()) == *ledger);
  });
  EXPECT_GT(taken, 200);
  EXPECT_GT(refused, 200);
}

TEST(LedgerProperty, RefusesOnlyWhatWouldExceedTheBudget) {
  int refused = 0;
  for_all([&](Gen& gen) {
    Ledger ledger = Ledger::fresh(day(0));
    Plan plan{"policy", {day(0), 90, 2, 7, 14, 30}, {1, 1}, {site_task("s", arbitrary_odds(gen))}};
    const std::vector<Study> studies{
        {"a", 0, {course_task("m", arbitrary_odds(gen), "a")}, {{}}},
        {"", 0, plan.site, {{}}},
        {"a", 1, {course_task("m", arbitrary_odds(gen), "a")}, {{}}},
        {"", 1, plan.site, {{}}},
    };
    double spent = 0;
    for (const Study& study : studies) {
      // Each study by a plan that allows it alone: what is refused is refused for the debits.
      Plan alone = plan;
      alone.draws = study.course.empty() ? Draws{0, 1} : Draws{1, 0};
      const Odds odds = study.tasks[0].odds;
      const double cost = std::log(static_cast<double>(odds.num) / odds.den);
      if (2 * cost > 4) return;
      auto random = seeded(gen.bits());
      const bool is_done =
          ledger.answer(alone, study, plan.calendar.ends(study.epoch), random).has_value();
      EXPECT_EQ(is_done, spent + cost <= 4);
      if (is_done) spent += cost;
      refused += is_done ? 0 : 1;
    }
    EXPECT_NEAR(epsilon(ledger, "a", {day(0), day(90)}), spent, 1e-9);
  });
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace carrel::test
