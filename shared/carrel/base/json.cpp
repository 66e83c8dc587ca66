#include "carrel/base/json.hpp"

#include <algorithm>
#include <set>

namespace carrel {
namespace {

// A value that stands in for a missing one; reading it would note a second fault, so it is known.
const Json& missing() {
  static const Json value(Json::value_t::discarded);
  return value;
}

std::string escaped(std::string_view token) {
  std::string out;
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::optional<Json> parse_json(std::string_view text, std::vector<Fault>& faults,
                               JsonLimits limits) {
  if (text.size() > limits.bytes) {
    faults.push_back({"", "is larger than " + std::to_string(limits.bytes) + " bytes"});
    return {};
  }
  std::vector<std::set<std::string>> open;
  bool twice = false;
  bool deep = false;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    deep = deep || depth > limits.depth;
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end && !open.empty()) open.pop_back();
    if (event == Json::parse_event_t::key && !open.empty())
      twice = !open.back().insert(parsed.get_ref<const std::string&>()).second || twice;
    return !deep;
  };
  Json value = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (deep) {
    faults.push_back({"", "is nested deeper than " + std::to_string(limits.depth) + " levels"});
  } else if (value.is_discarded()) {
    faults.push_back({"", "is not JSON"});
  } else if (twice) {
    faults.push_back({"", "names a member twice"});
  } else {
    return value;
  }
  return {};
}

std::string dump_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

JsonReader JsonReader::child(const Json& value, std::string_view token) const {
  return {value, *faults_, where_ + '/' + escaped(token)};
}

std::string JsonReader::text(std::size_t min_bytes, std::size_t max_bytes) const {
  if (value_->is_discarded()) return {};
  if (!value_->is_string()) {
    fault("is not a text");
    return {};
  }
  const auto& text = value_->get_ref<const std::string&>();
  if (text.size() < min_bytes || text.size() > max_bytes) {
    fault("has " + std::to_string(text.size()) + " bytes, not " + std::to_string(min_bytes) +
          " to " + std::to_string(max_bytes));
    return {};
  }
  return text;
}

std::int64_t JsonReader::integer(std::int64_t min, std::int64_t max) const {
  if (value_->is_discarded()) return 0;
  if (!value_->is_number_integer()) {
    fault("is not an integer");
    return 0;
  }
  const bool too_large =
      value_->is_number_unsigned() && value_->get<std::uint64_t>() > std::uint64_t(INT64_MAX);
  const std::int64_t number = too_large ? 0 : value_->get<std::int64_t>();
  if (too_large || number < min || number > max) {
    fault("is not between " + std::to_string(min) + " and " + std::to_string(max));
    return 0;
  }
  return number;
}

bool JsonReader::boolean() const {
  if (value_->is_discarded()) return false;
  if (!value_->is_boolean()) {
    fault("is not true or false");
    return false;
  }
  return value_->get<bool>();
}

std::vector<JsonReader> JsonReader::elements(std::size_t min, std::size_t max) const {
  if (value_->is_discarded()) return {};
  if (!value_->is_array()) {
    fault("is not a list");
    return {};
  }
  if (value_->size() < min || value_->size() > max) {
    fault("has " + std::to_string(value_->size()) + " elements, not " + std::to_string(min) +
          " to " + std::to_string(max));
    return {};
  }
  std::vector<JsonReader> out;
  for (std::size_t i = 0; i < value_->size(); ++i)
    out.push_back(child((*value_)[i], std::to_string(i)));
  return out;
}

std::vector<std::string> JsonReader::keys() const {
  if (value_->is_discarded()) return {};
  if (!value_->is_object()) {
    fault("is not an object");
    return {};
  }
  std::vector<std::string> out;
  for (const auto& [key, unused] : value_->items())
    out.push_back(key);
  return out;
}

bool JsonReader::has(std::string_view key) const {
  return value_->is_object() && value_->contains(key);
}

JsonReader JsonReader::member(std::string_view key) const {
  if (has(key)) return child(*value_->find(key), key);
  if (value_->is_object()) child(missing(), key).fault("is missing");
  return child(missing(), key);
}

std::optional<JsonReader> JsonReader::optional(std::string_view key) const {
  if (!has(key)) return {};
  return child(*value_->find(key), key);
}

void JsonReader::only(std::initializer_list<std::string_view> allowed) const {
  for (const std::string& key : keys())
    if (std::ranges::find(allowed, key) == allowed.end())
      child(missing(), key).fault("is not known here");
}

}  // namespace carrel
