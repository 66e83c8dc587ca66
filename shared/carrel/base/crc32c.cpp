#include "carrel/base/crc32c.hpp"

#include <array>

namespace carrel {
namespace {

using Tables = std::array<std::array<std::uint32_t, 256>, 4>;

Tables make_tables() {
  Tables out{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = (value >> 1) ^ ((value & 1) != 0 ? 0x82f63b78U : 0U);
    out[0][i] = value;
  }
  for (std::size_t t = 1; t < out.size(); ++t)
    for (std::size_t i = 0; i < 256; ++i)
      out[t][i] = (out[t - 1][i] >> 8) ^ out[0][out[t - 1][i] & 0xffU];
  return out;
}

}  // namespace

// Four bytes at a time: Kounavis and Berry, "Novel Table Lookup-Based Algorithms for
// High-Performance CRC Generation", IEEE Transactions on Computers 57 (11), 2008.
std::uint32_t crc32c(ByteView bytes) {
  static const Tables tables = make_tables();  // computed: a page need not load 4 KB for it
  std::uint32_t crc = 0xffffffffU;
  for (; bytes.size() >= 4; bytes = bytes.subspan(4)) {
    for (std::size_t i = 0; i < 4; ++i)
      crc ^= std::uint32_t{bytes[i]} << (8 * i);
    crc = tables[3][crc & 0xffU] ^ tables[2][(crc >> 8) & 0xffU] ^ tables[1][(crc >> 16) & 0xffU] ^
          tables[0][crc >> 24];
  }
  for (const std::uint8_t byte : bytes)
    crc = (crc >> 8) ^ tables[0][(crc ^ byte) & 0xffU];
  return ~crc;
}

}  // namespace carrel
