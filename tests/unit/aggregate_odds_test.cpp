#include <gtest/gtest.h>

#include "carrel/aggregate/metric.hpp"

namespace carrel {
namespace {

TEST(Odds, AreComparedAsFractions) {
  EXPECT_TRUE(is_above({7, 1}, {19, 7}));
  EXPECT_FALSE(is_above({19, 7}, {7, 1}));
  EXPECT_FALSE(is_above({14, 2}, {7, 1}));
  EXPECT_TRUE(is_above({65'535, 65'533}, {65'535, 65'534}));
}

TEST(Odds, TogetherStayWithinTheHighest) {
  struct Case {
    std::vector<Odds> told;
    bool is_within;
  };
  for (const auto& [told, is_within] : std::vector<Case>{
           {{}, true},
           {{{7, 1}}, true},
           {{{7, 1}, {7, 1}}, true},
           {{{7, 1}, {7, 1}, {8, 7}}, false},
           {{{5459, 100}}, true},
           {{{5460, 100}}, false},
           {{{100, 1}, {5459, 10'000}}, false},
           {{{5459, 100}, {65'535, 65'534}}, false},
           {{{65'535, 1}}, false},
           {std::vector<Odds>(4, {19, 7}), true},
           {std::vector<Odds>(5, {19, 7}), false},
           {std::vector<Odds>(201, {51, 50}), true},
           {std::vector<Odds>(202, {51, 50}), false},
           {std::vector<Odds>(5000, {65'535, 65'534}), true},
           {std::vector<Odds>(5000, {65'535, 1}), false},
           {{{1, 1}}, false},
           {{{7, 0}}, false},
           {{{1, 7}, {7, 1}}, false},
           {{{0, 0}}, false},
       })
    EXPECT_EQ(within_highest(told), is_within) << told.size() << " odds";
}

std::vector<Task> tasks_of(std::vector<Odds> odds) {
  std::vector<Task> out;
  for (const Odds each : odds)
    out.push_back({"m", "", Encoding::pick, 1, 4, {}, each, 100});
  return out;
}

TEST(Budget, IsOfTheDearestThatCanBeDrawn) {
  const auto course = tasks_of({{2, 1}, {3, 1}, {7, 1}});
  const auto site = tasks_of({{5, 1}, {2, 1}});
  struct Case {
    Draws draws;
    std::uint32_t epochs;
    bool is_within;
  };
  for (const auto& [draws, epochs, is_within] : std::vector<Case>{
           {{0, 0}, 1, true},
           {{0, 0}, 13, true},
           {{1, 1}, 1, true},   // 35
           {{2, 1}, 1, false},  // 105
           {{1, 2}, 1, false},  // 70
           {{3, 0}, 1, true},   // 42
           {{8, 0}, 1, true},   // there are three
           {{0, 8}, 1, true},   // there are two
           {{1, 0}, 2, true},   // 49
           {{1, 0}, 3, false},
           {{0, 1}, 2, true},  // 25
           {{1, 1}, 2, false},
           {{0, 1}, 0, false},
           {{0, 0}, 14, false},
           {{0, 1}, UINT32_MAX, false},
           {{UINT32_MAX, UINT32_MAX}, 1, false},
       })
    EXPECT_EQ(within_budget(course, site, draws, epochs), is_within)
        << draws.course << ' ' << draws.site << ' ' << epochs;
}

TEST(Budget, RefusesOddsThatAreNone) {
  EXPECT_FALSE(within_budget(tasks_of({{1, 1}}), {}, {1, 0}, 1));
  EXPECT_FALSE(within_budget({}, tasks_of({{7, 0}}), {0, 1}, 1));
}

}  // namespace
}  // namespace carrel
