#include "truth.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace carrel::cohort {
namespace {

std::uint32_t between(std::uint32_t low, std::uint32_t high, Random& random) {
  return low + static_cast<std::uint32_t>(random() % (high - low + 1));
}

// 1, 1/2, 1/3, … in an order of their own; one learner in six has nothing to tell.
Weights favourites(std::uint32_t cells, Random& random) {
  Weights weights;
  for (std::uint32_t i = 1; i <= cells; ++i)
    weights.push_back(1'000'000 / i);
  std::ranges::shuffle(weights, random);
  const auto all = std::accumulate(weights.begin(), weights.end(), std::uint32_t{0});
  weights.insert(weights.begin(), all / 5);
  return weights;
}

// Few leave at any lesson but one, where 60 % of those who leave do so (D301).
Weights cliff(std::uint32_t cells) {
  Weights weights(cells + 1, 16);
  weights[0] = 4;
  weights[std::max(1U, cells * 3 / 5)] = 24 * (cells - 2);
  weights[cells] = 16 * cells;  // have finished
  return weights;
}

struct Peak {
  std::uint32_t at, height, width;
};

Weights peaks(std::uint32_t cells, std::uint32_t floor, const std::vector<Peak>& all) {
  Weights weights(cells + 1, floor);
  for (const Peak& peak : all)
    for (std::uint32_t cell = 1; cell <= cells; ++cell) {
      const std::uint32_t away = cell > peak.at ? cell - peak.at : peak.at - cell;
      if (away < peak.width) weights[cell] += peak.height * (peak.width - away) / peak.width;
    }
  return weights;
}

// Three classes of device, of which the second is rare: most of their pages take a middling time.
Weights by_class(std::uint32_t cells) {
  const std::uint32_t buckets = cells / 3;
  return peaks(
      cells, 2,
      {{buckets / 2 + 1, 50, 3}, {buckets + buckets / 2, 10, 3}, {2 * buckets + 3, 60, 3}});
}

Weights yes_or_no(Random& random) {
  const std::uint32_t yes = between(6, 70, random);
  return {100 - yes, yes};
}

Weights weights_of(const Task& task, Random& random) {
  const std::string_view metric = task.metric;
  const std::uint32_t cells = task.cells;
  if (cells == 1) return yes_or_no(random);
  if (metric == "drop_off" && cells > 2) return cliff(cells);
  if (metric == "session_hour") return peaks(cells, 4, {{11, 40, 4}, {21, 90, 5}});
  if (metric == "timing") return by_class(cells);
  if (metric == "rewatched") {
    Weights weights = peaks(cells, 3, {{cells / 4, 40, 3}, {cells * 2 / 3, 140, 4}});
    weights[0] = 160;
    return weights;
  }
  if (task.encoding == Encoding::sum)
    return peaks(cells, 4, {{between(cells / 3, cells * 2 / 3, random), 60, 4}});
  return favourites(cells, random);
}

}  // namespace

std::vector<Weights> truth_of(const Task& task, Random& random) {
  std::vector<Weights> parts;
  for (std::uint32_t part = 0; part < task.parts; ++part)
    parts.push_back(weights_of(task, random));
  return parts;
}

std::uint32_t draw(const Weights& weights, Random& random) {
  const auto all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  std::uint64_t at = random() % all;
  std::uint32_t symbol = 0;
  while (at >= weights[symbol])
    at -= weights[symbol++];
  return symbol;
}

std::vector<Note> notes_of(const Task& task, std::uint32_t part, std::uint32_t symbol) {
  if (symbol == 0) return {};
  if (task.encoding == Encoding::sum) return {{part, task.buckets[symbol - 1]}};
  if (task.encoding == Encoding::pick) return {{part, symbol}};
  std::vector<Note> notes;
  for (std::uint32_t cell = 1; cell <= symbol; ++cell)
    notes.push_back({part, cell});
  return notes;
}

}  // namespace carrel::cohort
