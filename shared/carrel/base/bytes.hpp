// Reading and writing of Carrel's binary formats: little endian, unsigned LEB128 for lengths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carrel {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

class ByteWriter {
 public:
  void u8(std::uint8_t value) { out_.push_back(value); }
  void fixed(std::uint64_t value, std::size_t bytes);  // the low `bytes` (1 to 8) of value
  void varint(std::uint64_t value);
  void text(std::string_view value);  // varint length, then the bytes
  void raw(ByteView value) { out_.insert(out_.end(), value.begin(), value.end()); }

  std::size_t size() const { return out_.size(); }
  const Bytes& bytes() const { return out_; }
  Bytes take() && { return std::move(out_); }

 private:
  Bytes out_;
};

// Fails by state: after a read past the end every later read gives zero and ok() is false.
class ByteReader {
 public:
  explicit ByteReader(ByteView in) : in_(in) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(fixed(1)); }
  std::uint64_t fixed(std::size_t bytes);
  std::uint64_t varint();                   // at most 2^63 − 1; a longer or non-minimal one fails
  std::string text(std::size_t max_bytes);  // well-formed UTF-8
  ByteView raw(std::size_t bytes);

  std::size_t position() const { return at_; }
  std::size_t left() const { return in_.size() - at_; }
  bool ok() const { return ok_; }

 private:
  bool need(std::size_t bytes);

  ByteView in_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Lower-case hexadecimal of the low `digits` nibbles, most significant first.
std::string to_hex(std::uint64_t value, std::size_t digits);

bool is_lower_hex(std::string_view text);

// Well-formed UTF-8 (Unicode 15, table 3-7): no surrogates, no over-long forms.
bool is_utf8(std::string_view text);

}  // namespace carrel
