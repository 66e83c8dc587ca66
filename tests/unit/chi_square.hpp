// Pearson's test of counts against probabilities.
#pragma once

#include <cmath>
#include <map>

#include "unit/every_path.hpp"

namespace carrel::test {

// Of a true hypothesis fewer than this are refused; the seeds are fixed.
inline constexpr double least_p_value = 1e-4;

// Q(a, x), the upper regularised incomplete gamma function (DLMF 8.11.4): by its series below.
inline double upper_gamma(double a, double x) {
  double term = 1 / a;
  double sum = term;
  for (int n = 1; term > sum * 1e-16; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return 1 - sum * std::exp(a * std::log(x) - x - std::lgamma(a));
}

// How likely counts as far from these probabilities are, or further; 0 for an impossible outcome.
template <class Outcome>
double p_value(const Distribution<Outcome>& expected,
               const std::map<Outcome, std::uint64_t>& counts) {
  double all = 0;
  for (const auto& [outcome, count] : counts) {
    if (!expected.contains(outcome)) return 0;
    all += static_cast<double>(count);
  }
  double sum = 0;
  for (const auto& [outcome, probability] : expected) {
    const double mean = all * probability.approximately();
    const auto found = counts.find(outcome);
    const double off = (found == counts.end() ? 0 : static_cast<double>(found->second)) - mean;
    sum += off * off / mean;
  }
  return upper_gamma((static_cast<double>(expected.size()) - 1) / 2, sum / 2);
}

}  // namespace carrel::test
