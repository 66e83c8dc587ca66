// Writes compact JSON text. Members stand in the order of the calls: in byte order wherever the
// same value shall give the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace carrel {

class JsonWriter {
 public:
  JsonWriter& text(std::string_view value);  // bytes that are not UTF-8 become U+FFFD
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);

  JsonWriter& begin_list();
  JsonWriter& end_list();
  JsonWriter& begin_object();
  JsonWriter& end_object();

  JsonWriter& member(std::string_view name);  // its value comes next

  std::string take() && { return std::move(out_); }

 private:
  void comma();
  void quoted(std::string_view value);

  std::string out_;
};

}  // namespace carrel
