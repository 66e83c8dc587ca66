#include "fuzz/seal.hpp"

#include <algorithm>

#include "unit/damage.hpp"

namespace carrel::test {
namespace {

constexpr std::size_t sum_bytes = 4;

Bytes with_length(Bytes bytes, std::size_t at, std::size_t length) {
  for (std::size_t i = 0; i < 4; ++i)
    bytes[at + i] = static_cast<std::uint8_t>(length >> (8 * i));
  return bytes;
}

}  // namespace

Bytes sealed_frame(Bytes frame) {
  constexpr std::size_t head = 5;
  if (frame.size() < head + sum_bytes) return frame;
  const std::size_t length = frame.size() - head - sum_bytes;
  return with_right_sum(with_length(std::move(frame), 1, length));
}

Bytes sealed_snapshot(Bytes snapshot) {
  constexpr std::size_t length_at = 30;
  constexpr std::size_t head = 34;
  if (snapshot.size() < head + sum_bytes) return snapshot;
  const std::size_t length = snapshot.size() - head - sum_bytes;
  const Bytes body(snapshot.begin() + head, snapshot.end() - sum_bytes);
  ByteReader in(body);
  while (in.ok() && in.left() > 0) {
    for (std::uint64_t keys = in.varint(); in.ok() && keys > 0; --keys)
      in.varint();
    const auto size = static_cast<std::size_t>(in.varint());
    const std::size_t at = head + in.position();
    const ByteView frame = in.raw(size);
    std::ranges::copy(sealed_frame({frame.begin(), frame.end()}),
                      snapshot.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return with_right_sum(with_length(std::move(snapshot), length_at, length));
}

}  // namespace carrel::test
