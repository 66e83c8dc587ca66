#include "unit/subset_form.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/drbg.hpp"

namespace carrel {
namespace {

TEST(SubsetSelection, HasTheSizeOfTheLeastVariance) {
  struct Expected {
    std::uint32_t symbols;
    Odds odds;
    std::uint32_t size;
  };
  constexpr Odds e{19, 7};
  for (const auto& [symbols, odds, size] : std::vector<Expected>{
           {2, {7, 1}, 1},
           {2, {65'535, 65'534}, 1},
           {4, {7, 1}, 1},
           {4, e, 1},
           {12, {7, 1}, 1},
           {16, {7, 1}, 2},
           {21, {7, 1}, 2},
           {21, e, 5},
           {101, {7, 1}, 12},
           {400, {7, 1}, 50},
           {4, {65'535, 65'534}, 2},
           {1024, {65'535, 1}, 1},
           {1024, {65'535, 65'534}, 512},
       })
    EXPECT_EQ(subset_selection(symbols, odds), (SubsetSelection{symbols, size, odds}))
        << symbols << ' ' << odds.num << '/' << odds.den;
}

TEST(SubsetSelection, HasTheLeastVarianceOfTheFormula) {
  for (std::uint32_t symbols = 2; symbols <= 24; ++symbols)
    for (const Odds odds : {Odds{7, 1}, Odds{19, 7}, Odds{2, 1}, Odds{3, 2}, Odds{54, 1}}) {
      std::uint32_t best = 1;
      for (std::uint32_t size = 2; size < symbols; ++size)
        if (test::variance_of({symbols, size, odds}) < test::variance_of({symbols, best, odds}))
          best = size;
      EXPECT_EQ(subset_selection(symbols, odds).size, best) << symbols << ' ' << odds.num;
    }
}

TEST(SubsetSelection, HasTheSmallerOfTwoSizesThatAreAsGood) {
  EXPECT_EQ(subset_selection(5, {2, 1}).size, 1U);
  EXPECT_EQ(subset_selection(8, {5, 4}).size, 3U);
  EXPECT_EQ(subset_selection(11, {2, 1}).size, 3U);
  EXPECT_EQ(subset_selection(11, {60'000, 30'000}).size, 3U);
}

TEST(SubsetSelection, KnowsAReportByItsSymbols) {
  const SubsetSelection mechanism{11, 2, {7, 1}};
  for (const Bytes& report : std::vector<Bytes>{{3, 0}, {1, 4}, {0, 6}, {0x81, 0}})
    EXPECT_TRUE(is_report_of(mechanism, report));
  for (const Bytes& report :
       std::vector<Bytes>{{}, {3}, {3, 0, 0}, {0, 0}, {1, 0}, {7, 0}, {1, 8}, {0, 0x12}, {3, 8}})
    EXPECT_FALSE(is_report_of(mechanism, report));
  EXPECT_TRUE(is_report_of({8, 2, {7, 1}}, Bytes{0x81}));
  EXPECT_FALSE(is_report_of({8, 2, {7, 1}}, Bytes{0x80}));
}

TEST(SubsetSelection, OfTheLargestDomainGivesReportsOfItsSize) {
  auto random = Drbg::from({3}).value();
  for (const Odds odds : {Odds{7, 1}, Odds{65'535, 65'534}, Odds{65'535, 1}}) {
    const SubsetSelection mechanism = subset_selection(max_symbols, odds);
    for (const std::uint32_t value : {0U, 1U, 511U, 1023U})
      EXPECT_TRUE(is_report_of(mechanism, randomise(mechanism, value, random)));
  }
}

}  // namespace
}  // namespace carrel
