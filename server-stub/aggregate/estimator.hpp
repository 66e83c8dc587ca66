// From reports of subset selection to estimates: docs/formats/aggregate.md, "The mechanism".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "carrel/aggregate/subset_selection.hpp"

namespace carrel::server {

// That a report holds the true symbol, and that it holds any other one.
struct Probabilities {
  double p = 0;
  double q = 0;
};

Probabilities probabilities(const SubsetSelection& mechanism);

// How many of the learners have a symbol, as a share of all.
struct Estimate {
  double share = 0;  // unbiased: it may lie outside of 0 to 1
  double variance = 0;
  double low = 0;  // 95 %
  double high = 0;
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

// Of each symbol, where `chosen` of the reports hold it. There is at least one report.
std::vector<Estimate> estimate(const SubsetSelection& mechanism,
                               std::span<const std::uint64_t> chosen, std::uint64_t reports);

// The nearest shares (Euclid) of which none is negative and all are 1 together: Norm-Sub.
std::vector<double> projected(std::span<const Estimate> estimates);

// Of the 95 % interval of a symbol that nobody has.
double half_width(const SubsetSelection& mechanism, std::uint64_t reports);
std::uint64_t reports_needed(const SubsetSelection& mechanism, double half_width);

}  // namespace carrel::server
