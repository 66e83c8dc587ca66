// What a profile may spend in a term, whatever the policy asks and however it changes.
#include "unit/ledgers.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

Errc try_answer(Ledger& ledger, const Plan& plan, const Study& study, Instant now) {
  auto random = seeded(static_cast<std::uint64_t>(now.ms));
  const auto done = ledger.answer(plan, study, now, random);
  return done ? Errc::none : done.error().code;
}

Plan plan_by(Calendar calendar, Draws draws, std::vector<Task> site = {}) {
  return {"carrel-demo", calendar, draws, std::move(site)};
}

Study study_of(std::vector<Task> tasks, std::uint32_t epoch) {
  const std::size_t count = tasks.size();
  const std::string course = tasks.at(0).course;
  return {course, epoch, std::move(tasks), std::vector<std::vector<Note>>(count)};
}

// Terms of so many days and epochs, from a day on.
Calendar calendar(std::int64_t from, std::int32_t days, std::uint32_t epochs) {
  return {day(from), days, epochs, 7, 14, 30};
}

void expect_refused(Ledger ledger, const Plan& plan, const Study& study, Instant now) {
  const Ledger before = ledger;
  EXPECT_EQ(try_answer(ledger, plan, study, now), Errc::bad_policy);
  EXPECT_TRUE(ledger == before);
}

// A course's answers at r = 7 each, in the term from day 0 to 45.
Ledger spent(std::uint32_t draws) {
  Ledger ledger = Ledger::fresh(day(0));
  const Study study = study_of({course_task("a"), course_task("b")}, 0);
  EXPECT_EQ(try_answer(ledger, plan_by(calendar(0, 45, 1), {draws, 0}), study, day(45)),
            Errc::none);
  EXPECT_EQ(ledger.debits().size(), draws);
  return ledger;
}

TEST(Budget, IsOfTheDearestThatCouldBeDrawnInATerm) {
  const std::vector<Task> tasks{course_task("a", {3, 2}), course_task("b"), course_task("c")};
  const Study study = study_of(tasks, 0);
  Ledger ledger = Ledger::fresh(day(0));
  EXPECT_EQ(try_answer(ledger, plan_by(terms, {2, 0}), study, day(91)), Errc::none);
  EXPECT_EQ(ledger.debits().size(), 2U);
  expect_refused(Ledger::fresh(day(0)), plan_by(terms, {3, 0}), study, day(91));
  expect_refused(Ledger::fresh(day(0)), plan_by(terms, {2, 1}, {site_task("s", {8, 7})}), study,
                 day(91));
  expect_refused(Ledger::fresh(day(0)), plan_by(calendar(0, 91, 7), {1, 0}), study, day(13));
}

TEST(Budget, CountsWhatOverlapsTheTermOfALaterPolicy) {
  const Plan longer = plan_by(calendar(0, 90, 2), {1, 0});
  const Study dear = study_of({course_task("a")}, 1);
  const Study cheap = study_of({course_task("a", {11, 10})}, 1);
  expect_refused(spent(2), longer, dear, day(90));
  Ledger ledger = spent(2);
  EXPECT_EQ(try_answer(ledger, longer, cheap, day(90)), Errc::none);  // 7 · 7 · 1.1 = 53.9
  EXPECT_EQ(ledger.debits().size(), 3U);
  Ledger half = spent(1);
  EXPECT_EQ(try_answer(half, longer, dear, day(90)), Errc::none);
  EXPECT_EQ(half.debits().size(), 2U);
}

TEST(Budget, DoesNotCountATermThatIsOver) {
  Ledger ledger = spent(2);
  const Plan next = plan_by(calendar(45, 45, 1), {2, 0});
  const Study study = study_of({course_task("a"), course_task("b")}, 0);
  EXPECT_EQ(try_answer(ledger, next, study, day(90)), Errc::none);
  EXPECT_EQ(ledger.debits().size(), 4U);
}

