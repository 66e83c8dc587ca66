// The privacy of a report, proved for small domains: each path of the mechanism, with its exact
// probability.
#include "unit/subset_form.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/notes.hpp"
#include "carrel/aggregate/report.hpp"

namespace carrel::test {
namespace {

Fraction ratio_of(Odds odds) {
  return {odds.num, odds.den};
}

Distribution<Bytes> reports_of(const SubsetSelection& mechanism, std::uint32_t value) {
  return distribution_of([&](RandomSource& random) { return randomise(mechanism, value, random); });
}

Fraction sum_of(const Distribution<Bytes>& reports) {
  Fraction sum;
  for (const auto& [report, probability] : reports)
    sum = sum + probability;
  return sum;
}

// The greatest P(y | x) / P(y | x′) over all that may have been true and all that may be seen.
Fraction worst_ratio(const std::vector<Distribution<Bytes>>& rows) {
  Fraction worst(1);
  for (const auto& row : rows)
    for (const auto& other : rows)
      for (const auto& [report, probability] : row) {
        const auto found = other.find(report);
        if (found == other.end()) return Fraction(UINT32_MAX);
        worst = std::max(worst, probability / found->second);
      }
  return worst;
}

void expect_exact(const SubsetSelection& mechanism) {
  const auto& [symbols, size, odds] = mechanism;
  SCOPED_TRACE(testing::Message() << symbols << " symbols, " << size << " chosen, odds " << odds.num
                                  << '/' << odds.den);
  std::vector<Distribution<Bytes>> rows;
  for (std::uint32_t value = 0; value < symbols; ++value) {
    rows.push_back(reports_of(mechanism, value));
    EXPECT_EQ(sum_of(rows.back()), Fraction(1));
    EXPECT_EQ(rows.back(), closed_form(mechanism, value)) << value;
  }
  EXPECT_EQ(worst_ratio(rows), ratio_of(odds));
}

TEST(ExactMechanism, MakesNoReportMoreThanTheOddsTimesAsLikelyAndSomeReportThat) {
  for (std::uint32_t symbols = 2; symbols <= 8; ++symbols)
    for (std::uint32_t size = 1; size < symbols; ++size)
      for (const Odds odds : {Odds{7, 1}, Odds{19, 7}, Odds{2, 1}, Odds{4, 3}})
        expect_exact({symbols, size, odds});
}

TEST(ExactMechanism, HoldsBeyondOneByteAndForExtremeOdds) {
  expect_exact({9, 3, {7, 1}});
  expect_exact({17, 2, {19, 7}});
  expect_exact({21, 2, {7, 1}});
  expect_exact({2, 1, {65'535, 65'534}});
  expect_exact({3, 2, {65'535, 1}});
}

TEST(ExactMechanism, OfTwoSymbolsIsRandomisedResponse) {
  for (const Odds odds : {Odds{7, 1}, Odds{19, 7}}) {
    const SubsetSelection mechanism = subset_selection(2, odds);
    EXPECT_EQ(reports_of(mechanism, 1),
              (Distribution<Bytes>{{{0b10}, {odds.num, odds.num + odds.den}},
                                   {{0b01}, {odds.den, odds.num + odds.den}}}));
  }
}

TEST(ExactPick, IsEachMarkedCellOfThePartAsOften) {
  const Task task{"m", "", Encoding::pick, 2, 9, {}, {7, 1}, 100};
  const std::vector<Note> notes{{1, 9}, {1, 2}, {0, 5}, {1, 2}, {1, 0}, {1, 10}, {1, 4}, {1, 2}};
  const auto drawn =
      distribution_of([&](RandomSource& random) { return symbol_of(task, 1, notes, random); });
  EXPECT_EQ(drawn, (Distribution<std::uint32_t>{{2, {1, 3}}, {4, {1, 3}}, {9, {1, 3}}}));
}

// Whoever has marked whatever: what leaves is as private as the odds say.
TEST(ExactPick, KeepsTheOddsWhateverWasMarked) {
  const Task task{"m", "", Encoding::pick, 1, 4, {}, {19, 7}, 100};
  std::vector<Distribution<Bytes>> rows;
  for (std::uint32_t marks = 0; marks < 16; ++marks) {
    std::vector<Note> notes{{0, 0}, {0, 5}, {0, -1}, {1, 3}};
    for (std::int64_t cell = 4; cell >= 1; --cell)
      if ((marks >> (cell - 1) & 1) != 0) notes.insert(notes.end(), 3, {0, cell});
    rows.push_back(distribution_of([&](RandomSource& random) {
      return randomise(mechanism_of(task), symbol_of(task, 0, notes, random), random);
    }));
  }
  EXPECT_EQ(worst_ratio(rows), ratio_of(task.odds));
}

}  // namespace
}  // namespace carrel::test
