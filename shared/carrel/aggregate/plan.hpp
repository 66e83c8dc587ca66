// The policy's member `aggregate`, as the server and carrel-policy read it. The page reads it by
// itself (web/src/aggregate): the engine's size is every learner's.
#pragma once

#include <expected>

#include "carrel/aggregate/metric.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {

struct Metric {
  std::string key;
  std::string purpose;
  std::string item;  // where what it tells of is noted
  bool of_course = false;
  std::vector<Task> tasks;  // one for each of its courses, or the site's one
  Texts title, why;
  std::vector<std::string> facts;
};

struct AggregatePlan {
  Calendar calendar;
  Draws draws;
  std::int32_t limit_permille = 50;  // half-width of an interval beyond which nothing is shown
  std::vector<Metric> metrics;       // none: the policy declares no aggregation
};

// Whole or not at all; `policy` is what parse_policy made of the same text.
std::expected<AggregatePlan, std::vector<Fault>> parse_aggregate(std::string_view text,
                                                                 const Policy& policy);

}  // namespace carrel
