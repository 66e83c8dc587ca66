// What a device has noted for a task in an epoch, and the symbol that it comes to.
#pragma once

#include <cstdint>
#include <vector>

#include "carrel/aggregate/metric.hpp"
#include "carrel/aggregate/random_source.hpp"

namespace carrel {

// last, pick: `at` is a cell that was marked, 1 to Task::cells. sum: `at` is an amount, and the
// greatest one of a part counts. What lies outside the task counts for nothing.
struct Note {
  std::uint32_t part = 0;
  std::int64_t at = 0;
  friend bool operator==(const Note&, const Note&) = default;
};

// The symbol of one part: at most one, whatever was noted, and however often.
std::uint32_t symbol_of(const Task& task, std::uint32_t part, const std::vector<Note>& notes,
                        RandomSource& random);

}  // namespace carrel
