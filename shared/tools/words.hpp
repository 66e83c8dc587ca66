// A JSON value in words.
#pragma once

#include <string>

#include "carrel/base/json.hpp"

namespace carrel::tools {

// "rule idle, days 365"; "none" for an empty list, "not said" for what is missing.
std::string in_words(JsonValue value);

}  // namespace carrel::tools
