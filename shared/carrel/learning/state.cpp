#include "carrel/learning/state.hpp"

#include <algorithm>
#include <utility>

#include "carrel/journal/standing.hpp"
#include "carrel/learning/contest.hpp"

namespace carrel {
namespace {

// Of the records that stand, or lie beneath, and one more.
void settle(Entry& entry, std::vector<Kept> arrived, const Names& names, const ShapeSpec* spec) {
  const Hlc first = entry.record.at;
  std::vector<Kept> all = std::move(arrived);
  all.push_back(std::move(static_cast<Kept&>(entry)));
  for (auto* list : {&entry.beside, &entry.beneath}) {
    for (Kept& kept : *list)
      all.push_back(std::move(kept));
    list->clear();
  }
  contest(entry, std::move(all), names, spec);
  if (entry.record.at != first) entry.disposition = Disposition::keep;
}

Kept* held_in(Entry& entry, const Hlc& at) {
  if (Kept* kept = entry.standing(at)) return kept;
  const auto other =
      std::ranges::find(entry.beneath, at, [](const Kept& kept) { return kept.record.at; });
  return other == entry.beneath.end() ? nullptr : &*other;
}

}  // namespace

Entry& State::project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier) {
  // A snapshot's come in order: the end is where they go.
  const std::size_t before = entries_.size();
  const auto it = entries_.try_emplace(entries_.end(), slot_of(record.event));
  const bool fresh = entries_.size() > before;
  Entry& entry = it->second;
  const bool named = std::ranges::binary_search(entry.keys, key);
  add_key(entry.keys, key);
  std::vector<Kept> arrived;
  if (Kept* known = fresh ? nullptr : held_in(entry, record.at)) {
    known->key = std::max(known->key, key);
    known->saved = known->saved || saved;
  } else {
    // Named and no longer held: it was replaced.
    insert_newest_first(named ? entry.earlier : arrived, {record, key, ++folded_, saved, tier});
  }
  if (fresh) {
    static_cast<Kept&>(entry) = std::move(arrived.front());
    entry.disposition = Disposition::keep;
  } else {
    settle(entry, std::move(arrived), {}, spec_of(record));
  }
  return entry;
}

void State::restore_keys(const RawRecord& record, const std::vector<std::uint64_t>& keys) {
  if (keys.size() < 2) return;  // its own
  Entry* entry = find(slot_of(record.event));
  if (entry == nullptr) return;
  for (const std::uint64_t key : keys)
    add_key(entry->keys, key);
  if (!entry->beside.empty() || !entry->beneath.empty())
    settle(*entry, {}, {record.at, keys}, spec_of(record));
}

Entry* State::find(const Slot& slot) {
  const auto it = entries_.find(slot);
  return it == entries_.end() ? nullptr : &it->second;
}

const ShapeSpec* State::spec_of(const RawRecord& record) const {
  const PolicyItem* item = policy_ == nullptr ? nullptr : policy_->find_item(record.event.item);
  return item == nullptr ? nullptr : &item->shape;
}

std::vector<HeldRecord> State::held() const {
  std::vector<HeldRecord> out;
  for (const auto& [slot, entry] : entries_) {
    std::vector<const Kept*> stored;
    if (entry.key != 0) stored.push_back(&entry);
    for (const auto* list : {&entry.beside, &entry.beneath})
      for (const Kept& kept : *list)
        if (kept.key != 0) stored.push_back(&kept);
    if (stored.empty()) continue;
    HeldRecord first{stored.front()->record, entry.keys};
    for (const Kept* other : stored)
      if (other != stored.front()) std::erase(first.keys, other->key);
    first.later = static_cast<std::size_t>(
        first.keys.end() - std::ranges::upper_bound(first.keys, stored.front()->key));
    out.push_back(std::move(first));
    for (const Kept* other : stored)
      if (other != stored.front()) out.push_back({other->record, {other->key}});
    for (const Kept& version : entry.earlier)
      out.push_back({version.record, {version.key}});
  }
  return out;
}

bool Entry::has_ended() const {
  bool ended = false;
  for_each_standing([&](const Kept& kept) {
    ended = ended || (kept.key != 0 && ends_draft(kept.record.event.payload));
  });
  return ended;
}

const Kept* Entry::replacing(const RawRecord& old, const ShapeSpec& spec) const {
  const Standing before = standing_of(old, &spec);
  const Kept* out = nullptr;
  for_each_standing([&](const Kept& kept) {
    if ((out == nullptr || kept.saved) && replaces(standing_of(kept.record, &spec), before))
      out = &kept;
  });
  return out;
}

bool Entry::stands(const Hlc& at) const {
  return record.at == at ||
         std::ranges::any_of(beside, [&](const Kept& kept) { return kept.record.at == at; });
}

Kept* Entry::standing(const Hlc& at) {
  if (record.at == at) return this;
  const auto other = std::ranges::find(beside, at, [](const Kept& kept) { return kept.record.at; });
  return other == beside.end() ? nullptr : &*other;
}

std::uint64_t Entry::newest_version() const {
  std::uint64_t out = 0;
  for_each_standing([&](const Kept& kept) { out = std::max(out, kept.version); });
  return out;
}

Hlc Entry::newest_stamp() const {
  Hlc out;
  for_each_standing([&](const Kept& kept) { out = std::max(out, kept.record.at); });
  return out;
}

std::vector<std::uint64_t> Entry::needless_keys() const {
  std::vector<std::uint64_t> out = keys;
  std::erase(out, key);
  for (const auto* list : {&beside, &beneath, &earlier})
    for (const Kept& kept : *list)
      std::erase(out, kept.key);
  return out;
}

bool Entry::show_beneath() {
  if (beneath.empty()) return false;
  static_cast<Kept&>(*this) = std::move(beneath.front());
  beneath.erase(beneath.begin());
  beside.clear();
  return true;
}

void Entry::forget() {
  keys.clear();
  beneath.clear();
  earlier.clear();
  key = 0;
  for (Kept& other : beside)
    other.key = 0;
}

void Entry::forget_keys(const std::vector<std::uint64_t>& these) {
  std::erase_if(keys, [&](std::uint64_t key) { return std::ranges::binary_search(these, key); });
}

}  // namespace carrel
