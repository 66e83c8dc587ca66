// What the records add up to. A pure fold: the order of records does not matter where two writers
// meet, because the later stamp wins in each slot.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/gate/gate.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel {

// One place that a value can stand in; `sub` tells an entity's values apart (see sub_slot).
struct Slot {
  std::string item;
  std::string entity;
  std::string sub;
  friend auto operator<=>(const Slot&, const Slot&) = default;
};

Slot slot_of(const Event& event);

struct Entry {
  RawRecord record;
  std::vector<std::uint64_t> keys;  // of this record and of those it replaced; ascending
  bool saved = false;               // acknowledged by the store
  Tier tier = Tier::none;
  Disposition disposition = Disposition::quarantine;
};

class State {
 public:
  using Entries = std::map<Slot, Entry>;
  using Outbox = std::map<Uuid, HeldRecord>;

  // Folds a record in. `key` is its journal key, 0 where it has none (yet). Returns the entry of
  // its slot, which holds this record or a later one.
  Entry& project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier);

  Entry* find(const Slot& slot);
  const Entries& entries() const { return entries_; }
  Entries& entries() { return entries_; }

  // Statements that still have to leave, by rule: `latest` keeps one per slot.
  void enqueue(const RawRecord& record, std::uint64_t key, SyncRule rule);
  void dequeue(const Uuid& statement) { outbox_.erase(statement); }
  const Outbox& outbox() const { return outbox_; }
  bool transferred(const Uuid& statement) const { return transferred_.contains(statement); }

  // All that a snapshot has to hold: saved entries, and queued records that a later one replaced.
  std::vector<HeldRecord> held() const;

 private:
  Entries entries_;
  Outbox outbox_;
  std::set<Uuid> transferred_;
};

}  // namespace carrel
