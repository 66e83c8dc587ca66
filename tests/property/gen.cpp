#include "property/gen.hpp"

namespace carrel::test {
namespace {

void append_utf8(std::string& out, std::uint32_t point) {
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  const auto tail = [&](unsigned shift) { add(0x80 | ((point >> shift) & 0x3f)); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xc0 | (point >> 6));
    tail(0);
  } else if (point < 0x10000) {
    add(0xe0 | (point >> 12));
    tail(6);
    tail(0);
  } else {
    add(0xf0 | (point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

std::string Gen::text(std::size_t max_bytes) {
  const std::size_t size = size_below(max_bytes + 1);
  std::string out;
  while (out.size() + 4 <= size) {
    const auto point = static_cast<std::uint32_t>(up_to_bits(21));
    if (point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) append_utf8(out, point);
  }
  while (out.size() < size)
    out += static_cast<char>(' ' + below(95));
  return out;
}

}  // namespace carrel::test
