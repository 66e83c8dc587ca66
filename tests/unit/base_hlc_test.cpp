#include <limits>

#include <gtest/gtest.h>

#include "carrel/base/hlc.hpp"

namespace carrel {
namespace {

constexpr WriterId me{1};
constexpr WriterId peer{2};
constexpr Instant noon{1'793'534'400'000};
constexpr std::uint64_t noon_ms = 1'793'534'400'000;
constexpr Duration day = Duration::days(1);

TEST(Hlc, FollowsTheClockWhileItRuns) {
  HlcClock clock;
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms, 0, me}));
  EXPECT_EQ(clock.next({noon.ms + 1}, me), (Hlc{noon_ms + 1, 0, me}));
}

TEST(Hlc, CountsWhileTheClockStandsStill) {
  HlcClock clock;
  clock.next(noon, me);
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms, 1, me}));
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms, 2, me}));
}

TEST(Hlc, StaysAheadOfAClockSetBack) {
  HlcClock clock;
  clock.next(noon, me);
  EXPECT_EQ(clock.next({0}, me), (Hlc{noon_ms, 1, me}));
  EXPECT_EQ(clock.next({std::numeric_limits<std::int64_t>::min()}, me), (Hlc{noon_ms, 2, me}));
}

TEST(Hlc, BorrowsAMillisecondWhenTheCounterIsFull) {
  HlcClock clock;
  for (int i = 0; i <= 65'535; ++i)
    clock.next(noon, me);
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms + 1, 0, me}));
}

TEST(Hlc, HoldsTheLimitsOfItsFormat) {
  HlcClock clock;
  EXPECT_EQ(clock.next({-1}, me), (Hlc{0, 1, me}));
  EXPECT_EQ(clock.next({std::numeric_limits<std::int64_t>::max()}, me), (Hlc{max_hlc_ms, 0, me}));
}

TEST(Hlc, IsLaterThanAPeerThatIsALittleAhead) {
  HlcClock clock;
  clock.next(noon, me);
  clock.observe({noon_ms + 5000, 7, peer}, noon);
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms + 5000, 8, me}));
}

TEST(Hlc, IsLaterThanAPeerInTheSameMillisecond) {
  HlcClock clock;
  clock.next(noon, me);
  clock.observe({noon_ms, 9, peer}, noon);
  clock.observe({noon_ms, 3, peer}, noon);
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms, 10, me}));
}

TEST(Hlc, ForgetsAPeerThatIsBehind) {
  HlcClock clock;
  clock.next(noon, me);
  clock.observe({noon_ms - 1, 500, peer}, noon);
  EXPECT_EQ(clock.next(noon, me), (Hlc{noon_ms, 1, me}));
}

TEST(Hlc, FollowsAPeerADayAheadAndNoneFurther) {
  const auto next_after = [](Duration ahead) {
    HlcClock clock;
    clock.observe({noon_ms + static_cast<std::uint64_t>(ahead.ms), 0, peer}, noon);
    return clock.next(noon, me).ms;
  };
  EXPECT_EQ(next_after(day), noon_ms + static_cast<std::uint64_t>(day.ms));
  EXPECT_EQ(next_after({day.ms + 1}), noon_ms);
}

TEST(Hlc, ObservesAtTheEndOfTime) {
  HlcClock clock;
  const Instant end{std::numeric_limits<std::int64_t>::max()};
  clock.observe({max_hlc_ms, 4, peer}, end);
  EXPECT_EQ(clock.next(end, me), (Hlc{max_hlc_ms, 5, me}));
}

TEST(Hlc, HasASuccessorThatIsTheNextStamp) {
  EXPECT_EQ(successor({7, 3, peer}, me), (Hlc{7, 4, me}));
  EXPECT_EQ(successor({7, 65'535, peer}, me), (Hlc{8, 0, me}));
  EXPECT_EQ(successor({max_hlc_ms, 65'535, peer}, me), (Hlc{max_hlc_ms, 0, me}));
}

TEST(Hlc, OrdersByTimeThenCounterThenWriter) {
  EXPECT_LT((Hlc{1, 9, peer}), (Hlc{2, 0, me}));
  EXPECT_LT((Hlc{1, 8, peer}), (Hlc{1, 9, me}));
  EXPECT_LT((Hlc{1, 9, me}), (Hlc{1, 9, peer}));
  EXPECT_EQ((Hlc{1, 9, me}.instant()), Instant{1});
}

}  // namespace
}  // namespace carrel
