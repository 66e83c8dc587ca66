#include "carrel/aggregate/drbg.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "carrel/aggregate/turboshake.hpp"

namespace carrel {
namespace {

constexpr std::uint8_t domain = 0x42;
constexpr std::size_t block_bytes = 168;  // what one permutation gives

}  // namespace

std::optional<Drbg> Drbg::from(const Seed& seed) {
  if (std::ranges::all_of(seed, [](std::uint8_t byte) { return byte == 0; })) return {};
  return Drbg(seed);
}

std::uint8_t Drbg::byte() {
  if (at_ == buffer_.size()) {
    ByteWriter input;
    input.raw(seed_);
    input.fixed(block_++, 8);
    buffer_ = turboshake128(input.bytes(), domain, block_bytes);
    at_ = 0;
  }
  return std::exchange(buffer_[at_++], std::uint8_t{0});
}

std::uint64_t Drbg::bits(unsigned count) {
  std::uint64_t out = 0;
  for (unsigned got = 0; got < count; got += 8)
    out |= std::uint64_t{byte()} << got;
  return count < 64 ? out & ((std::uint64_t{1} << count) - 1) : out;
}

std::uint64_t Drbg::below(std::uint64_t bound) {
  const auto width = static_cast<unsigned>(std::bit_width(bound - 1));
  std::uint64_t drawn = bits(width);
  while (drawn >= bound)
    drawn = bits(width);
  return drawn;
}

std::array<std::uint8_t, 16> Drbg::identifier() {
  std::array<std::uint8_t, 16> out{};
  for (std::uint8_t& each : out)
    each = byte();
  return out;
}

}  // namespace carrel
