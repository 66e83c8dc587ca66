#include <gtest/gtest.h>

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/notes.hpp"

namespace carrel {
namespace {

constexpr std::int64_t most = INT64_MAX;
constexpr std::int64_t least = INT64_MIN;

Task task_of(Encoding encoding) {
  Task task{"m", "", encoding, 3, 4, {}, {7, 1}, 100};
  if (encoding == Encoding::sum) task.buckets = {10, 20, 40, 80};
  return task;
}

std::uint32_t symbol(Encoding encoding, std::uint32_t part, const std::vector<Note>& notes) {
  auto random = Drbg::from({1}).value();
  return symbol_of(task_of(encoding), part, notes, random);
}

TEST(Symbol, IsNothingWhereNothingWasNoted) {
  for (const Encoding encoding : {Encoding::last, Encoding::pick, Encoding::sum, Encoding::none})
    EXPECT_EQ(symbol(encoding, 0, {}), 0U);
  EXPECT_EQ(symbol(Encoding::none, 0, {{0, 1}}), 0U);
}

TEST(Symbol, OfLastIsTheGreatestCellThatWasMarked) {
  struct Case {
    std::vector<Note> notes;
    std::uint32_t symbol;
  };
  for (const auto& [notes, symbol_expected] : std::vector<Case>{
           {{{1, 1}}, 1},
           {{{1, 4}}, 4},
           {{{1, 3}, {1, 1}, {1, 2}}, 3},
           {{{1, 2}, {1, 2}}, 2},
           {{{0, 4}, {1, 1}, {2, 4}}, 1},
           {{{0, 4}}, 0},
           {{{1, 0}}, 0},
           {{{1, 5}}, 0},
           {{{1, 5}, {1, 2}}, 2},
           {{{1, most}, {1, least}, {1, -1}}, 0},
           {{{1, (std::int64_t{1} << 32) + 2}}, 0},
       })
    EXPECT_EQ(symbol(Encoding::last, 1, notes), symbol_expected);
}

TEST(Symbol, OfPickIsAMarkedCell) {
  EXPECT_EQ(symbol(Encoding::pick, 1, {{1, 3}, {1, 3}}), 3U);
  EXPECT_EQ(symbol(Encoding::pick, 1, {{1, 0}, {1, 5}, {0, 1}, {1, most}, {1, least}}), 0U);
}

TEST(Symbol, OfSumIsTheBucketOfTheGreatestAmount) {
  struct Case {
    std::vector<Note> notes;
    std::uint32_t symbol;
  };
  for (const auto& [notes, symbol_expected] : std::vector<Case>{
           {{{1, 0}}, 0},
           {{{1, 9}}, 0},
           {{{1, 10}}, 1},
           {{{1, 19}}, 1},
           {{{1, 20}}, 2},
           {{{1, 79}}, 3},
           {{{1, 80}}, 4},
           {{{1, most}}, 4},
           {{{1, least}}, 0},
           {{{1, -1}}, 0},
           {{{1, 15}, {1, 25}, {1, 5}}, 2},
           {{{1, 15}, {1, 15}, {1, 15}}, 1},
           {{{0, 80}, {2, 80}}, 0},
       })
    EXPECT_EQ(symbol(Encoding::sum, 1, notes), symbol_expected);
}

TEST(Symbol, OfAPartThatIsNotThereIsNothing) {
  EXPECT_EQ(symbol(Encoding::last, 3, {{3, 1}}), 0U);
  EXPECT_EQ(symbol(Encoding::pick, 3, {{3, 1}}), 0U);
  EXPECT_EQ(symbol(Encoding::sum, 3, {{3, 80}}), 0U);
  EXPECT_EQ(symbol(Encoding::last, UINT32_MAX, {{UINT32_MAX, 1}}), 0U);
}

}  // namespace
}  // namespace carrel
