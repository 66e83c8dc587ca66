// What a program that draws comes to, with the exact probability of each outcome: it is run once
// for every way in which its draws can turn out.
#pragma once

#include <map>
#include <vector>

#include "unit/fraction.hpp"

#include "carrel/aggregate/random_source.hpp"

namespace carrel::test {

class EveryPath final : public RandomSource {
 public:
  std::uint64_t below(std::uint64_t bound) override {
    if (bound == 0) std::abort();
    if (taken_ == draws_.size()) draws_.push_back({0, bound});
    const Draw& draw = draws_[taken_++];
    if (draw.bound != bound) std::abort();  // the same draws led to another question
    return draw.outcome;
  }

  // On to the next path; false after the last.
  bool advance() {
    while (!draws_.empty() && draws_.back().outcome + 1 == draws_.back().bound)
      draws_.pop_back();
    if (draws_.empty()) return false;
    ++draws_.back().outcome;
    taken_ = 0;
    return true;
  }
  // One path's probability is one in this many.
  std::uint64_t ways() const {
    std::uint64_t out = 1;
    for (const Draw& draw : draws_)
      out *= draw.bound;
    return out;
  }

 private:
  struct Draw {
    std::uint64_t outcome;
    std::uint64_t bound;
  };
  std::vector<Draw> draws_;
  std::size_t taken_ = 0;
};

template <class Outcome>
using Distribution = std::map<Outcome, Fraction>;

template <class Program>
auto distribution_of(Program program) {
  using Outcome = decltype(program(std::declval<RandomSource&>()));
  std::map<std::pair<Outcome, std::uint64_t>, std::uint64_t> paths;  // by the odds against one
  EveryPath random;
  do
    ++paths[{program(random), random.ways()}];
  while (random.advance());
  Distribution<Outcome> out;
  for (const auto& [path, count] : paths) {
    const auto& [outcome, ways] = path;
    out[outcome] = out[outcome] + Fraction(count, ways);
  }
  return out;
}

}  // namespace carrel::test
