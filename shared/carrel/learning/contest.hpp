// Sorts a slot's records by what replaces what.
#pragma once

#include <vector>

#include "carrel/learning/state.hpp"

namespace carrel {

// What a snapshot says of one of its records: the keys of all that it replaced.
struct Names {
  Hlc by;
  std::vector<std::uint64_t> keys;
};

void insert_newest_first(std::vector<Kept>& list, Kept kept);

// Puts `all` of a slot's records, at least one, into the entry's lists. Those in `entry.earlier`
// were replaced before.
void contest(Entry& entry, std::vector<Kept> all, const Names& names, const ShapeSpec* spec);

}  // namespace carrel
