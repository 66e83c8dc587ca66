#include "carrel/base/json.hpp"

#include <algorithm>
#include <utility>

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

// Builds the document and watches what nlohmann's own builder lets pass: depth and members
// named twice. (Its callback parser could watch too, at the cost of a second parser.)
class Builder {
 public:
  Builder(std::vector<Fault>& faults, int depth) : faults_(faults), depth_(depth) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(std::int64_t value) { return add(value); }
  bool number_unsigned(std::uint64_t value) { return add(value); }
  bool number_float(double value, const std::string&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    key_ = std::move(name);
    return !open_.back()->contains(key_) || fault("names a member twice");
  }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return fault("is not JSON");
  }

  Json take() { return std::move(root_); }

 private:
  bool fault(std::string what) {
    faults_.push_back({"", std::move(what)});
    return false;
  }
  Json& put(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& parent = *open_.back();
    if (parent.is_array()) return parent.emplace_back(std::move(value));
    return parent[key_] = std::move(value);
  }
  bool add(Json value) {
    put(std::move(value));
    return true;
  }
  bool open(Json value) {
    open_.push_back(&put(std::move(value)));
    return static_cast<int>(open_.size()) <= depth_ ||
           fault("is nested deeper than " + std::to_string(depth_) + " levels");
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Fault>& faults_;
  int depth_;
  Json root_;
  std::vector<Json*> open_;  // from the root down: none of them moves while it is open
  std::string key_;
};

}  // namespace

std::optional<Json> parse_json(std::string_view text, std::vector<Fault>& faults,
                               JsonLimits limits) {
  if (text.size() > limits.bytes) {
    faults.push_back({"", "is larger than " + std::to_string(limits.bytes) + " bytes"});
    return {};
  }
  Builder builder(faults, limits.depth);
  if (!Json::sax_parse(text, &builder)) return {};
  return builder.take();
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
    not_an_object();
    return {};
  }
  std::vector<std::string> out;
  for (const auto& [key, unused] : value_->items())
    out.push_back(key);
  return out;
}

void JsonReader::not_an_object() const {
  Fault found{where_, "is not an object"};
  const bool noted = !faults_->empty() && faults_->back() == found;
  if (!noted && !value_->is_discarded()) faults_->push_back(std::move(found));
}

bool JsonReader::has(std::string_view key) const {
  return value_->is_object() && value_->contains(key);
}

JsonReader JsonReader::member(std::string_view key) const {
  if (has(key)) return child(*value_->find(key), key);
  if (value_->is_object())
    child(missing(), key).fault("is missing");
  else
    not_an_object();
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
