#include "learner.hpp"

#include <algorithm>
#include <stdexcept>

namespace carrel::cohort {
namespace {

Seed fresh_seed(Random& random) {
  Seed seed;
  for (auto& byte : seed)
    byte = static_cast<std::uint8_t>(random());
  return seed;
}

Study study_of(const std::string& course, std::uint32_t epoch, const std::vector<Subject>& subjects,
               Random& random) {
  Study study{.course = course, .epoch = epoch};
  for (const Subject& subject : subjects) {
    study.tasks.push_back(subject.task);
    auto& notes = study.notes.emplace_back();
    for (std::uint32_t part = 0; part < subject.task.parts; ++part)
      notes.append_range(notes_of(subject.task, part, draw(subject.truth[part], random)));
  }
  return study;
}

}  // namespace

World world_of(const Policy& policy, AggregatePlan plan, std::uint32_t epoch, std::uint64_t seed) {
  World world{.policy_id = policy.id, .plan = std::move(plan), .epoch = epoch};
  Random random(seed);
  for (const Metric& metric : world.plan.metrics)
    for (const Task& task : metric.tasks) {
      Subject subject{task, truth_of(task, random)};
      if (!metric.of_course) {
        world.site.push_back(std::move(subject));
        continue;
      }
      const auto known = [&](const auto& course) { return course.first == task.course; };
      auto course = std::ranges::find_if(world.courses, known);
      if (course == world.courses.end()) course = world.courses.insert(course, {task.course, {}});
      course->second.push_back(std::move(subject));
    }
  return world;
}

std::vector<Bytes> reports_of(const World& world, std::size_t others, Random& random) {
  const Calendar& calendar = world.plan.calendar;
  Plan plan{world.policy_id, calendar, world.plan.draws, {}};
  for (const Subject& subject : world.site)
    plan.site.push_back(subject.task);
  auto drbg = Drbg::from(fresh_seed(random));
  Ledger ledger = Ledger::fresh(calendar.begins(world.epoch));
  const Instant over = calendar.ends(world.epoch);
  const auto answer = [&](const std::string& course, const std::vector<Subject>& subjects) {
    const Study study = study_of(course, world.epoch, subjects, random);
    if (!ledger.answer(plan, study, over, *drbg)) throw std::runtime_error("the ledger refuses");
  };
  if (!world.site.empty()) answer({}, world.site);
  std::vector<std::size_t> taken;
  for (std::size_t i = 1; i < world.courses.size(); ++i)
    taken.push_back(i);
  std::ranges::shuffle(taken, random);
  taken.resize(std::min(others, taken.size()));
  if (!world.courses.empty()) taken.push_back(0);
  for (const std::size_t i : taken)
    answer(world.courses[i].first, world.courses[i].second);

  std::vector<Bytes> reports;
  for (const Debit* debit : ledger.due(over + Duration::days(calendar.send_days)))
    reports.push_back(debit->report);
  return reports;
}

}  // namespace carrel::cohort
