// Earlier versions of a draft: of the newest minutes and of the newest hours of each writer the
// last one, so that a rival's text is not lost to the one that was chosen.
#pragma once

#include "carrel/learning/state.hpp"

namespace carrel {

// Leaves at most `most` of them, which come newest first: half of it minutes, half hours. What is
// left does not depend on the order in which they came: the last of a span stays the last of it,
// and a span older than those that are left never comes back.
void thin(std::vector<Kept>& versions, std::uint32_t most);

}  // namespace carrel
