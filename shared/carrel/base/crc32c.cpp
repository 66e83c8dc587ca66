#include "carrel/base/crc32c.hpp"

#include <array>

namespace carrel {
namespace {

consteval std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = (value >> 1) ^ ((value & 1) != 0 ? 0x82f63b78U : 0U);
    table[i] = value;
  }
  return table;
}

constexpr auto table = make_table();

}  // namespace

std::uint32_t crc32c(ByteView bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const std::uint8_t byte : bytes)
    crc = (crc >> 8) ^ table[(crc ^ byte) & 0xffU];
  return ~crc;
}

}  // namespace carrel
