// Policies and rules of places from files.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/policies.hpp"

namespace carrel::server {

// Lower-case hexadecimal SHA-256, as sha256sum prints it.
std::string sha256_hex(std::string_view bytes);

// What every file says; or every fault of every file, one a line: "FILE: /path: what".
std::expected<Policies, std::string> load_policies(const std::vector<std::string>& policies,
                                                   const std::vector<std::string>& rules = {});

}  // namespace carrel::server
