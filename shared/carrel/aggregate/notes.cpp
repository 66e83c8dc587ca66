#include "carrel/aggregate/notes.hpp"

#include <algorithm>

namespace carrel {
namespace {

// Each cell of the part once, in ascending order.
std::vector<std::uint32_t> marked_cells(const Task& task, std::uint32_t part,
                                        const std::vector<Note>& notes) {
  std::vector<std::uint32_t> cells;
  for (const Note& note : notes)
    if (note.part == part && note.at >= 1 && note.at <= task.cells)
      cells.push_back(static_cast<std::uint32_t>(note.at));
  std::ranges::sort(cells);
  const auto repeated = std::ranges::unique(cells);
  cells.erase(repeated.begin(), repeated.end());
  return cells;
}

std::uint32_t bucket_of(const Task& task, std::uint32_t part, const std::vector<Note>& notes) {
  std::int64_t amount = 0;
  for (const Note& note : notes)
    if (note.part == part) amount = std::max(amount, note.at);
  const auto above = std::ranges::upper_bound(task.buckets, amount);
  return static_cast<std::uint32_t>(above - task.buckets.begin());
}

}  // namespace

std::uint32_t symbol_of(const Task& task, std::uint32_t part, const std::vector<Note>& notes,
                        RandomSource& random) {
  if (part >= task.parts) return 0;
  if (task.encoding == Encoding::sum) return bucket_of(task, part, notes);
  const std::vector<std::uint32_t> cells = marked_cells(task, part, notes);
  if (cells.empty()) return 0;
  switch (task.encoding) {
    case Encoding::last:
      return cells.back();
    case Encoding::pick:
      return cells[static_cast<std::size_t>(random.below(cells.size()))];
    case Encoding::sum:
    case Encoding::none:
      break;
  }
  return 0;
}

}  // namespace carrel
