#include "carrel/learning/merge.hpp"

#include <algorithm>
#include <iterator>

#include "carrel/journal/standing.hpp"

namespace carrel {
namespace {

constexpr std::size_t unbounded = SIZE_MAX;

}  // namespace

Payload merged(const Entry& entry) {
  Payload out = entry.record.event.payload;
  for (const Kept& other : entry.beside) {
    const Payload& payload = other.record.event.payload;
    if (payload.index() != out.index()) continue;
    if (auto* intervals = std::get_if<IntervalsValue>(&out))
      *intervals = united(*intervals, std::get<IntervalsValue>(payload), unbounded);
    else if (auto* member = std::get_if<MembershipValue>(&out))
      member->present = member->present || std::get<MembershipValue>(payload).present;
  }
  return out;
}

IntervalsValue united(const IntervalsValue& a, const IntervalsValue& b, std::size_t most) {
  std::vector<Span> all;
  std::ranges::merge(a.spans, b.spans, std::back_inserter(all));
  IntervalsValue out;
  for (const Span& span : all) {
    if (out.spans.empty() || span.from > out.spans.back().to)
      out.spans.push_back(span);
    else
      out.spans.back().to = std::max(out.spans.back().to, span.to);
  }
  while (out.spans.size() > most)
    out.spans.erase(
        std::ranges::min_element(out.spans, {}, [](const Span& s) { return s.to - s.from; }));
  return out;
}

void join(Payload& payload, const Entry* entry, const ShapeSpec& spec) {
  auto* intervals = std::get_if<IntervalsValue>(&payload);
  if (intervals == nullptr || entry == nullptr) return;
  const Payload shown = merged(*entry);
  if (const auto* before = std::get_if<IntervalsValue>(&shown))
    *intervals = united(*before, *intervals, spec.max_intervals);
}

std::optional<std::vector<Hlc>> seen_in(const Entry* entry, const Payload& payload, WriterId writer,
                                        std::uint64_t version) {
  if (!std::holds_alternative<IntervalsValue>(payload) &&
      !std::holds_alternative<MembershipValue>(payload) &&
      !std::holds_alternative<DraftValue>(payload))
    return {};
  std::vector<Hlc> seen;
  const auto take = [&](const Kept& kept) {
    const bool own = kept.record.writer == writer;
    if (version != 0 && kept.version > version && !own) return;
    if (!own) add_seen(seen, kept.record.at);
    for (const Hlc& at : kept.record.seen.value_or(std::vector<Hlc>{}))
      if (at.writer != writer) add_seen(seen, at);
  };
  if (entry != nullptr) {
    take(*entry);
    for (const Kept& other : entry->beside)
      take(other);
  }
  return seen;
}

}  // namespace carrel
