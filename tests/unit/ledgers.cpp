#include "unit/ledgers.hpp"

#include <utility>

namespace carrel::test {

Drbg seeded(std::uint64_t number) {
  Seed seed{1};
  for (std::size_t i = 0; i < 8; ++i)
    seed[i + 1] = static_cast<std::uint8_t>(number >> (8 * i));
  return std::move(*Drbg::from(seed));
}

Task course_task(std::string metric, Odds odds, std::string course) {
  return {std::move(metric), std::move(course), Encoding::last, 1, 6, {}, odds, 100};
}

Task site_task(std::string metric, Odds odds) {
  return {std::move(metric), {}, Encoding::pick, 1, 24, {}, odds, 100};
}

Plan one_draw_each() {
  return {"carrel-demo", terms, {1, 1}, {site_task("session_hour"), site_task("enrolment")}};
}

Study course_study(std::uint32_t epoch, std::string course) {
  Study study{course, epoch, {}, {}};
  study.tasks = {course_task("drop_off", {7, 1}, course),
                 {"rewatched", course, Encoding::pick, 1, 40, {}, {7, 1}, 100},
                 {"time_on_task", course, Encoding::sum, 4, 3, {15, 60, 3600}, {19, 7}, 100}};
  study.notes = {{{0, 2}, {0, 4}}, {{0, 7}, {0, 8}, {0, 31}}, {{0, 40}, {2, 5000}}};
  return study;
}

Study site_study(const Plan& plan, std::uint32_t epoch) {
  Study study{{}, epoch, plan.site, {}};
  study.notes.assign(plan.site.size(), {{0, 9}, {0, 21}});
  return study;
}

Ledger golden_ledger() {
  const Plan plan = one_draw_each();
  Ledger ledger = Ledger::fresh(day(3));
  const auto answer = [&](const Study& study, Instant now, std::uint64_t seed) {
    auto random = seeded(seed);
    (void)ledger.answer(plan, study, now, random);
  };
  answer(course_study(), day(91), 1);
  answer(site_study(plan), day(92), 2);
  answer(course_study(0, "maps"), day(93), 3);
  ledger.settle(Identifier(ledger.debits()[0].id), Spending::sent);
  ledger.withdraw({ledger.debits()[1].metric});
  answer(course_study(1), day(185), 4);
  ledger.expire(day(186));
  answer(site_study(plan, 1), day(187), 5);
  return ledger;
}

}  // namespace carrel::test
