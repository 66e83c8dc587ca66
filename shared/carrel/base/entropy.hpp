// Randomness as it comes in with a command; the platform's generator made it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "carrel/base/time.hpp"

namespace carrel {

// 128 fresh bits. One command needs at most one identifier.
struct Entropy {
  std::array<std::uint32_t, 4> words{};
};

struct Moment {
  Instant now;
  Entropy entropy;
};

// RFC 9562 version 4, lower case.
struct Uuid {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  static Uuid from(const Entropy& entropy);
  bool is_nil() const { return high == 0 && low == 0; }
  std::string text() const;
  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;
};

// Reads any RFC 9562 UUID in its 36-character form, either case; nil for anything else.
Uuid parse_uuid(std::string_view text);

}  // namespace carrel
