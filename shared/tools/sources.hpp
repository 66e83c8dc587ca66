// Where the value of a rule comes from.
#pragma once

#include <string>
#include <string_view>

#include "carrel/base/json.hpp"

namespace carrel::tools {

struct Source {
  std::string place;  // whose entry says it; empty: built in, as no entry does
  std::string value;  // in words
  std::string source, checked, confidence, note;  // as far as they are said
};

// Of a document that parse_rules() accepts, or of none: `rule` as it holds in `place`.
Source source_of(JsonValue rules, std::string_view place, std::string_view rule);

}  // namespace carrel::tools
