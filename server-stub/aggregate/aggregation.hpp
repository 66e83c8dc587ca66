// All that the handlers need of aggregation beside the store.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "aggregate/allowance.hpp"
#include "aggregate/plans.hpp"
#include "aggregate/task_index.hpp"

namespace carrel::server {

inline constexpr std::int64_t usual_report_rate = 50;  // a second

struct Aggregation {
  explicit Aggregation(std::vector<PolicyPlan> newest_first, std::vector<std::string> who = {},
                       std::int64_t report_rate = usual_report_rate)
      : plans(std::move(newest_first)), instructors(std::move(who)), allowance(report_rate) {}

  Plans plans;
  TaskIndex tasks{plans};
  std::vector<std::string> instructors;  // who may read the insights, by the name they sign in with
  Allowance allowance;
};

}  // namespace carrel::server
