// The two-sample test of Kolmogorov and Smirnov: whether two samples are of one distribution.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace carrel::test {

// The greatest distance of the two empirical distribution functions, in units in which samples of
// one distribution exceed 1.95 once in a thousand times (Smirnov 1948).
inline double distance(std::vector<std::int64_t> a, std::vector<std::int64_t> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  const auto share = [](const std::vector<std::int64_t>& sample, std::int64_t below) {
    return static_cast<double>(std::ranges::upper_bound(sample, below) - sample.begin()) /
           static_cast<double>(sample.size());
  };
  double greatest = 0;
  for (const auto* sample : {&a, &b})
    for (const std::int64_t value : *sample)
      greatest = std::max(greatest, std::abs(share(a, value) - share(b, value)));
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  return greatest * std::sqrt(m * n / (m + n));
}

inline constexpr double least_unlikely_distance = 1.95;

}  // namespace carrel::test
