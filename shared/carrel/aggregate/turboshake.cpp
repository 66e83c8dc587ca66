#include "carrel/aggregate/turboshake.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace carrel {
namespace {

constexpr std::size_t rate = 168;  // bytes

// Rounds 12 to 23 of Keccak-f[1600] (FIPS 202, section 3.2).
constexpr std::array<std::uint64_t, 12> round_constants{
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

// ρ and π together, along the one cycle of π from lane 1 on.
constexpr std::array<int, 24> rotations{1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                        27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
constexpr std::array<std::size_t, 24> lanes{10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                            15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};

class Sponge {
 public:
  void mix(std::size_t at, std::uint8_t byte) {
    lanes_[at / 8] ^= std::uint64_t{byte} << (8 * (at % 8));
  }
  std::uint8_t byte(std::size_t at) const {
    return static_cast<std::uint8_t>(lanes_[at / 8] >> (8 * (at % 8)));
  }
  void permute() {
    for (const std::uint64_t constant : round_constants) {
      theta();
      rho_pi();
      chi();
      lanes_[0] ^= constant;
    }
  }

 private:
  void theta() {
    std::array<std::uint64_t, 5> parity{};
    for (std::size_t i = 0; i < 25; ++i)
      parity[i % 5] ^= lanes_[i];
    for (std::size_t i = 0; i < 25; ++i)
      lanes_[i] ^= parity[(i + 4) % 5] ^ std::rotl(parity[(i + 1) % 5], 1);
  }
  void rho_pi() {
    std::uint64_t moved = lanes_[1];
    for (std::size_t i = 0; i < lanes.size(); ++i)
      moved = std::exchange(lanes_[lanes[i]], std::rotl(moved, rotations[i]));
  }
  void chi() {
    for (std::size_t row = 0; row < 25; row += 5) {
      std::array<std::uint64_t, 5> before{};
      std::copy_n(lanes_.begin() + static_cast<std::ptrdiff_t>(row), 5, before.begin());
      for (std::size_t i = 0; i < 5; ++i)
        lanes_[row + i] = before[i] ^ (~before[(i + 1) % 5] & before[(i + 2) % 5]);
    }
  }

  std::array<std::uint64_t, 25> lanes_{};
};

}  // namespace

Bytes turboshake128(ByteView message, std::uint8_t domain, std::size_t size) {
  Sponge sponge;
  std::size_t at = 0;
  for (const std::uint8_t byte : message) {
    sponge.mix(at++, byte);
    if (at == rate) {
      sponge.permute();
      at = 0;
    }
  }
  sponge.mix(at, domain);
  sponge.mix(rate - 1, 0x80);

  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (i % rate == 0) sponge.permute();
    out[i] = sponge.byte(i % rate);
  }
  return out;
}

}  // namespace carrel