TEST(Budget, CountsInTheTermOfAnEarlierPolicyToo) {
  // The first calendar's term ends on day 91, its one answer is of days 0 to 13.
  Ledger ledger = Ledger::fresh(day(0));
  const Study one = study_of({course_task("a", {7, 2})}, 0);
  EXPECT_EQ(try_answer(ledger, plan_by(calendar(0, 91, 7), {1, 0}),
                       study_of({course_task("a", {17, 10})}, 0), day(13)),
            Errc::none);
  // The second begins on day 13: its own term has not seen that answer, the first one's has.
  const Plan second = plan_by(calendar(13, 28, 1), {2, 0});
  expect_refused(ledger, second, study_of({course_task("a"), course_task("b")}, 0), day(41));
  EXPECT_EQ(try_answer(ledger, second, one, day(41)), Errc::none);  // 1.7 · 3.5
  EXPECT_EQ(ledger.debits().size(), 2U);
}

TEST(Budget, OfTheSiteCountsAgainstEachCourse) {
  const Calendar both = calendar(0, 90, 2);
  Ledger ledger = spent(2);
  const Plan site = plan_by(both, {0, 1}, {site_task("s")});
  const Study study = study_of({site_task("s")}, 1);
  expect_refused(ledger, site, study, day(90));
  Ledger other = spent(1);
  EXPECT_EQ(try_answer(other, site, study, day(90)), Errc::none);
  EXPECT_EQ(other.debits().size(), 2U);
}

TEST(Budget, OfACourseCountsTheSitesAnswersAndNoOtherCourses) {
  Ledger ledger = Ledger::fresh(day(0));
  const std::vector<Task> site{site_task("s")};
  const Plan first = plan_by(calendar(0, 45, 1), {1, 1}, site);
  EXPECT_EQ(try_answer(ledger, first, study_of({site_task("s")}, 0), day(45)), Errc::none);
  EXPECT_EQ(try_answer(ledger, first, study_of({course_task("a")}, 0), day(45)), Errc::none);
  const Plan longer = plan_by(calendar(0, 90, 2), {1, 0});
  expect_refused(ledger, longer, study_of({course_task("a", {6, 5})}, 1), day(90));
  EXPECT_EQ(try_answer(ledger, longer, study_of({course_task("a", {6, 5}, "maps")}, 1), day(90)),
            Errc::none);
  EXPECT_EQ(ledger.debits().size(), 3U);
}

TEST(Budget, RefusesWhateverWouldHaveBeenDrawn) {
  const Plan longer = plan_by(calendar(0, 90, 2), {1, 0});
  Study study = study_of({course_task("a", {11, 10}), course_task("b", {2, 1})}, 1);
  const Ledger before = spent(2);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Ledger ledger = before;
    auto random = seeded(seed);
    EXPECT_FALSE(ledger.answer(longer, study, day(90), random).has_value());
    EXPECT_TRUE(ledger == before);
  }
}

TEST(Budget, CountsWhatWasNeverSent) {
  Ledger ledger = spent(2);
  ledger.withdraw({"a", "b"});
  expect_refused(ledger, plan_by(calendar(0, 90, 2), {1, 0}), study_of({course_task("a")}, 1),
                 day(90));
}

TEST(Budget, CountsWhatWasTakenOver) {
  Ledger ledger = Ledger::fresh(day(0));
  ledger.take_over(spent(2));
  expect_refused(ledger, plan_by(calendar(0, 90, 2), {1, 0}), study_of({course_task("a")}, 1),
                 day(90));
}

TEST(Budget, IsOfNoMoreDebitsThanALedgerHolds) {
  const Odds least{65535, 65534};
  std::vector<Task> tasks;
  for (int i = 0; i < 8; ++i)
    tasks.push_back(course_task("m" + std::to_string(i), least));
  const Plan plan = plan_by(terms, {8, 0});
  Ledger ledger = Ledger::fresh(day(0));
  Errc code = Errc::none;
  for (int i = 0; i <= 512; ++i) {
    for (Task& task : tasks)
      task.course = "c" + std::to_string(i);
    code = try_answer(ledger, plan, study_of(tasks, 0), day(91));
  }
  EXPECT_EQ(code, Errc::too_large);
  EXPECT_EQ(ledger.debits().size(), max_debits);
  EXPECT_TRUE(Ledger::read(ledger.bytes()) == ledger);
}

}  // namespace
}  // namespace carrel::test
