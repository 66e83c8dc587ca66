#include "carrel/learning/versions.hpp"

#include <algorithm>
#include <utility>

namespace carrel {
namespace {

constexpr std::uint64_t minute = 60'000;
constexpr std::uint64_t hour = 60 * minute;

// Spans of time, each of one writer, met from the newest on.
struct Spans {
  std::uint64_t length;
  std::uint32_t left;
  std::vector<std::pair<std::uint64_t, WriterId>> met{};

  bool opened_by(const Hlc& at) {
    const std::pair span{at.ms / length, at.writer};
    if (left == 0 || std::ranges::find(met, span) != met.end()) return false;
    met.push_back(span);
    --left;
    return true;
  }
};

}  // namespace

void thin(std::vector<Kept>& versions, std::uint32_t most) {
  Spans minutes{minute, most - most / 2};
  Spans hours{hour, most / 2};
  std::erase_if(versions, [&](const Kept& version) {
    const Payload& payload = version.record.event.payload;
    if (version.key == 0 || !std::holds_alternative<DraftValue>(payload) || ends_draft(payload))
      return true;
    const bool of_minute = minutes.opened_by(version.record.at);
    const bool of_hour = hours.opened_by(version.record.at);
    return !of_minute && !of_hour;
  });
}

}  // namespace carrel
