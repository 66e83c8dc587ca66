#include <gtest/gtest.h>

#include "carrel/learning/merge.hpp"
#include "carrel/learning/state.hpp"

namespace carrel {
namespace {

using Spans = std::vector<Span>;

Spans united_spans(Spans a, Spans b, std::size_t most = 100) {
  return united({std::move(a)}, {std::move(b)}, most).spans;
}

TEST(Intervals, AreUnited) {
  EXPECT_EQ(united_spans({}, {}), Spans{});
  EXPECT_EQ(united_spans({{5, 9}}, {{0, 2}}), (Spans{{0, 2}, {5, 9}}));
  EXPECT_EQ(united_spans({{0, 5}}, {{5, 9}}), (Spans{{0, 9}}));
  EXPECT_EQ(united_spans({{0, 9}}, {{2, 3}}), (Spans{{0, 9}}));
  EXPECT_EQ(united_spans({{0, 2}, {4, 6}, {8, 10}}, {{1, 5}, {9, 12}}), (Spans{{0, 6}, {8, 12}}));
}

TEST(Intervals, BeyondTheirBoundLoseTheShortestAndNeverGain) {
  EXPECT_EQ(united_spans({{0, 10}, {20, 21}}, {{30, 35}}, 2), (Spans{{0, 10}, {30, 35}}));
  EXPECT_EQ(united_spans({{0, 5}, {10, 15}}, {{20, 25}}, 2), (Spans{{10, 15}, {20, 25}}));
  EXPECT_EQ(united_spans({{0, 5}, {10, 15}}, {{4, 11}}, 1), (Spans{{0, 15}}));
}

Hlc at(std::uint64_t ms, std::uint64_t writer) {
  return {ms, 0, {writer}};
}

RawRecord record(Payload payload, const Hlc& stamp, std::vector<Hlc> seen = {}) {
  return {stamp.writer, {1}, stamp, {}, {"a.b", "x", std::move(payload)}, std::move(seen)};
}

Entry entry_of(const std::vector<RawRecord>& records) {
  State state;
  Entry* entry = nullptr;
  std::uint64_t key = 0;
  for (const RawRecord& one : records)
    entry = &state.project(one, ++key, /*saved=*/true, Tier::persistent);
  return *entry;
}

TEST(Merged, IsTheUnionOfWhatWasWatchedInEachTab) {
  const Entry entry = entry_of({record(IntervalsValue{{{0, 5}}}, at(1, 1)),
                                record(IntervalsValue{{{3, 9}}}, at(2, 2)),
                                record(IntervalsValue{{{20, 30}}}, at(3, 3))});
  EXPECT_EQ(entry.beside.size(), 2U);
  EXPECT_TRUE(merged(entry) == Payload(IntervalsValue{{{0, 9}, {20, 30}}}));
}

TEST(Merged, KeepsAMemberThatARemovalDidNotSee) {
  const MembershipValue in{true}, out{false};
  EXPECT_TRUE(merged(entry_of({record(in, at(1, 1)), record(out, at(2, 2))})) == Payload(in));
  EXPECT_TRUE(merged(entry_of({record(in, at(1, 1)), record(out, at(2, 2), {at(1, 1)})})) ==
              Payload(out));
  EXPECT_TRUE(merged(entry_of({record(in, at(1, 1)), record(out, at(2, 2), {at(1, 1)}),
                               record(in, at(3, 3))})) == Payload(in));
}

TEST(Merged, OfADraftIsTheNewestThatHasNotEnded) {
  const DraftValue one{"one", DraftState::open}, ended{"", DraftState::discarded};
  const Entry entry = entry_of({record(one, at(1, 1)), record(ended, at(2, 2))});
  EXPECT_TRUE(merged(entry) == Payload(one));
  EXPECT_EQ(entry.beside.size(), 1U);
}

TEST(Join, TakesAlongWhatTheSlotShows) {
  ShapeSpec spec;
  spec.max_intervals = 2;
  const Entry entry = entry_of(
      {record(IntervalsValue{{{0, 5}}}, at(1, 1)), record(IntervalsValue{{{10, 12}}}, at(2, 2))});
  Payload payload = IntervalsValue{{{20, 23}}};
  join(payload, &entry, spec);
  EXPECT_TRUE(payload == Payload(IntervalsValue{{{0, 5}, {20, 23}}}));
  join(payload, nullptr, spec);
  EXPECT_TRUE(payload == Payload(IntervalsValue{{{0, 5}, {20, 23}}}));
}

TEST(Seen, IsWhatStoodWhereThePersonLooked) {
  const DraftValue draft{"x", DraftState::open};
  State state;
  const Hlc own = at(3, 9);
  const std::uint64_t first =
      state.project(record(draft, at(1, 1), {at(1, 5)}), 1, true, Tier::persistent).version;
  state.project(record(draft, own, {at(1, 6)}), 2, true, Tier::persistent);
  const Entry& entry = state.project(record(draft, at(2, 2)), 3, true, Tier::persistent);
  ASSERT_EQ(entry.beside.size(), 2U);
  using Seen = std::vector<Hlc>;
  EXPECT_EQ(seen_in(&entry, draft, {9}, 0), (Seen{at(1, 1), at(1, 5), at(1, 6), at(2, 2)}));
  EXPECT_EQ(seen_in(&entry, draft, {9}, first), (Seen{at(1, 1), at(1, 5), at(1, 6)}));
  EXPECT_EQ(seen_in(nullptr, draft, {9}, 0), Seen{});
  EXPECT_EQ(seen_in(&entry, FlagValue{}, {9}, 0), std::nullopt);
}

}  // namespace
}  // namespace carrel
