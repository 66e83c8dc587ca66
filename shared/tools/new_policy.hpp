// A policy to start from.
#pragma once

#include <string_view>

namespace carrel::tools {

extern const std::string_view new_policy;

}  // namespace carrel::tools
