#include "carrel/aggregate/plan.hpp"

#include <algorithm>
#include <map>

#include "carrel/aggregate/parse_metric.hpp"
#include "carrel/base/json_reader.hpp"

namespace carrel {
namespace {

constexpr std::size_t max_metrics = 64;
constexpr std::int64_t max_draws = 8;

Calendar parse_calendar(const JsonReader& in) {
  in.only("from term_days epochs send_days collect_days keep_days");
  Calendar out;
  const std::string day(in.member("from").text(10, 10));
  const auto from = from_rfc3339(day + "T00:00:00Z");
  if (from)
    out.from = *from;
  else if (!day.empty())
    in.member("from").fault("is not a date like 2026-11-01");
  const auto days = [&](std::string_view key, std::int64_t min, std::int64_t max) {
    return static_cast<std::int32_t>(in.member(key).integer(min, max));
  };
  out.term_days = days("term_days", 28, 366);
  out.epochs = static_cast<std::uint32_t>(days("epochs", 1, 13));
  if (out.epochs > 0 && out.term_days % static_cast<std::int32_t>(out.epochs) != 0)
    in.member("epochs").fault("does not divide term_days");
  out.send_days = days("send_days", 1, 60);
  out.collect_days = days("collect_days", std::max(out.send_days, 1), 90);
  out.keep_days = days("keep_days", 0, 90);
  return out;
}

Draws parse_draws(const JsonReader& in) {
  in.only("course site");
  const auto draws = [&](std::string_view key) {
    return static_cast<std::uint32_t>(in.member(key).integer(0, max_draws));
  };
  return {draws("course"), draws("site")};
}

bool stays_within_budget(const AggregatePlan& plan) {
  std::vector<Task> site;
  std::map<std::string, std::vector<Task>> courses;
  courses[{}];  // what the site asks alone counts as well
  for (const Metric& metric : plan.metrics)
    for (const Task& task : metric.tasks)
      (metric.of_course ? courses[task.course] : site).push_back(task);
  return std::ranges::all_of(courses, [&](const auto& course) {
    return within_budget(course.second, site, plan.draws, plan.calendar.epochs);
  });
}

AggregatePlan parse_plan(const JsonReader& in, const Policy& policy) {
  in.only("calendar draws limit_permille metrics");
  AggregatePlan out;
  out.calendar = parse_calendar(in.member("calendar"));
  out.draws = parse_draws(in.member("draws"));
  out.limit_permille = static_cast<std::int32_t>(in.member("limit_permille").integer(1, 500));
  for (const JsonReader& e : in.member("metrics").elements(1, max_metrics)) {
    Metric metric = parse_metric(e, policy);
    if (!metric.key.empty() && std::ranges::contains(out.metrics, metric.key, &Metric::key))
      e.member("key").fault("is there twice");
    out.metrics.push_back(std::move(metric));
  }
  return out;
}

}  // namespace

std::expected<AggregatePlan, std::vector<Fault>> parse_aggregate(std::string_view text,
                                                                 const Policy& policy) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults);
  if (!document) return std::unexpected(std::move(faults));
  const auto in = JsonReader(*document, faults).optional("aggregate");
  if (!in) return AggregatePlan{};
  AggregatePlan plan = parse_plan(*in, policy);
  if (faults.empty() && !stays_within_budget(plan))
    in->member("draws").fault("could tell more of a learner than e⁴ in a course and a term");
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return plan;
}

}  // namespace carrel
