// What the records add up to: a pure fold, commutative where writers meet.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "carrel/gate/gate.hpp"
#include "carrel/journal/slot.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel {

constexpr bool in_journal(Tier tier) {
  return tier == Tier::local || tier == Tier::persistent;
}

struct Entry {
  RawRecord record;
  std::optional<RawRecord> beneath;  // the newest that the journal holds, where `record` is not
  std::vector<std::uint64_t> keys;   // of this record and of those it replaced; ascending
  bool saved = false;                // acknowledged by the store
  Tier tier = Tier::none;            // where it is kept now
  Disposition disposition = Disposition::quarantine;

  bool stored() const { return saved && !keys.empty() && in_journal(tier); }
  void forget() {  // all that the journal held
    keys.clear();
    beneath.reset();
  }
};

class State {
 public:
  using Entries = std::map<Slot, Entry>;

  // Folds a record in; `key` is its journal key, 0 where it has none (yet). Returns the entry of
  // its slot, which holds this record or a later one.
  Entry& project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier);
  void restore_key(const Slot& slot, std::uint64_t key);  // of a record that was replaced there

  Entry* find(const Slot& slot);
  void erase(const Slot& slot) { entries_.erase(slot); }
  const Entries& entries() const { return entries_; }

  std::vector<HeldRecord> held() const;  // what the journal has acknowledged

 private:
  Entries entries_;
};

}  // namespace carrel
