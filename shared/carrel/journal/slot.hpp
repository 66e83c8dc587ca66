// Where a record's value stands. Which record of a slot replaces which: standing.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "carrel/gate/record.hpp"

namespace carrel {

struct Slot {
  std::string item;
  std::string entity;
  std::string sub;  // tells an entity's values apart (see sub_slot)
  friend auto operator<=>(const Slot&, const Slot&) = default;
};

// Each choice fills a slot of its own: a recorded one by its id, an anonymous one by its time.
Slot slot_of(const Event& event);

// Adds a journal key to an ascending list; 0 is no key.
void add_key(std::vector<std::uint64_t>& keys, std::uint64_t key);

}  // namespace carrel
