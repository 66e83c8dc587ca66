// What several tabs wrote without knowing of each other: all of it is there.
#include <algorithm>
#include <ranges>

#include "world.hpp"

namespace carrel::sim {
namespace {

constexpr std::size_t rivals_kept = 9;  // the value shown, and those beside it

bool covers(const IntervalsValue& shown, const Span& span) {
  return std::ranges::any_of(shown.spans, [&](const Span& other) {
    return other.from <= span.from && span.to <= other.to;
  });
}

bool shows(const ValueView& view, const Payload& payload) {
  if (const auto* intervals = std::get_if<IntervalsValue>(&payload)) {
    const auto& shown = std::get<IntervalsValue>(view.event.payload);
    return std::ranges::all_of(intervals->spans,
                               [&](const Span& span) { return covers(shown, span); });
  }
  if (const auto* member = std::get_if<MembershipValue>(&payload))
    return !member->present || std::get<MembershipValue>(view.event.payload).present;
  const auto& draft = std::get<DraftValue>(payload);
  return ends_draft(payload) || std::get<DraftValue>(view.event.payload).text == draft.text ||
         std::ranges::contains(view.rivals, draft.text, &VersionView::text);
}

}  // namespace

void World::check_merged(const Model& known, const std::vector<ValueView>& shown) {
  for (auto [slot, records] : known.standing) {
    if (known.damaged.contains(slot)) continue;
    std::ranges::sort(records, std::ranges::greater{}, &RawRecord::at);
    const auto view = std::ranges::find_if(
        shown, [&](const ValueView& one) { return slot_of(one.event) == slot; });
    for (const RawRecord& record : records | std::views::take(rivals_kept))
      if (view == shown.end() ? !ends_draft(record.event.payload)
                              : !shows(*view, record.event.payload))
        violate("what another tab had not seen of " + slot.item + " is lost");
  }
}

// What is shown may be a merge of what several wrote.
bool World::is_own(const Model& known, const ValueView& view) {
  const auto* intervals = std::get_if<IntervalsValue>(&view.event.payload);
  if (intervals == nullptr) return known.knows(view.event);
  IntervalsValue all;
  const auto log = known.log.find(slot_of(view.event));
  if (log == known.log.end()) return false;
  for (const RawRecord& record : log->second)
    std::ranges::copy(std::get<IntervalsValue>(record.event.payload).spans,
                      std::back_inserter(all.spans));
  return std::ranges::all_of(intervals->spans, [&](const Span& span) {
    for (std::int64_t at = span.from; at < span.to; ++at)
      if (!covers(all, {at, at + 1})) return false;
    return true;
  });
}

}  // namespace carrel::sim
