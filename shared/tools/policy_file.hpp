// A policy as a file, with what the programs say of one that is none.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "tools/explain.hpp"

#include "carrel/aggregate/plan.hpp"
#include "carrel/base/json.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel::tools {

inline constexpr int exit_refused = 1;
inline constexpr int exit_usage = 2;

struct PolicyFile {
  JsonDocument document;
  Policy policy;
  AggregatePlan aggregate;
};

// Otherwise each fault is on standard error, and this is the status to exit with.
std::expected<PolicyFile, int> load_policy(const char* path);
std::expected<Law, int> load_law(const char* path);

}  // namespace carrel::tools
