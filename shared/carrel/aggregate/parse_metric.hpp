// An element of the member `aggregate.metrics`.
#pragma once

#include "carrel/aggregate/plan.hpp"
#include "carrel/base/json_reader.hpp"

namespace carrel {

Metric parse_metric(const JsonReader& in, const Policy& policy);

}  // namespace carrel
