// Hybrid logical clock: order that survives a clock set back, and close to real time.
// Kulkarni et al., "Logical Physical Clocks" (OPODIS 2014), with a 48-bit ms and a 16-bit counter.
#pragma once

#include <compare>
#include <cstdint>

#include "carrel/base/time.hpp"

namespace carrel {

// One open engine (a tab's life) draws one at random; 0 is the anonymous writer of a refusal.
struct WriterId {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const WriterId&, const WriterId&) = default;
};

// Counts the records of one writer from 1.
struct Seq {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const Seq&, const Seq&) = default;
};

struct Hlc {
  std::uint64_t ms = 0;  // 48 bits
  std::uint16_t counter = 0;
  WriterId writer;  // breaks ties, so that no two stamps are equal

  Instant instant() const { return {static_cast<std::int64_t>(ms)}; }
  friend constexpr auto operator<=>(const Hlc&, const Hlc&) = default;
};

inline constexpr std::uint64_t max_hlc_ms = (std::uint64_t{1} << 48) - 1;

Hlc successor(const Hlc& seen, WriterId writer);  // the next stamp after it

class HlcClock {
 public:
  // Later than every stamp given or observed before, whatever `now` says.
  Hlc next(Instant now, WriterId writer);

  // A stamp more than a day ahead of `now` is not followed: a peer with a wrong clock must not
  // drag this one along; its record still counts.
  void observe(const Hlc& seen, Instant now);

 private:
  std::uint64_t ms_ = 0;
  std::uint16_t counter_ = 0;
};

}  // namespace carrel
