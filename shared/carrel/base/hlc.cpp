#include "carrel/base/hlc.hpp"

#include <algorithm>
#include <limits>

namespace carrel {
namespace {

std::uint64_t clamp_ms(Instant now) {
  const std::int64_t ms = std::max<std::int64_t>(now.ms, 0);
  return std::min(static_cast<std::uint64_t>(ms), max_hlc_ms);
}

}  // namespace

Hlc successor(const Hlc& seen, WriterId writer) {
  if (seen.counter < std::numeric_limits<std::uint16_t>::max())
    return {seen.ms, static_cast<std::uint16_t>(seen.counter + 1), writer};
  return {std::min(seen.ms + 1, max_hlc_ms), 0, writer};
}

Hlc HlcClock::next(Instant now, WriterId writer) {
  const std::uint64_t wall = clamp_ms(now);
  if (wall > ms_) {
    ms_ = wall;
    counter_ = 0;
  } else {
    const Hlc after = successor({ms_, counter_, writer}, writer);
    ms_ = after.ms;
    counter_ = after.counter;
  }
  return {ms_, counter_, writer};
}

void HlcClock::observe(const Hlc& seen, Instant now) {
  constexpr auto day = static_cast<std::uint64_t>(Duration::days(1).ms);
  if (seen.ms > clamp_ms(now) + day) return;
  if (seen.ms > ms_) {
    ms_ = seen.ms;
    counter_ = seen.counter;
  } else if (seen.ms == ms_) {
    counter_ = std::max(counter_, seen.counter);
  }
}

}  // namespace carrel
