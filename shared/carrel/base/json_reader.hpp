// Reads JSON values: typed, bounded, every fault with its JSON pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  void only(std::string_view keys) const;  // with a space between; others: faults

  // The value beside the word that stands here, of `words` with a space between; a fault and
  // enumerator 0 (which denies) otherwise.
  template <class Value, std::size_t N>
  Value one_of(std::string_view words, const Value (&values)[N]) const {
    const std::size_t index = word(words);
    return index < N ? values[index] : Value{};
  }

  void fault(std::string what) const;
  JsonValue value() const { return value_; }
  std::string where() const { return value_.pointer_from(root_); }

 private:
  JsonReader(JsonValue value, const JsonReader& parent)
      : value_(value), root_(parent.root_), faults_(parent.faults_) {}

  // Each notes a fault otherwise.
  bool is(JsonKind kind, std::string_view otherwise) const;
  bool object() const;                             // notes it once in a row
  std::size_t word(std::string_view words) const;  // its index; past the last one otherwise

  JsonValue value_;
  JsonValue root_;
  std::vector<Fault>* faults_;
};

}  // namespace carrel
