// What the learners of a simulation do: for each part of each task a known distribution over its
// symbols, from which every learner draws alone.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "carrel/aggregate/notes.hpp"

namespace carrel::cohort {

using Random = std::mt19937_64;

// Weights of the symbols of one part, symbol 0 first; their sum is above 0.
using Weights = std::vector<std::uint32_t>;

// As `metric` would look: a cliff in a drop-off, peaks along a lecture and a day, a few favourites
// among many; of what is not known by name the latter. The same for the same `random`.
std::vector<Weights> truth_of(const Task& task, Random& random);

std::uint32_t draw(const Weights& weights, Random& random);

// What a device would have noted of a part whose symbol is this.
std::vector<Note> notes_of(const Task& task, std::uint32_t part, std::uint32_t symbol);

}  // namespace carrel::cohort
