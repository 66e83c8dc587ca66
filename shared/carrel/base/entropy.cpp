#include "carrel/base/entropy.hpp"

#include "carrel/base/bytes.hpp"

namespace carrel {

Uuid Uuid::from(const Entropy& entropy) {
  const auto& w = entropy.words;
  Uuid id{(std::uint64_t{w[0]} << 32) | w[1], (std::uint64_t{w[2]} << 32) | w[3]};
  id.high = (id.high & ~std::uint64_t{0xf000}) | 0x4000;
  id.low = (id.low & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62);
  return id;
}

std::string Uuid::text() const {
  const std::string hex = to_hex(high, 16) + to_hex(low, 16);
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
         hex.substr(16, 4) + '-' + hex.substr(20);
}

Uuid parse_uuid(std::string_view text) {
  if (text.size() != 36) return {};
  Uuid id;
  unsigned nibbles = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (c != '-') return {};
      continue;
    }
    std::uint64_t value = 0;
    if (c >= '0' && c <= '9') {
      value = static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value = static_cast<std::uint64_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      value = static_cast<std::uint64_t>(c - 'A' + 10);
    } else {
      return {};
    }
    std::uint64_t& half = nibbles < 16 ? id.high : id.low;
    half = (half << 4) | value;
    ++nibbles;
  }
  return id;
}

}  // namespace carrel
