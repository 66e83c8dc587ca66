#include "reporting.hpp"

namespace carrel::server::test {

Task drop_off(Odds odds) {
  return {.metric = "drop_off",
          .course = "privacy",
          .encoding = Encoding::last,
          .parts = 1,
          .cells = 3,
          .odds = odds,
          .min_batch = 100};
}

Task features() {
  return {.metric = "features",
          .encoding = Encoding::last,
          .parts = 2,
          .cells = 1,
          .odds = {7, 1},
          .min_batch = 100};
}

PolicyPlan plan_of(std::vector<Task> tasks) {
  PolicyPlan out{"server-test", {}};
  out.plan.calendar = {.from = {epoch_end.ms - Duration::days(91).ms},
                       .term_days = 91,
                       .epochs = 1,
                       .send_days = 7,
                       .collect_days = 14,
                       .keep_days = 30};
  out.plan.draws = {1, 1};
  for (Task& task : tasks)
    out.plan.metrics.push_back({.key = task.metric, .tasks = {std::move(task)}});
  return out;
}

std::vector<PolicyPlan> test_plans() {
  return {plan_of({drop_off(), features()})};
}

Learners::Learners(std::uint8_t seed) : random_(*Drbg::from({seed})) {}

Report Learners::report(const Task& task, std::uint32_t value, std::uint16_t part,
                        std::uint32_t epoch) {
  return {task_id("server-test", task, epoch), random_.identifier(), part,
          randomise(mechanism_of(task), value, random_)};
}

Request report_request(const Report& report) {
  const Bytes bytes = write_report(report);
  return {.method = "POST",
          .path = "/aggregate/reports",
          .headers = {{"host", "localhost"}, {"content-type", "application/octet-stream"}},
          .body = std::string(bytes.begin(), bytes.end())};
}

}  // namespace carrel::server::test
