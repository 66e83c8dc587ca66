#include "carrel/learning/state.hpp"

#include <algorithm>

namespace carrel {
namespace {

void add_key(std::vector<std::uint64_t>& keys, std::uint64_t key) {
  if (key == 0) return;
  const auto at = std::ranges::lower_bound(keys, key);
  if (at == keys.end() || *at != key) keys.insert(at, key);
}

// An anonymous refusal fills one slot, a recorded choice its own: the evidence is kept (D124,
// D214).
std::string consent_slot(const ConsentValue& value) {
  return value.id.is_nil() ? std::string() : value.id.text();
}

}  // namespace

Slot slot_of(const Event& event) {
  if (const auto* choice = std::get_if<ConsentValue>(&event.payload))
    return {event.item, event.entity, consent_slot(*choice)};
  return {event.item, event.entity, sub_slot(event.payload)};
}

Entry& State::project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier) {
  if (const auto* transfer = std::get_if<TransferValue>(&record.event.payload)) {
    transferred_.insert(transfer->statement);
    outbox_.erase(transfer->statement);
  }
  auto [it, fresh] = entries_.try_emplace(slot_of(record.event));
  Entry& entry = it->second;
  add_key(entry.keys, key);
  if (fresh || record.at > entry.record.at) {
    entry.record = record;
    entry.saved = saved;
    entry.tier = tier;
    entry.disposition = Disposition::keep;
  } else if (record.at == entry.record.at) {
    entry.saved = entry.saved || saved;
  }
  return entry;
}

Entry* State::find(const Slot& slot) {
  const auto it = entries_.find(slot);
  return it == entries_.end() ? nullptr : &it->second;
}

void State::enqueue(const RawRecord& record, std::uint64_t key, SyncRule rule) {
  if (rule == SyncRule::never || record.statement.is_nil() || transferred(record.statement)) return;
  if (rule == SyncRule::latest) {
    const Slot slot = slot_of(record.event);
    for (const auto& [id, queued] : outbox_)
      if (slot_of(queued.record.event) == slot && queued.record.at > record.at) return;
    std::erase_if(outbox_,
                  [&](const auto& queued) { return slot_of(queued.second.record.event) == slot; });
  }
  HeldRecord& held = outbox_[record.statement];
  held.record = record;
  add_key(held.keys, key);
}

std::vector<HeldRecord> State::held() const {
  std::vector<HeldRecord> out;
  for (const auto& [slot, entry] : entries_)
    if (entry.saved && !entry.keys.empty()) out.push_back({entry.record, entry.keys});
  for (const auto& [id, queued] : outbox_) {
    const auto it = entries_.find(slot_of(queued.record.event));
    if (it == entries_.end() || it->second.record.statement != id) out.push_back(queued);
  }
  return out;
}

}  // namespace carrel
