#include "run.hpp"

#include <algorithm>
#include <cstdio>

#include "world.hpp"

namespace carrel::sim {
namespace {

std::string policy_text() {
  std::string out;
  std::FILE* file = std::fopen(CARREL_SOURCE_DIR "/tests/sim/policy.json", "rb");
  if (file == nullptr) return out;
  for (int c = std::getc(file); c != EOF; c = std::getc(file))
    out += static_cast<char>(c);
  std::fclose(file);
  return out;
}

}  // namespace

Outcome run(std::uint64_t seed, const Steps& steps, Bug bug, std::vector<std::string>* trace) {
  static const std::string policy = policy_text();
  World world(policy, seed, bug);
  world.trace = trace;
  Outcome out;
  for (const Step& step : steps) {
    world.carry_out(step);
    ++out.steps;
    if (!world.violation().empty()) break;
  }
  if (world.violation().empty()) world.drain();
  out.violation = world.violation();
  out.faults = world.faults();
  return out;
}

Steps shrunk(std::uint64_t seed, Steps steps, const std::string& violation) {
  for (std::size_t chunk = steps.size() / 2; chunk > 0;) {
    bool shorter = false;
    for (std::size_t from = 0; from < steps.size();) {
      Steps fewer = steps;
      const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(from);
      const auto count = std::min(chunk, steps.size() - from);
      fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
      if (run(seed, fewer).violation == violation) {
        steps = std::move(fewer);
        shorter = true;
      } else {
        from += chunk;
      }
    }
    if (!shorter || chunk > 1) chunk /= 2;
  }
  return steps;
}

}  // namespace carrel::sim
