// The privacy of one answer, r = e^ε, as a rational number: no mechanism needs a logarithm.
#pragma once

#include <cstdint>
#include <span>

namespace carrel {

// Of two values, neither makes any report more than num / den times as likely as the other does.
struct Odds {
  std::uint32_t num = 0;
  std::uint32_t den = 0;
  friend bool operator==(const Odds&, const Odds&) = default;
};

// What no policy can raise: the odds over all that is told of one profile in a course and a term,
// a rational below e⁴ = 54.59815003….
inline constexpr Odds highest_odds{5459, 100};

// Exact: compares the fractions.
bool is_above(Odds odds, Odds other);

// Whether all of these together, the product of them, are within highest_odds: exact, however many
// they are. False where one of them is not above 1.
bool within_highest(std::span<const Odds> told);

}  // namespace carrel
