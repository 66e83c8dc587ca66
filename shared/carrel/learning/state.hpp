// What the records add up to: a pure fold, commutative where writers meet.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "carrel/gate/gate.hpp"
#include "carrel/journal/slot.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel {

constexpr bool in_journal(Tier tier) {
  return tier == Tier::local || tier == Tier::persistent;
}

// A record that is held in its slot.
struct Kept {
  RawRecord record;
  std::uint64_t key = 0;      // its own in the journal; 0: not there (yet)
  std::uint64_t version = 0;  // counts what this state has folded in, from 2
  bool saved = false;         // acknowledged by the store
  Tier tier = Tier::none;     // where it is kept now
};

// A slot: the newest record that none replaces, and what is held with it.
struct Entry : Kept {
  std::vector<Kept> beside;         // others that none replaces, newest first
  std::vector<Kept> beneath;        // of the journal, replaced only by what it does not hold yet
  std::vector<Kept> earlier;        // of a draft: versions in the journal, newest first
  std::vector<std::uint64_t> keys;  // of all of the slot's records, also replaced ones; ascending
  Disposition disposition = Disposition::quarantine;

  bool stored() const { return key != 0 && in_journal(tier); }
  bool has_ended() const;  // a draft, and the journal says so
  // Among those that none replaces.
  bool stands(const Hlc& at) const;
  Kept* standing(const Hlc& at);
  const Kept* replacing(const RawRecord& record, const ShapeSpec& spec) const;  // null: it stands
  std::uint64_t newest_version() const;
  Hlc newest_stamp() const;
  // Of the journal's records that are no longer held here.
  std::vector<std::uint64_t> needless_keys() const;
  void forget();                                              // all that the journal held
  void forget_keys(const std::vector<std::uint64_t>& these);  // of records that are not held

  template <typename Function>
  void for_each_standing(const Function& function) {
    function(static_cast<Kept&>(*this));
    std::ranges::for_each(beside, function);
  }
  template <typename Function>
  void for_each_standing(const Function& function) const {
    function(static_cast<const Kept&>(*this));
    std::ranges::for_each(beside, function);
  }
  bool show_beneath();  // instead of what stands; false where there is nothing
  // Lets go of all that is `gone`; false, and the entry is as it was, where nothing would stand.
  template <typename Predicate>
  bool drop(const Predicate& gone) {
    if (gone(*this) && std::ranges::all_of(beside, gone)) return false;
    for (auto* list : {&beside, &beneath, &earlier})
      std::erase_if(*list, gone);
    if (!gone(*this)) return true;
    static_cast<Kept&>(*this) = std::move(beside.front());
    beside.erase(beside.begin());
    return true;
  }
};

inline constexpr std::size_t max_beside = 8;  // the oldest beyond it give way

class State {
 public:
  using Entries = std::map<Slot, Entry>;

  State() = default;
  // `policy`, which must outlive the state, says what grows and how many versions are kept.
  explicit State(const Policy& policy) : policy_(&policy) {}

  // Folds a record in; `key` is its journal key, 0 where it has none (yet). Returns the entry of
  // its slot, which holds this record or what replaces it.
  Entry& project(const RawRecord& record, std::uint64_t key, bool saved, Tier tier);
  // Of `record`, just folded in, and of all that it replaced in its slot.
  void restore_keys(const RawRecord& record, const std::vector<std::uint64_t>& keys);

  Entry* find(const Slot& slot);
  void erase(const Slot& slot) { entries_.erase(slot); }
  const Entries& entries() const { return entries_; }

  // What the journal has acknowledged: of each slot first the record with the keys of all, then
  // what stands beside it, then its versions.
  std::vector<HeldRecord> held() const;

 private:
  const ShapeSpec* spec_of(const RawRecord& record) const;

  const Policy* policy_ = nullptr;
  Entries entries_;
  std::uint64_t folded_ = 1;  // version 1 is of a state that holds nothing yet
};

}  // namespace carrel
