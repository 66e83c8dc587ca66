// Policies and rules of places from files.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "handlers/policies.hpp"

namespace carrel::server {

// What every file says; or every fault of every file, one a line: "FILE: /path: what".
std::expected<Policies, std::string> load_policies(const std::vector<std::string>& policies,
                                                   const std::vector<std::string>& rules = {});

}  // namespace carrel::server
