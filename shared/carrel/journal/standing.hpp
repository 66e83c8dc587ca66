// Which of two records of one slot replaces the other. What is replaced is replaced by one that
// stands, so records may come in any order: docs/adr/0015-what-replaces-what.md.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "carrel/gate/record.hpp"

namespace carrel {

inline constexpr std::size_t max_seen = 16;  // of the newest; one that has seen more forgets them

struct Standing {
  std::uint8_t rank = 0;  // of a value that only grows: a higher one stays, whatever its stamp
  Hlc at;
  std::optional<std::vector<Hlc>> seen;
};

// By the item's bounds; `spec` may be null where no policy knows the item.
Standing standing_of(const RawRecord& record, const ShapeSpec* spec);

// Two that say what they saw: whether `a` saw `b`, or came after it in the same tab. Others: the
// higher rank, then the later stamp.
bool replaces(const Standing& a, const Standing& b);

// Whether a kept value of a higher rank stands against the next one.
bool outranks(const Payload& kept, const Payload& next, const ShapeSpec* spec);

// Adds a stamp, so that of each writer the newest stays, and of all the newest `max_seen`.
void add_seen(std::vector<Hlc>& seen, const Hlc& at);

}  // namespace carrel
