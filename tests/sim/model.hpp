// What the simulator itself knows of one profile: what was written, promised and chosen. It asks
// no engine.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "carrel/journal/slot.hpp"

namespace carrel::sim {

// A choice, as permissions.
struct Chosen {
  Choice choice = Choice::unasked;
  std::set<std::string> purposes;

  bool permits(const std::string& item, bool enrolled) const;
  // The rule of what is stored of it is to go: all of this policy but drafts, for which one asks.
  bool withdraws(const std::string& item, bool enrolled) const;
};

Chosen chosen_by(const ConsentValue& value);

struct Model {
  explicit Model(bool is_enrolled = false) : enrolled(is_enrolled) {}

  // Takes note of a record on its way to a store.
  void written(const RawRecord& record);
  // An acknowledgement said that this record is kept, in a tab that had read the choices up to
  // there: one that came since may take it back; or any, where the tab cannot read one that others
  // can.
  void promised(const RawRecord& record, std::uint64_t read);
  // The journal has it: what it replaces is promised no longer.
  void stored(const RawRecord& record);
  // A choice is durable.
  void chose(std::uint64_t key, Hlc at, const Chosen& chosen);
  // What was withdrawn is promised no longer.
  void withdraw(const Chosen& chosen);
  // The mark is durable that all of a purpose was deleted.
  void erased(const std::string& purpose, Hlc at);
  bool was_erased(const std::string& item, const Hlc& at) const;
  // A choice was damaged; or, after the last one, something that may have been one.
  bool lost_a_choice() const;
  // By who read a choice and what follows it, but not by who finds something between them damaged.
  bool may_be_withdrawn(const std::string& item) const;
  // Nobody was there until then: what ends by that may be nowhere any more.
  void unused(Instant from, Instant until);
  bool is_over(const Slot& slot, Instant recorded) const;
  bool must_be_gone(const Slot& slot, Instant recorded) const;
  // Whether the profile has a record with this value, with this stamp or a later one.
  bool knows(const Event& event, const Hlc& at = {}) const;

  Chosen choice() const { return choice_up_to(~std::uint64_t{0}); }
  Chosen choice_up_to(std::uint64_t key) const;

  bool enrolled;
  std::map<Slot, std::vector<RawRecord>> log;
  std::map<Uuid, RawRecord> statements;
  std::map<Slot, Hlc> promises;
  // Promised, of those that say what their writer had seen, and replaced by nothing in the journal.
  std::map<Slot, std::vector<RawRecord>> standing;
  std::map<Slot, std::vector<RawRecord>> durable;  // likewise; all that the journal ever had
  std::map<Slot, Hlc> ended;                       // drafts: what is as old need not be found again
  std::map<std::uint64_t, Chosen> choices;         // durable, by journal key
  std::map<std::string, Hlc> erasures;             // by purpose: the newest mark
  std::set<Hlc> consents;                          // stamps of durable choices
  std::set<std::uint64_t> unreadable;              // journal keys of what was damaged
  std::set<Slot> damaged;
  std::optional<Instant> quiet_since;           // nothing was written
  std::map<std::string, Instant> over;          // by item: what is no younger has ended
  std::set<std::pair<Slot, Instant>> late;      // but for what could not be written before
  std::set<std::pair<WriterId, Seq>> in_visit;  // once demoted: two tabs may both bring it back
};

}  // namespace carrel::sim
