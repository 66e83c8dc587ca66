// The case on the command line.
#pragma once

#include <expected>
#include <span>
#include <string>

#include "tools/explain.hpp"

namespace carrel::tools {

struct ExplainOptions {
  Case person;
  std::string rules;  // file; empty: none
  bool json = false;
};

// What is wrong, where they cannot be understood.
std::expected<ExplainOptions, std::string> parse_explain_options(
    const Policy& policy, std::span<const char* const> arguments);

}  // namespace carrel::tools
