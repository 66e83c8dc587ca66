// Random numbers that are the same everywhere: SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
#pragma once

#include <cstdint>

namespace carrel::sim {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint32_t draw() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return static_cast<std::uint32_t>(z >> 32U);
  }
  std::uint32_t below(std::uint32_t bound) { return draw() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace carrel::sim
