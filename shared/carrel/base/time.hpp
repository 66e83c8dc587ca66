// Time as it comes in with a command: the core has no clock of its own.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace carrel {

inline constexpr std::int64_t max_exact_integer = 9'007'199'254'740'991;  // 2^53 − 1

struct Duration {
  std::int64_t ms = 0;

  static constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
  static constexpr Duration days(std::int64_t n) { return {n * 86'400'000}; }
  friend constexpr auto operator<=>(const Duration&, const Duration&) = default;
};

// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds, as Date.now() gives them.
struct Instant {
  std::int64_t ms = 0;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Instant operator+(Instant t, Duration d) { return {t.ms + d.ms}; }
  friend constexpr Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }
};

inline constexpr Instant last_instant{253'402'300'799'999};  // 9999-12-31T23:59:59.999Z

// RFC 3339 in UTC with exactly three decimals, e.g. 2026-11-01T09:30:00.000Z.
// Instants outside the years 1970 to 9999 are clamped into them.
std::string to_rfc3339(Instant at);

// Reads RFC 3339 with any number of decimals and "Z" or a numeric offset; nothing else, and no
// instant outside the years 1970 to 9999 in UTC.
std::optional<Instant> from_rfc3339(std::string_view text);

}  // namespace carrel
