#include "carrel/learning/state.hpp"

namespace carrel {

Entry& State::project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier) {
  auto [it, fresh] = entries_.try_emplace(slot_of(record.event));
  Entry& entry = it->second;
  const bool was_stored = entry.stored();
  add_key(entry.keys, key);
  if (fresh || record.at > entry.record.at) {
    if (key != 0)
      entry.beneath.reset();
    else if (was_stored)
      entry.beneath = std::move(entry.record);
    entry.record = record;
    entry.saved = saved;
    entry.tier = tier;
    entry.disposition = Disposition::keep;
  } else if (record.at == entry.record.at) {
    entry.saved = entry.saved || saved;
    if (key != 0) entry.beneath.reset();
  } else if (key != 0 && !was_stored && (!entry.beneath || record.at > entry.beneath->at)) {
    entry.beneath = record;
  }
  return entry;
}

void State::restore_key(const Slot& slot, std::uint64_t key) {
  if (Entry* entry = find(slot)) add_key(entry->keys, key);
}

Entry* State::find(const Slot& slot) {
  const auto it = entries_.find(slot);
  return it == entries_.end() ? nullptr : &it->second;
}

std::vector<HeldRecord> State::held() const {
  std::vector<HeldRecord> out;
  for (const auto& [slot, entry] : entries_) {
    if (entry.stored())
      out.push_back({entry.record, entry.keys});
    else if (entry.beneath)
      out.push_back({*entry.beneath, entry.keys});
  }
  return out;
}

}  // namespace carrel
