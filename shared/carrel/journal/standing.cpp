#include "carrel/journal/standing.hpp"

#include <algorithm>
#include <tuple>

namespace carrel {
namespace {

std::uint8_t rank_of(const Payload& payload, const ShapeSpec* spec) {
  if (const auto* attempt = std::get_if<AttemptValue>(&payload))
    return static_cast<std::uint8_t>(attempt->state);
  const auto* flag = std::get_if<FlagValue>(&payload);
  return flag != nullptr && spec != nullptr && spec->grows && flag->value ? 1 : 0;
}

bool saw(const Standing& a, const Hlc& at) {
  if (a.at.writer == at.writer) return a.at > at;
  return std::ranges::any_of(
      *a.seen, [&](const Hlc& seen) { return seen.writer == at.writer && seen >= at; });
}

}  // namespace

Standing standing_of(const RawRecord& record, const ShapeSpec* spec) {
  return {rank_of(record.event.payload, spec), record.at, record.seen};
}

bool replaces(const Standing& a, const Standing& b) {
  if (a.seen && b.seen) return saw(a, b.at);
  return std::tie(a.rank, a.at) > std::tie(b.rank, b.at);
}

bool outranks(const Payload& kept, const Payload& next, const ShapeSpec* spec) {
  return rank_of(kept, spec) > rank_of(next, spec);
}

void add_seen(std::vector<Hlc>& seen, const Hlc& at) {
  const auto same = std::ranges::find(seen, at.writer, &Hlc::writer);
  if (same != seen.end()) {
    if (*same >= at) return;
    seen.erase(same);
  }
  seen.insert(std::ranges::lower_bound(seen, at), at);
  if (seen.size() > max_seen) seen.erase(seen.begin());
}

}  // namespace carrel
