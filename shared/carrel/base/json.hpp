// JSON as it is read: a document parsed whole, and the values in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/result.hpp"

namespace carrel {

struct JsonLimits {
  std::size_t bytes = 1 << 20;
  std::size_t depth = 32;
  std::size_t members = 256;  // of one object
};

enum class JsonKind : std::uint8_t {
  missing,
  null,
  boolean,
  integer,
  large,     // an integer beyond int64
  fraction,  // whose value is not kept
  text,
  list,
  object,
};

// Immutable. Its values, in the order of the text, lie in one array, their texts in another.
class JsonDocument {
 public:
  struct Range {
    std::uint32_t from = 0, size = 0;
  };
  struct Node {
    JsonKind kind = JsonKind::missing;
    std::uint32_t parent = 0;
    std::uint32_t end = 0;  // behind the last value within it
    Range name, text;
    std::int64_t number = 0;  // a boolean's or an integer's value
  };

  const Node& node(std::uint32_t at) const { return nodes_[at]; }
  std::string_view text(Range range) const {
    return std::string_view(texts_).substr(range.from, range.size);
  }

 private:
  friend class JsonBuilder;

  std::vector<Node> nodes_;
  std::string texts_;
};

// One value of a document, which must outlive it; `missing` by default.
class JsonValue {
 public:
  JsonValue() = default;
  JsonValue(const JsonDocument& document) : document_(&document) {}  // NOLINT: its root

  JsonKind kind() const { return document_ == nullptr ? JsonKind::missing : node().kind; }
  std::string_view name() const { return document_->text(node().name); }  // as a member
  std::string_view text() const { return document_->text(node().text); }
  std::int64_t number() const { return node().number; }

  std::vector<JsonValue> children() const;  // elements or members; none for anything else
  JsonValue find(std::string_view name) const;

  // The JSON pointer (RFC 6901) that leads here from `root`, which holds it.
  std::string pointer_from(JsonValue root) const;

 private:
  JsonValue(const JsonDocument* document, std::uint32_t at) : document_(document), at_(at) {}
  const JsonDocument::Node& node() const { return document_->node(at_); }

  const JsonDocument* document_ = nullptr;
  std::uint32_t at_ = 0;
};

// Nothing when the text is not JSON, exceeds the limits or names a member twice; `faults` says
// which.
std::optional<JsonDocument> parse_json(std::string_view text, std::vector<Fault>& faults,
                                       JsonLimits limits = {});

// The pointer to member or element `token` of what `pointer` leads to.
std::string json_pointer(std::string pointer, std::string_view token);

}  // namespace carrel
