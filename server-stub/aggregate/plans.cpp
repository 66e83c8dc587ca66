#include "aggregate/plans.hpp"

#include <algorithm>
#include <utility>

namespace carrel::server {

Plans::Plans(std::vector<PolicyPlan> newest_first) : plans_(std::move(newest_first)) {
  std::erase_if(plans_, [](const PolicyPlan& one) { return one.plan.metrics.empty(); });
  for (const PolicyPlan& one : plans_)
    if (!std::ranges::contains(policies_, one.policy)) policies_.push_back(one.policy);
}

const AggregatePlan* Plans::of(std::string_view policy) const {
  const auto found = std::ranges::find(plans_, policy, &PolicyPlan::policy);
  return found == plans_.end() ? nullptr : &found->plan;
}

std::vector<const Task*> Plans::tasks(std::string_view policy) const {
  std::vector<const Task*> out;
  for (const PolicyPlan& one : plans_) {
    if (one.policy != policy) continue;
    for (const Metric& metric : one.plan.metrics)
      for (const Task& task : metric.tasks)
        if (std::ranges::none_of(out, [&](const Task* other) { return *other == task; }))
          out.push_back(&task);
  }
  return out;
}

bool same_epochs(const std::vector<PolicyPlan>& plans) {
  const Plans newest(plans);
  return std::ranges::all_of(plans, [&](const PolicyPlan& one) {
    if (one.plan.metrics.empty()) return true;
    const Calendar& calendar = newest.of(one.policy)->calendar;
    return one.plan.calendar.from == calendar.from &&
           one.plan.calendar.epoch_length() == calendar.epoch_length();
  });
}

}  // namespace carrel::server
