// What a slot's records come to, for the person and for the next record.
#pragma once

#include <optional>

#include "carrel/learning/state.hpp"

namespace carrel {

// The value to show: the union of watched intervals; a member where any record says so; otherwise
// the entry's own.
Payload merged(const Entry& entry);

// The union; of more than `most` spans the shortest go, the earlier of two that are as long. So it
// never says that something was watched which was not.
IntervalsValue united(const IntervalsValue& a, const IntervalsValue& b, std::size_t most);

// Makes `payload` what is to be recorded: it takes along the intervals that the slot shows.
void join(Payload& payload, const Entry* entry, const ShapeSpec& spec);

// What a record of this payload by `writer` says to have seen in the slot: what was there at
// `version`, 0: now, and what its own earlier records had seen. Nothing where stamps decide.
std::optional<std::vector<Hlc>> seen_in(const Entry* entry, const Payload& payload, WriterId writer,
                                        std::uint64_t version);

}  // namespace carrel
