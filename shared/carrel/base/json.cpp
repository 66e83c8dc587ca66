#include "carrel/base/json.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace carrel {

// What nlohmann_json's parser calls, value by value.
class JsonBuilder {
 public:
  JsonBuilder(std::vector<Fault>& faults, JsonLimits limits) : faults_(faults), limits_(limits) {}

  bool null() { return leaf(JsonKind::null, 0); }
  bool boolean(bool value) { return leaf(JsonKind::boolean, value ? 1 : 0); }
  bool number_integer(std::int64_t value) { return leaf(JsonKind::integer, value); }
  bool number_unsigned(std::uint64_t value) {
    return std::in_range<std::int64_t>(value)
               ? leaf(JsonKind::integer, static_cast<std::int64_t>(value))
               : leaf(JsonKind::large, 0);
  }
  bool number_float(double, const std::string&) { return leaf(JsonKind::fraction, 0); }
  bool string(const std::string& value) {
    add(JsonKind::text).text = keep(value);
    return true;
  }
  bool binary(const std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(JsonKind::object); }
  bool start_array(std::size_t) { return open(JsonKind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(const std::string& name) {
    std::size_t members = 0;
    for (std::uint32_t i = open_ + 1; i < out_.nodes_.size(); i = out_.nodes_[i].end, ++members)
      if (out_.text(out_.nodes_[i].name) == name) return fault("names a member twice");
    if (members >= limits_.members)
      return fault("has an object of more than " + std::to_string(limits_.members) + " members");
    name_ = keep(name);
    return true;
  }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return fault("is not JSON");
  }

  JsonDocument take() { return std::move(out_); }

 private:
  bool fault(std::string what) {
    faults_.push_back({"", std::move(what)});
    return false;
  }
  JsonDocument::Range keep(std::string_view text) {
    const JsonDocument::Range range{static_cast<std::uint32_t>(out_.texts_.size()),
                                    static_cast<std::uint32_t>(text.size())};
    out_.texts_ += text;
    return range;
  }
  JsonDocument::Node& add(JsonKind kind) {
    JsonDocument::Node node;
    node.kind = kind;
    node.parent = open_;
    node.end = static_cast<std::uint32_t>(out_.nodes_.size() + 1);
    node.name = std::exchange(name_, {});
    out_.nodes_.push_back(node);
    return out_.nodes_.back();
  }
  bool leaf(JsonKind kind, std::int64_t number) {
    add(kind).number = number;
    return true;
  }
  bool open(JsonKind kind) {
    add(kind);
    open_ = static_cast<std::uint32_t>(out_.nodes_.size() - 1);
    return ++depth_ <= limits_.depth ||
           fault("is nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  bool close() {
    JsonDocument::Node& closed = out_.nodes_[open_];
    closed.end = static_cast<std::uint32_t>(out_.nodes_.size());
    open_ = closed.parent;
    --depth_;
    return true;
  }

  std::vector<Fault>& faults_;
  JsonLimits limits_;
  JsonDocument out_;
  JsonDocument::Range name_;  // of the member to come
  std::uint32_t open_ = 0;
  std::size_t depth_ = 0;
};

std::optional<JsonDocument> parse_json(std::string_view text, std::vector<Fault>& faults,
                                       JsonLimits limits) {
  if (text.size() > limits.bytes) {
    faults.push_back({"", "is larger than " + std::to_string(limits.bytes) + " bytes"});
    return {};
  }
  JsonBuilder builder(faults, limits);
  if (!nlohmann::json::sax_parse(text, &builder)) return {};
  return builder.take();
}

std::string json_pointer(std::string pointer, std::string_view token) {
  pointer += '/';
  for (const char c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::vector<JsonValue> JsonValue::children() const {
  std::vector<JsonValue> out;
  if (document_ != nullptr)
    for (std::uint32_t i = at_ + 1; i < node().end; i = document_->node(i).end)
      out.push_back({document_, i});
  return out;
}

JsonValue JsonValue::find(std::string_view name) const {
  if (kind() == JsonKind::object)
    for (std::uint32_t i = at_ + 1; i < node().end; i = document_->node(i).end)
      if (document_->text(document_->node(i).name) == name) return {document_, i};
  return {};
}

std::string JsonValue::pointer_from(JsonValue root) const {
  if (document_ == nullptr || at_ == root.at_) return {};
  const JsonValue parent{document_, node().parent};
  std::string token{name()};
  if (parent.kind() == JsonKind::list) {
    std::size_t index = 0;
    for (std::uint32_t i = parent.at_ + 1; i < at_; i = document_->node(i).end)
      ++index;
    token = std::to_string(index);
  }
  return json_pointer(parent.pointer_from(root), token);
}

}  // namespace carrel
