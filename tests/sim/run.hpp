// One run: its steps, a drain, and a first violation or none.
#pragma once

#include <string>

#include "bug.hpp"
#include "step.hpp"

namespace carrel::sim {

struct Outcome {
  std::string violation;  // empty: none
  std::size_t steps = 0;  // carried out
  Counts faults{};
};

// Commands and effects are added to `trace` where there is one.
Outcome run(std::uint64_t seed, const Steps& steps, Bug bug = Bug::none,
            std::vector<std::string>* trace = nullptr);
inline Outcome run(std::uint64_t seed, Bug bug = Bug::none) {
  return run(seed, steps_of(seed), bug);
}

// The same violation from as few steps as leaving out brings about (Zeller & Hildebrandt,
// "Simplifying and Isolating Failure-Inducing Input", TSE 2002, without complements).
Steps shrunk(std::uint64_t seed, Steps steps, const std::string& violation);

}  // namespace carrel::sim
