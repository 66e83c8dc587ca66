#include <gtest/gtest.h>

#include "carrel/aggregate/metric.hpp"
#include "carrel/aggregate/subset_selection.hpp"

namespace carrel {
namespace {

const Task picked{"rewatched", "privacy", Encoding::pick, 1, 40, {}, {7, 1}, 100};
const Task summed{"time_on_task", "privacy", Encoding::sum, 4, 3, {15, 60, 3600}, {19, 7}, 200};
const Calendar calendar{{1'767'571'200'000}, 91, 1, 7, 14, 30};

template <class T, class Change>
T with(T value, Change change) {
  change(value);
  return value;
}

TEST(Task, IsValidWithinItsBounds) {
  EXPECT_TRUE(is_valid(picked));
  EXPECT_TRUE(is_valid(summed));
  for (const auto change : std::vector<void (*)(Task&)>{
           [](Task& task) { task.course = ""; },
           [](Task& task) { task.metric = std::string(max_name, 'a'); },
           [](Task& task) { task.encoding = Encoding::last; },
           [](Task& task) { task.parts = max_parts; },
           [](Task& task) { task.cells = 1; },
           [](Task& task) { task.cells = max_symbols - 1; },
           [](Task& task) { task.odds = {max_odds_term - 1, max_odds_term - 2}; },
           [](Task& task) { task.min_batch = UINT32_MAX; },
       })
    EXPECT_TRUE(is_valid(with(picked, change)));
}

TEST(Task, IsNotValidBeyondThem) {
  const std::vector<void (*)(Task&)> changes{
      [](Task& task) { task.metric = ""; },
      [](Task& task) { task.metric = std::string(max_name + 1, 'a'); },
      [](Task& task) { task.metric = "Upper"; },
      [](Task& task) { task.course = "a/b"; },
      [](Task& task) { task.course = std::string(max_name + 1, 'a'); },
      [](Task& task) { task.encoding = Encoding::none; },
      [](Task& task) { task.parts = 0; },
      [](Task& task) { task.parts = max_parts + 1; },
      [](Task& task) { task.cells = 0; },
      [](Task& task) { task.cells = max_symbols; },
      [](Task& task) { task.cells = UINT32_MAX; },
      [](Task& task) { task.buckets = {1}; },
      [](Task& task) { task.odds = {1, 1}; },
      [](Task& task) { task.odds = {7, 0}; },
      [](Task& task) { task.odds = {1, 7}; },
      [](Task& task) { task.odds = {max_odds_term, 1}; },
      [](Task& task) { task.min_batch = min_batch_floor - 1; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i)
    EXPECT_FALSE(is_valid(with(picked, changes[i]))) << i;
}

TEST(Task, OfSumHasABucketForEachCellAscending) {
  for (const std::vector<std::int64_t>& buckets : std::vector<std::vector<std::int64_t>>{
           {}, {1, 2}, {1, 2, 3, 4}, {0, 1, 2}, {-1, 1, 2}, {1, 1, 2}, {1, 3, 2}})
    EXPECT_FALSE(is_valid(with(summed, [&](Task& task) { task.buckets = buckets; })));
}

TEST(Calendar, IsValidWithinItsBounds) {
  EXPECT_TRUE(is_valid(calendar));
  EXPECT_TRUE(is_valid({{0}, 28, 1, 1, 1, 0}));
  EXPECT_TRUE(is_valid({last_instant, 364, 13, 60, 90, 90}));
  const std::vector<Calendar> wrong{
      {{-1}, 91, 1, 7, 14, 30}, {{last_instant.ms + 1}, 91, 1, 7, 14, 30},
      {{0}, 27, 1, 7, 14, 30},  {{0}, 367, 1, 7, 14, 30},
      {{0}, 91, 0, 7, 14, 30},  {{0}, 91, 2, 7, 14, 30},
      {{0}, 98, 14, 7, 14, 30}, {{0}, 91, 1, 0, 14, 30},
      {{0}, 91, 1, 61, 90, 30}, {{0}, 91, 1, 7, 6, 30},
      {{0}, 91, 1, 7, 91, 30},  {{0}, 91, 1, 7, 14, -1},
      {{0}, 91, 1, 7, 14, 91},
  };
  for (std::size_t i = 0; i < wrong.size(); ++i)
    EXPECT_FALSE(is_valid(wrong[i])) << i;
}

TEST(Calendar, TellsAnEpochByItsFirstMillisecond) {
  const Calendar quarters{{1000}, 28, 4, 1, 2, 0};
  EXPECT_EQ(quarters.epoch_at({999}), std::nullopt);
  EXPECT_EQ(quarters.epoch_at({1000}), 0U);
  EXPECT_EQ(quarters.epoch_at({quarters.ends(0).ms - 1}), 0U);
  EXPECT_EQ(quarters.epoch_at(quarters.ends(0)), 1U);
  EXPECT_EQ(quarters.ends(5), Instant{1000} + Duration::days(42));
  EXPECT_EQ(quarters.collected(5), Instant{1000} + Duration::days(44));
}

}  // namespace
}  // namespace carrel
