#include "carrel/base/bytes.hpp"

#include <algorithm>

namespace carrel {

void ByteWriter::fixed(std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i)
    u8(static_cast<std::uint8_t>(value >> (8 * i)));
}

void ByteWriter::varint(std::uint64_t value) {
  while (value >= 0x80) {
    u8(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  u8(static_cast<std::uint8_t>(value));
}

void ByteWriter::text(std::string_view value) {
  varint(value.size());
  raw(as_bytes(value));
}

bool ByteReader::need(std::size_t bytes) {
  ok_ = ok_ && left() >= bytes;
  return ok_;
}

std::uint64_t ByteReader::fixed(std::size_t bytes) {
  if (!need(bytes)) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    value |= std::uint64_t{in_[at_ + i]} << (8 * i);
  at_ += bytes;
  return value;
}

std::uint64_t ByteReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    const std::uint8_t byte = u8();
    if (!ok_) return 0;
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) {
      if (byte == 0 && shift > 0) break;
      return value;
    }
  }
  ok_ = false;
  return 0;
}

std::string ByteReader::text(std::size_t max_bytes) {
  const std::uint64_t size = varint();
  if (size > max_bytes) ok_ = false;
  const ByteView bytes = raw(static_cast<std::size_t>(size));
  std::string out(bytes.begin(), bytes.end());
  ok_ = ok_ && is_utf8(out);
  return ok_ ? out : std::string();
}

ByteView ByteReader::raw(std::size_t bytes) {
  if (!need(bytes)) return {};
  const ByteView out = in_.subspan(at_, bytes);
  at_ += bytes;
  return out;
}

std::string to_hex(std::uint64_t value, std::size_t digits) {
  constexpr std::string_view alphabet = "0123456789abcdef";
  std::string out(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 4)
    out[i] = alphabet[value & 15];
  return out;
}

bool is_lower_hex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_utf8(std::string_view text) {
  const ByteView in = as_bytes(text);
  for (std::size_t i = 0; i < in.size();) {
    const std::uint8_t lead = in[i++];
    if (lead < 0x80) continue;
    std::size_t more = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
      more = 1;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      more = 2;
      if (lead == 0xe0) low = 0xa0;
      if (lead == 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      more = 3;
      if (lead == 0xf0) low = 0x90;
      if (lead == 0xf4) high = 0x8f;
    } else {
      return false;
    }
    for (; more > 0; --more, low = 0x80, high = 0xbf) {
      if (i >= in.size() || in[i] < low || in[i] > high) return false;
      ++i;
    }
  }
  return true;
}

}  // namespace carrel
