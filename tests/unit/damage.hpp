// Ways to damage bytes, and to make what is damaged look whole.
#pragma once

#include "carrel/base/crc32c.hpp"

namespace carrel::test {

inline Bytes with_bit_flipped(Bytes bytes, std::size_t at, int bit) {
  bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1 << bit));
  return bytes;
}

inline Bytes with(Bytes bytes, std::size_t at, std::uint8_t value) {
  bytes[at] = value;
  return bytes;
}

inline Bytes joined(Bytes first, ByteView second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// Its last four bytes become the sum of all before them.
inline Bytes with_right_sum(Bytes bytes) {
  const std::size_t body = bytes.size() - 4;
  const std::uint32_t sum = crc32c(ByteView(bytes).first(body));
  for (std::size_t i = 0; i < 4; ++i)
    bytes[body + i] = static_cast<std::uint8_t>(sum >> (8 * i));
  return bytes;
}

}  // namespace carrel::test
