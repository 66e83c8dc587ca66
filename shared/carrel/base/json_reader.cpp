#include "carrel/base/json_reader.hpp"

#include "carrel/base/words.hpp"

namespace carrel {
namespace {

std::string bounds(std::size_t min, std::size_t max) {
  return std::to_string(min) + " to " + std::to_string(max);
}

}  // namespace

void JsonReader::fault(std::string what) const {
  if (value_.kind() != JsonKind::missing) faults_->push_back({where(), std::move(what)});
}

bool JsonReader::is(JsonKind kind, std::string_view otherwise) const {
  const bool fits = value_.kind() == kind;
  if (!fits) fault(std::string(otherwise));
  return fits;
}

std::string_view JsonReader::text(std::size_t min_bytes, std::size_t max_bytes) const {
  if (!is(JsonKind::text, "is not a text")) return {};
  const std::string_view text = value_.text();
  if (text.size() >= min_bytes && text.size() <= max_bytes) return text;
  fault("has " + std::to_string(text.size()) + " bytes, not " + bounds(min_bytes, max_bytes));
  return {};
}

std::int64_t JsonReader::integer(std::int64_t min, std::int64_t max) const {
  const bool large = value_.kind() == JsonKind::large;
  if (!large && !is(JsonKind::integer, "is not an integer")) return 0;
  const std::int64_t number = value_.number();
  if (!large && number >= min && number <= max) return number;
  fault("is not between " + std::to_string(min) + " and " + std::to_string(max));
  return 0;
}

bool JsonReader::boolean() const {
  return is(JsonKind::boolean, "is not true or false") && value_.number() != 0;
}

std::vector<JsonReader> JsonReader::elements(std::size_t min, std::size_t max) const {
  std::vector<JsonReader> out;
  if (!is(JsonKind::list, "is not a list")) return out;
  for (const JsonValue& element : value_.children())
    out.push_back({element, *this});
  if (out.size() >= min && out.size() <= max) return out;
  fault("has " + std::to_string(out.size()) + " elements, not " + bounds(min, max));
  return {};
}

std::vector<std::string_view> JsonReader::keys() const {
  std::vector<std::string_view> out;
  if (object())
    for (const JsonValue& member : value_.children())
      out.push_back(member.name());
  return out;
}

bool JsonReader::object() const {
  if (value_.kind() == JsonKind::object) return true;
  Fault found{where(), "is not an object"};
  const bool noted = !faults_->empty() && faults_->back() == found;
  if (!noted && value_.kind() != JsonKind::missing) faults_->push_back(std::move(found));
  return false;
}

JsonReader JsonReader::member(std::string_view key) const {
  const JsonValue found = value_.find(key);
  if (found.kind() == JsonKind::missing && object())
    faults_->push_back({json_pointer(where(), key), "is missing"});
  return {found, *this};
}

std::optional<JsonReader> JsonReader::optional(std::string_view key) const {
  if (!has(key)) return {};
  return JsonReader{value_.find(key), *this};
}

void JsonReader::only(std::string_view keys) const {
  for (const std::string_view key : this->keys())
    if (word_index(keys, key) == no_word)
      faults_->push_back({json_pointer(where(), key), "is not known here"});
}

std::size_t JsonReader::word(std::string_view words) const {
  const std::string_view here = text(1, 64);
  const std::size_t index = word_index(words, here);
  if (index == no_word && !here.empty()) fault("is none of the words allowed here");
  return index;
}

}  // namespace carrel
