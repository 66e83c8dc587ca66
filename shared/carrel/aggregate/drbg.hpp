// Random bits for the mechanism: TurboSHAKE128 in counter mode, keyed by the platform's generator.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "carrel/aggregate/random_source.hpp"
#include "carrel/base/bytes.hpp"

namespace carrel {

// 256 fresh bits of the platform's generator. A seed is used for one generator, never again.
using Seed = std::array<std::uint8_t, 32>;

class Drbg final : public RandomSource {
 public:
  // Nothing for a seed of zeros alone: a host that has no randomness.
  static std::optional<Drbg> from(const Seed& seed);

  std::uint64_t bits(unsigned count);                 // 0 to 64, uniform in [0, 2^count)
  std::uint64_t below(std::uint64_t bound) override;  // exactly, by rejection
  std::array<std::uint8_t, 16> identifier();          // 128 bits

  // Two generators of one seed would give the same answers.
  Drbg(const Drbg&) = delete;
  Drbg& operator=(const Drbg&) = delete;
  Drbg(Drbg&&) = default;
  Drbg& operator=(Drbg&&) = default;
  ~Drbg() = default;

 private:
  explicit Drbg(const Seed& seed) : seed_(seed) {}
  std::uint8_t byte();

  Seed seed_;
  std::uint64_t block_ = 0;
  Bytes buffer_;
  std::size_t at_ = 0;
};

}  // namespace carrel
