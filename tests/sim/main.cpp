// sim --seeds N [--from SEED] [--json] | --shrink SEED: the last prints the fewest steps that break
// the promise, and what was said on the way.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "run.hpp"

namespace {

using namespace carrel::sim;

struct Options {
  std::uint64_t seeds = 1000;
  std::uint64_t from = 1;
  std::uint64_t shrink = 0;
  bool json = false;
};

int shrink(std::uint64_t seed) {
  const Outcome outcome = run(seed);
  if (outcome.violation.empty()) {
    std::printf("seed %llu: no violation\n", static_cast<unsigned long long>(seed));
    return 0;
  }
  const Steps steps = shrunk(seed, steps_of(seed), outcome.violation);
  std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), outcome.violation.c_str());
  for (const Step& step : steps)
    std::printf("  %s\n", text_of(step).c_str());
  std::vector<std::string> trace;
  run(seed, steps, Bug::none, &trace);
  for (const std::string& line : trace)
    std::printf("%s\n", line.c_str());
  return 1;
}

int run_all(const Options& options) {
  Counts faults{};
  unsigned long long steps = 0;
  unsigned long long violations = 0;
  for (std::uint64_t seed = options.from; seed < options.from + options.seeds; ++seed) {
    const Outcome outcome = run(seed);
    steps += outcome.steps;
    for (std::size_t i = 0; i < fault_kinds; ++i)
      faults[i] += outcome.faults[i];
    if (outcome.violation.empty()) continue;
    ++violations;
    if (!options.json)
      std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
                  outcome.violation.c_str());
  }
  const auto runs = static_cast<unsigned long long>(options.seeds);
  if (options.json) {
    std::printf("{\"runs\": %llu, \"steps\": %llu, \"faults\": {", runs, steps);
    for (std::size_t i = 0; i < fault_kinds; ++i)
      std::printf("%s\"%s\": %llu", i == 0 ? "" : ", ", name(static_cast<Fault>(i)).data(),
                  static_cast<unsigned long long>(faults[i]));
    std::printf("}, \"violations\": %llu}\n", violations);
  } else {
    std::printf("%llu runs, %llu steps, %llu violations\n", runs, steps, violations);
    for (std::size_t i = 0; i < fault_kinds; ++i)
      std::printf("  %-18s %llu\n", name(static_cast<Fault>(i)).data(),
                  static_cast<unsigned long long>(faults[i]));
  }
  return violations == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    const bool has_value = i + 1 < argc;
    if (option == "--json") {
      options.json = true;
    } else if (has_value && option == "--seeds") {
      options.seeds = std::strtoull(argv[++i], nullptr, 10);
    } else if (has_value && option == "--from") {
      options.from = std::strtoull(argv[++i], nullptr, 10);
    } else if (has_value && option == "--shrink") {
      options.shrink = std::strtoull(argv[++i], nullptr, 10);
    } else {
      std::fputs("usage: script/sim --seeds N [--from SEED] [--json] | --shrink SEED\n", stderr);
      return 2;
    }
  }
  return options.shrink != 0 ? shrink(options.shrink) : run_all(options);
}
