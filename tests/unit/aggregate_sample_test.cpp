// Samples of the mechanism and the generator together, all subsets as cells.
#include "unit/chi_square.hpp"
#include "unit/subset_form.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/drbg.hpp"

namespace carrel::test {
namespace {

void expect_as_probable(const SubsetSelection& mechanism, std::uint32_t value) {
  const auto expected =
      distribution_of([&](RandomSource& random) { return randomise(mechanism, value, random); });
  auto random = Drbg::from({1, 9}).value();
  std::map<Bytes, std::uint64_t> counts;
  for (int i = 0; i < 40'000; ++i)
    ++counts[randomise(mechanism, value, random)];
  EXPECT_GT(p_value(closed_form(mechanism, value), counts), least_p_value)
      << mechanism.symbols << " symbols, " << mechanism.size << " chosen, value " << value;
}

TEST(SampledMechanism, GivesEachSubsetAsOftenAsItIsProbable) {
  for (const std::uint32_t symbols : {2U, 3U, 4U, 5U, 6U, 12U, 21U})
    for (const Odds odds : {Odds{7, 1}, Odds{19, 7}})
      if (const auto mechanism = subset_selection(symbols, odds); mechanism.size <= 3)
        for (const std::uint32_t value : {0U, symbols / 2, symbols - 1})
          expect_as_probable(mechanism, value);
}

TEST(SampledMechanism, GivesEachSubsetOfLargerOnes) {
  expect_as_probable({7, 3, {3, 2}}, 5);
  expect_as_probable({8, 4, {7, 1}}, 0);
}

TEST(ChiSquare, KnowsACoinThatIsFairFromOneThatIsNot) {
  const Distribution<int> fair{{0, {1, 2}}, {1, {1, 2}}};
  EXPECT_NEAR(p_value(fair, {{0, 5000}, {1, 5000}}), 1, 1e-6);
  EXPECT_NEAR(p_value(fair, {{0, 5098}, {1, 4902}}), 0.0500, 1e-4);
  EXPECT_LT(p_value(fair, {{0, 5300}, {1, 4700}}), 1e-8);
  EXPECT_EQ(p_value(fair, {{2, 1}}), 0);
}

}  // namespace
}  // namespace carrel::test
