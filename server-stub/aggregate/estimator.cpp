#include "aggregate/estimator.hpp"

#include <algorithm>
#include <cmath>

namespace carrel::server {
namespace {

constexpr double deviations = 1.96;  // of the normal distribution: 95 %

double square(double x) {
  return x * x;
}

// Of one report, at a probability of `pi` that it holds the symbol.
double variance(const Probabilities& is, double pi) {
  return pi * (1 - pi) / square(is.p - is.q);
}

}  // namespace

Probabilities probabilities(const SubsetSelection& mechanism) {
  const double r = static_cast<double>(mechanism.odds.num) / mechanism.odds.den;
  const double k = mechanism.symbols;
  const double d = mechanism.size;
  const double p = r * d / (r * d + k - d);
  return {p, p * (d - 1) / (k - 1) + (1 - p) * d / (k - 1)};
}

std::vector<Estimate> estimate(const SubsetSelection& mechanism,
                               std::span<const std::uint64_t> chosen, std::uint64_t reports) {
  const Probabilities is = probabilities(mechanism);
  const auto n = static_cast<double>(reports);
  std::vector<Estimate> out;
  out.reserve(chosen.size());
  for (const std::uint64_t count : chosen) {
    const double pi = static_cast<double>(count) / n;
    Estimate one{.share = (pi - is.q) / (is.p - is.q),
                 // No share of learners lies beyond these two; and the variance is never 0.
                 .variance = variance(is, std::clamp(pi, is.q, is.p)) / n};
    const double half = deviations * std::sqrt(one.variance);
    one.low = one.share - half;
    one.high = one.share + half;
    out.push_back(one);
  }
  return out;
}

std::vector<double> projected(std::span<const Estimate> estimates) {
  std::vector<double> falling;
  falling.reserve(estimates.size());
  for (const Estimate& one : estimates)
    falling.push_back(one.share);
  std::ranges::sort(falling, std::greater{});
  double sum = 0;
  double surplus = 0;  // what each of those that stay above 0 has to give
  for (std::size_t i = 0; i < falling.size(); ++i) {
    sum += falling[i];
    const double each = (sum - 1) / static_cast<double>(i + 1);
    if (falling[i] > each) surplus = each;
  }
  std::vector<double> out;
  out.reserve(estimates.size());
  for (const Estimate& one : estimates)
    out.push_back(std::max(one.share - surplus, 0.0));
  return out;
}

double half_width(const SubsetSelection& mechanism, std::uint64_t reports) {
  const Probabilities is = probabilities(mechanism);
  return deviations * std::sqrt(variance(is, is.q) / static_cast<double>(reports));
}

std::uint64_t reports_needed(const SubsetSelection& mechanism, double half_width) {
  const Probabilities is = probabilities(mechanism);
  return static_cast<std::uint64_t>(
      std::ceil(square(deviations / half_width) * variance(is, is.q)));
}

}  // namespace carrel::server
