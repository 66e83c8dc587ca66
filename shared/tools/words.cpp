#include "tools/words.hpp"

namespace carrel::tools {

std::string in_words(JsonValue value) {
  switch (value.kind()) {
    case JsonKind::missing:
    case JsonKind::null:
      return "not said";
    case JsonKind::boolean:
      return value.number() != 0 ? "yes" : "no";
    case JsonKind::integer:
      return std::to_string(value.number());
    case JsonKind::large:
    case JsonKind::fraction:
      return "another number";
    case JsonKind::text:
      return std::string(value.text());
    case JsonKind::list:
    case JsonKind::object:
      break;
  }
  std::string out;
  for (const JsonValue child : value.children()) {
    if (!out.empty()) out += ", ";
    if (value.kind() == JsonKind::object) out += std::string(child.name()) + ' ';
    out += in_words(child);
  }
  return out.empty() ? "none" : out;
}

}  // namespace carrel::tools
