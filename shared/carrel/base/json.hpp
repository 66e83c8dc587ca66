// The one place that reads JSON values: typed, bounded, every fault with its JSON pointer.
// nlohmann_json is built without exceptions, where get<int>() on a string would abort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "carrel/base/result.hpp"

namespace carrel {

using Json = nlohmann::json;

struct JsonLimits {
  std::size_t bytes = 1 << 20;
  int depth = 32;
};

// Nothing when the text is not JSON, exceeds the limits or names a member twice; `faults` says
// which.
std::optional<Json> parse_json(std::string_view text, std::vector<Fault>& faults,
                               JsonLimits limits = {});

// Compact UTF-8 text with members in byte order: the same value gives the same bytes everywhere.
std::string dump_json(const Json& value);

// One value of a document. A reader that meets a fault notes it and answers with a zero value,
// so that one pass finds every fault.
class JsonReader {
 public:
  JsonReader(const Json& value, std::vector<Fault>& faults, std::string where = {})
      : value_(&value), faults_(&faults), where_(std::move(where)) {}

  std::string text(std::size_t min_bytes, std::size_t max_bytes) const;
  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  bool boolean() const;
  std::vector<JsonReader> elements(std::size_t min, std::size_t max) const;
  std::vector<std::string> keys() const;  // of an object; a fault for anything else

  bool has(std::string_view key) const;
  JsonReader member(std::string_view key) const;  // missing, or no object: a fault, once
  std::optional<JsonReader> optional(std::string_view key) const;
  void only(std::initializer_list<std::string_view> allowed) const;  // others: faults

  // The enumerator whose name stands here; a fault and enumerator 0 (which denies) otherwise.
  template <class Enum>
  Enum one_of(std::initializer_list<std::pair<std::string_view, Enum>> names) const {
    const std::string word = text(1, 64);
    for (const auto& [key, value] : names)
      if (key == word) return value;
    if (!word.empty()) fault("is none of the words allowed here");
    return Enum{};
  }

  void fault(std::string what) const { faults_->push_back({where_, std::move(what)}); }
  const std::string& where() const { return where_; }
  const Json& value() const { return *value_; }

 private:
  JsonReader child(const Json& value, std::string_view token) const;
  void not_an_object() const;  // noted once in a row

  const Json* value_;
  std::vector<Fault>* faults_;
  std::string where_;
};

}  // namespace carrel
