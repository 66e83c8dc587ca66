#include "aggregate/estimator.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "carrel/aggregate/drbg.hpp"

namespace carrel::server {
namespace {

constexpr Odds seven{7, 1};

struct Known {
  std::uint32_t symbols;
  Odds odds;
  std::uint32_t size;
  std::uint64_t needed;  // for five percentage points
};

// By exact fractions (Python), 1.96² q(1 − q) / ((p − q)² w²) rounded up.
TEST(Estimator, NeedsAsManyReportsAsTheClosedFormSays) {
  const Known cases[] = {
      {2, seven, 1, 299},     {3, seven, 1, 342},     {4, seven, 1, 385},     {7, seven, 1, 513},
      {12, seven, 1, 726},    {21, seven, 2, 935},    {25, seven, 3, 978},    {41, seven, 5, 1063},
      {91, seven, 11, 1136},  {101, seven, 12, 1142}, {400, seven, 50, 1182}, {4, {19, 7}, 1, 2466},
      {21, {19, 7}, 5, 5016},
  };
  for (const auto& [symbols, odds, size, needed] : cases) {
    const SubsetSelection mechanism = subset_selection(symbols, odds);
    EXPECT_EQ(mechanism.size, size) << symbols;
    EXPECT_EQ(reports_needed(mechanism, 0.05), needed) << symbols;
    EXPECT_LE(half_width(mechanism, needed), 0.05) << symbols;
    EXPECT_GT(half_width(mechanism, needed - 1), 0.05) << symbols;
  }
}

// At size 1 this is k-ary randomised response, of which Wang et al. (2017) give the variance.
TEST(Estimator, IsRandomisedResponseAtSizeOne) {
  for (const std::uint32_t k : {2U, 3U, 4U, 8U}) {
    const SubsetSelection mechanism{k, 1, seven};
    const auto [p, q] = probabilities(mechanism);
    EXPECT_DOUBLE_EQ(p, 7.0 / (7 + k - 1));
    EXPECT_DOUBLE_EQ(q, 1.0 / (7 + k - 1));
    const double variance = (k - 2 + 7) / 36.0 / 1000;
    EXPECT_NEAR(half_width(mechanism, 1000), 1.96 * std::sqrt(variance), 1e-12);
  }
}

TEST(Estimator, SaysWhatIsExpectedOfExactCounts) {
  for (const std::uint32_t k : {2U, 4U, 21U, 101U}) {
    const SubsetSelection mechanism = subset_selection(k, seven);
    const auto [p, q] = probabilities(mechanism);
    EXPECT_NEAR(p + (k - 1) * q, mechanism.size, 1e-12) << "the symbols of a report";
    constexpr std::uint64_t n = 1'000'000'000;
    const auto count = [&](double f) {
      return static_cast<std::uint64_t>(std::llround(n * (f * p + (1 - f) * q)));
    };
    const std::vector<std::uint64_t> chosen{count(0.75), count(0.25), count(0)};
    const auto estimates = estimate(mechanism, chosen, n);
    EXPECT_NEAR(estimates[0].share, 0.75, 1e-8);
    EXPECT_NEAR(estimates[1].share, 0.25, 1e-8);
    EXPECT_NEAR(estimates[2].share, 0, 1e-8);
    EXPECT_NEAR(estimates[2].high - estimates[2].low, 2 * half_width(mechanism, n), 1e-8);
  }
}

// The example of docs/formats/aggregate.md.
TEST(Estimator, AgreesWithTheFormatsExample) {
  EXPECT_EQ(std::llround(half_width(subset_selection(7, seven), 1666) * 1e6), 27'724);
}

TEST(Estimator, IsNeverCertain) {
  const SubsetSelection mechanism = subset_selection(4, seven);
  const std::vector<std::uint64_t> chosen{100, 0, 0, 0};
  for (const Estimate& one : estimate(mechanism, chosen, 100)) {
    EXPECT_GT(one.variance, 0);
    EXPECT_LT(one.low, one.share);
    EXPECT_GT(one.high, one.share);
  }
}

TEST(Estimator, ProjectsOntoTheSimplex) {
  const std::pair<std::vector<double>, std::vector<double>> cases[] = {
      {{0.2, 0.3, 0.5}, {0.2, 0.3, 0.5}},          {{1.2, -0.2, 0}, {1, 0, 0}},
      {{0.6, 0.6, -0.2}, {0.5, 0.5, 0}},           {{0.2, 0.2, 0.2}, {1.0 / 3, 1.0 / 3, 1.0 / 3}},
      {{0.9, 0.4, 0.1, -0.4}, {0.75, 0.25, 0, 0}}, {{-3, -3}, {0.5, 0.5}},
  };
  for (const auto& [shares, expected] : cases) {
    std::vector<Estimate> estimates;
    for (const double share : shares)
      estimates.push_back({.share = share});
    const auto out = projected(estimates);
    ASSERT_EQ(out.size(), expected.size());
    for (std::size_t i = 0; i < out.size(); ++i)
      EXPECT_NEAR(out[i], expected[i], 1e-12);
  }
}

// Of 300 runs by the real mechanism, over the symbols.
struct Runs {
  double worst_bias = 0;   // of the mean, in its standard errors
  double least_cover = 1;  // how often the interval holds the truth
};

Runs runs_of(const SubsetSelection& device, const SubsetSelection& server,
             std::span<const double> truth, std::uint8_t seed) {
  constexpr int runs = 300;
  std::vector<int> covered(truth.size());
  constexpr std::uint64_t reports = 500;
  Drbg random = *Drbg::from({seed});
  std::vector<double> sum(truth.size());
  std::vector<double> variance(truth.size());
  for (int run = 0; run < runs; ++run) {
    std::vector<std::uint64_t> chosen(device.symbols);
    std::uint32_t value = 0;
    double below = truth[0];
    for (std::uint64_t i = 0; i < reports; ++i) {
      while (value + 1 < truth.size() && static_cast<double>(i) >= below * reports - 1e-9)
        below += truth[++value];
      const Bytes report = randomise(device, value, random);
      for (std::uint32_t symbol = 0; symbol < device.symbols; ++symbol)
        chosen[symbol] += (report[symbol / 8] >> (symbol % 8)) & 1U;
    }
    const auto estimates = estimate(server, chosen, reports);
    for (std::size_t i = 0; i < truth.size(); ++i) {
      sum[i] += estimates[i].share;
      variance[i] += estimates[i].variance;
      covered[i] += estimates[i].low <= truth[i] && truth[i] <= estimates[i].high ? 1 : 0;
    }
  }
  Runs out;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double bias = std::abs(sum[i] / runs - truth[i]) / (std::sqrt(variance[i]) / runs);
    out.worst_bias = std::max(out.worst_bias, bias);
    out.least_cover = std::min(out.least_cover, covered[i] / static_cast<double>(runs));
  }
  return out;
}

struct Truth {
  std::uint32_t symbols;
  Odds odds;
  std::vector<double> shares;
};

const Truth truths[] = {
    {2, seven, {0.3, 0.7}},         {4, seven, {0.1, 0.2, 0.3, 0.4}},
    {4, {19, 7}, {0.7, 0.3, 0, 0}}, {21, seven, {0.5, 0.25, 0.25}},
    {41, seven, {0.02, 0.9, 0.08}},
};

TEST(Estimator, IsUnbiasedOverManyRuns) {
  std::uint8_t seed = 1;
  for (const Truth& truth : truths) {
    const SubsetSelection mechanism = subset_selection(truth.symbols, truth.odds);
    const Runs runs = runs_of(mechanism, mechanism, truth.shares, seed++);
    EXPECT_LT(runs.worst_bias, 4) << truth.symbols;
    EXPECT_GT(runs.least_cover, 0.90) << truth.symbols << ": four standard errors below 0.95";
  }
}

TEST(Estimator, OfOtherOddsThanTheDevicesIsFoundOut) {
  std::uint8_t seed = 1;
  for (const Truth& truth : truths) {
    const SubsetSelection device = subset_selection(truth.symbols, truth.odds);
    SubsetSelection server = device;
    server.odds = {6 * truth.odds.num, 7 * truth.odds.den};
    EXPECT_GT(runs_of(device, server, truth.shares, seed++).worst_bias, 4) << truth.symbols;
  }
}

}  // namespace
}  // namespace carrel::server
