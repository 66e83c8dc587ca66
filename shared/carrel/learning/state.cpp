#include "carrel/learning/state.hpp"

namespace carrel {

Entry& State::project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier) {
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

void State::restore_key(const Slot& slot, std::uint64_t key) {
  if (Entry* entry = find(slot)) add_key(entry->keys, key);
}

Entry* State::find(const Slot& slot) {
  const auto it = entries_.find(slot);
  return it == entries_.end() ? nullptr : &it->second;
}

std::vector<HeldRecord> State::held() const {
  std::vector<HeldRecord> out;
  for (const auto& [slot, entry] : entries_)
    if (entry.saved && !entry.keys.empty()) out.push_back({entry.record, entry.keys});
  return out;
}

}  // namespace carrel
