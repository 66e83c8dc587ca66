// The Range header of RFC 9110, section 14: one range of bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace carrel::server {

struct ByteRange {
  enum class Kind : std::uint8_t { unsatisfiable, whole, part };

  Kind kind = Kind::unsatisfiable;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// What of a file of `size` bytes is asked for. Absent, of another unit or several ranges at once:
// the whole; malformed or beyond the end: unsatisfiable.
ByteRange requested_range(std::string_view header, std::uint64_t size);

}  // namespace carrel::server
