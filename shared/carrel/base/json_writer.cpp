#include "carrel/base/json_writer.hpp"

#include "carrel/base/bytes.hpp"

namespace carrel {

// Between two values: where the text so far ends with neither an opening nor a separator.
void JsonWriter::comma() {
  constexpr std::string_view none_after = "[{:";
  if (!out_.empty() && !none_after.contains(out_.back())) out_ += ',';
}

void JsonWriter::quoted(std::string_view value) {
  constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  const bool utf8 = is_utf8(value);
  out_ += '"';
  for (const char c : value) {
    if (const auto known = escaped.find(c); known != std::string_view::npos) {
      out_ += '\\';
      out_ += letters[known];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += "\\u" + to_hex(static_cast<unsigned char>(c), 4);
    } else if (!utf8 && static_cast<unsigned char>(c) >= 0x80) {
      out_ += "\uFFFD";
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

JsonWriter& JsonWriter::text(std::string_view value) {
  comma();
  quoted(value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  comma();
  out_ += std::to_string(value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  comma();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::begin_list() {
  comma();
  out_ += '[';
  return *this;
}

JsonWriter& JsonWriter::end_list() {
  out_ += ']';
  return *this;
}

JsonWriter& JsonWriter::begin_object() {
  comma();
  out_ += '{';
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  return *this;
}

JsonWriter& JsonWriter::member(std::string_view name) {
  comma();
  quoted(name);
  out_ += ':';
  return *this;
}

}  // namespace carrel
