// Reads JSON values: typed, bounded, every fault with its JSON pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carrel/base/json.hpp"

namespace carrel {

// A reader that meets a fault notes it and answers with a zero value, so that one pass finds every
// fault. What is missing has one fault, however it is read.
class JsonReader {
 public:
  // Pointers begin at `value`.
  JsonReader(JsonValue value, std::vector<Fault>& faults)
      : value_(value), root_(value), faults_(&faults) {}

  std::string_view text(std::size_t min_bytes, std::size_t max_bytes) const;
  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  bool boolean() const;
  std::vector<JsonReader> elements(std::size_t min, std::size_t max) const;
  std::vector<std::string_view> keys() const;  // of an object; a fault for anything else

  bool has(std::string_view key) const { return value_.find(key).kind() != JsonKind::missing; }
  JsonReader member(std::string_view key) const;  // missing, or no object: a fault, once
  std::optional<JsonReader> optional(std::string_view key) const;
  void only(std::initializer_list<std::string_view> allowed) const;  // others: faults

  // The enumerator whose name stands here; a fault and enumerator 0 (which denies) otherwise.
  template <class Enum>
  Enum one_of(std::initializer_list<std::pair<std::string_view, Enum>> names) const {
    const std::string_view word = text(1, 64);
    for (const auto& [key, value] : names)
      if (key == word) return value;
    if (!word.empty()) fault("is none of the words allowed here");
    return Enum{};
  }

  void fault(std::string what) const;
  std::string where() const { return value_.pointer_from(root_); }

 private:
  JsonReader(JsonValue value, const JsonReader& parent)
      : value_(value), root_(parent.root_), faults_(parent.faults_) {}

  // Each notes a fault otherwise.
  bool is(JsonKind kind, std::string_view otherwise) const;
  bool object() const;  // notes it once in a row

  JsonValue value_;
  JsonValue root_;
  std::vector<Fault>* faults_;
};

}  // namespace carrel
