// JSON values that a test builds and changes: nlohmann_json's own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "carrel/base/json.hpp"

namespace carrel {

using Json = nlohmann::json;

// Compact UTF-8 text with members in byte order.
inline std::string dump_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Null for what is not JSON.
inline Json json_of(std::string_view text) {
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() ? Json() : value;
}

// As the core reads it.
inline JsonDocument read_json(std::string_view text) {
  std::vector<Fault> faults;
  return parse_json(text, faults).value_or(JsonDocument());
}

inline JsonDocument document_of(const Json& value) {
  return read_json(dump_json(value));
}

// What was read, with one fraction for all and one integer for all beyond int64.
inline Json values_of(JsonValue read) {
  Json out;
  switch (read.kind()) {
    case JsonKind::missing:
    case JsonKind::null:
      break;
    case JsonKind::boolean:
      return read.number() != 0;
    case JsonKind::integer:
      return read.number();
    case JsonKind::large:
      return UINT64_MAX;
    case JsonKind::fraction:
      return 0.5;
    case JsonKind::text:
      return std::string(read.text());
    case JsonKind::list:
      out = Json::array();
      for (const JsonValue& element : read.children())
        out.push_back(values_of(element));
      break;
    case JsonKind::object:
      out = Json::object();
      for (const JsonValue& member : read.children())
        out[std::string(member.name())] = values_of(member);
      break;
  }
  return out;
}

}  // namespace carrel
