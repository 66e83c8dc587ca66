// A small deterministic generator. A failure prints its seed: CARREL_SEED=n begins with that case.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace carrel::test {

class Gen {
 public:
  explicit Gen(std::uint64_t seed) : state_(seed) {}

  // SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
  std::uint64_t bits() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return bits() % n; }
  std::size_t size_below(std::size_t n) { return static_cast<std::size_t>(below(n)); }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    const auto from = static_cast<std::uint64_t>(least);
    const std::uint64_t span = static_cast<std::uint64_t>(most) - from;
    return static_cast<std::int64_t>(from + (span == UINT64_MAX ? bits() : below(span + 1)));
  }
  // As likely short as long: at most `width` bits.
  std::uint64_t up_to_bits(unsigned width) {
    const auto kept = static_cast<unsigned>(below(width + 1));
    return kept == 0 ? 0 : bits() >> (64 - kept);
  }
  bool coin() { return below(2) == 0; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <class T>
  const T& one_of(const std::vector<T>& from) {
    return from[size_below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[size_below(i)]);
  }
  std::vector<std::uint8_t> bytes(std::size_t max) {
    std::vector<std::uint8_t> out(size_below(max + 1));
    for (std::uint8_t& byte : out)
      byte = static_cast<std::uint8_t>(bits());
    return out;
  }
  std::string text(std::size_t max_bytes);  // well-formed UTF-8

 private:
  std::uint64_t state_;
};

// Runs the body for so many cases, each with a generator of its own, up to the first failure.
template <class Body>
void for_all(Body body, int cases = 2000) {
  const char* given = std::getenv("CARREL_SEED");
  const std::uint64_t first = given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
  for (int i = 0; i < cases && !testing::Test::HasFailure(); ++i) {
    const std::uint64_t seed = first + static_cast<std::uint64_t>(i);
    SCOPED_TRACE(testing::Message() << "CARREL_SEED=" << seed);
    Gen gen(seed);
    body(gen);
  }
}

}  // namespace carrel::test
