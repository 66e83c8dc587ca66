#include <gtest/gtest.h>

#include "carrel/journal/standing.hpp"

namespace carrel {
namespace {

using Seen = std::vector<Hlc>;

Hlc at(std::uint64_t ms, std::uint64_t writer = 1) {
  return {ms, 0, {writer}};
}

RawRecord record(Payload payload, const Hlc& stamp, std::optional<Seen> seen = {}) {
  return {stamp.writer, {1}, stamp, {}, {"a.b", "x", std::move(payload)}, std::move(seen)};
}

bool replaces(const RawRecord& a, const RawRecord& b, const ShapeSpec* spec = nullptr) {
  return carrel::replaces(standing_of(a, spec), standing_of(b, spec));
}

TEST(Standing, IsTheLaterStampWhereNothingElseIsSaid) {
  const RawRecord earlier = record(NumberValue{2}, at(1, 9));
  const RawRecord later = record(NumberValue{1}, at(2, 3));
  EXPECT_TRUE(replaces(later, earlier));
  EXPECT_FALSE(replaces(earlier, later));
  EXPECT_FALSE(replaces(later, later));
}

TEST(Standing, OfAFlagThatGrowsNeverGoesBack) {
  ShapeSpec grows;
  grows.grows = true;
  const RawRecord done = record(FlagValue{true}, at(1));
  const RawRecord undone = record(FlagValue{false}, at(2, 7));
  EXPECT_TRUE(replaces(done, undone, &grows));
  EXPECT_FALSE(replaces(undone, done, &grows));
  EXPECT_TRUE(replaces(undone, done));
  EXPECT_TRUE(replaces(record(FlagValue{true}, at(3)), done, &grows));
}

TEST(Standing, OfAnAttemptNeverGoesBack) {
  const auto attempt = [](AttemptState state, std::uint64_t ms) {
    return record(AttemptValue{.attempt = 1, .state = state}, at(ms));
  };
  const RawRecord submitted = attempt(AttemptState::submitted, 1);
  EXPECT_TRUE(replaces(submitted, attempt(AttemptState::started, 2)));
  EXPECT_FALSE(replaces(attempt(AttemptState::started, 2), submitted));
  EXPECT_TRUE(replaces(attempt(AttemptState::submitted, 2), submitted));
}

TEST(Standing, OfWhatSaysWhatItSawIsDecidedByThatAlone) {
  const DraftValue draft{"x", DraftState::open};
  const RawRecord first = record(draft, at(5, 1), Seen{});
  EXPECT_TRUE(replaces(record(draft, at(3, 2), Seen{at(5, 1)}), first));
  EXPECT_TRUE(replaces(record(draft, at(3, 2), Seen{at(6, 1)}), first));
  EXPECT_FALSE(replaces(record(draft, at(9, 2), Seen{at(4, 1)}), first));
  EXPECT_FALSE(replaces(record(draft, at(9, 2), Seen{at(7, 3)}), first));
  EXPECT_FALSE(replaces(record(draft, at(9, 2), Seen{}), first));
  EXPECT_TRUE(replaces(record(draft, at(6, 1), Seen{}), first));
}

TEST(Standing, BesideARecordOfFormat1IsTheLaterStamp) {
  const DraftValue draft{"x", DraftState::open};
  const RawRecord old = record(draft, at(5, 1));
  EXPECT_TRUE(replaces(record(draft, at(6, 2), Seen{}), old));
  EXPECT_FALSE(replaces(record(draft, at(4, 2), Seen{at(5, 1)}), old));
}

TEST(Standing, SeesTheNewestOfEachWriter) {
  Seen seen;
  for (const Hlc& stamp : {at(5, 1), at(3, 2), at(4, 1), at(9, 2), at(9, 2)})
    add_seen(seen, stamp);
  EXPECT_EQ(seen, (Seen{at(5, 1), at(9, 2)}));
}

TEST(Standing, ForgetsTheOldestThatItSawBeyondItsBound) {
  Seen seen;
  for (std::uint64_t writer = 1; writer <= max_seen + 3; ++writer)
    add_seen(seen, at(100 - writer, writer));
  ASSERT_EQ(seen.size(), max_seen);
  EXPECT_EQ(seen.back(), at(99, 1));
  EXPECT_EQ(seen.front(), at(100 - max_seen, max_seen));
}

}  // namespace
}  // namespace carrel
