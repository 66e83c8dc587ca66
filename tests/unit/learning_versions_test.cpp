#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/learning/versions.hpp"

namespace carrel::test {
namespace {

constexpr WriterId tab{1};

RawRecord draft(std::uint64_t minutes, std::uint64_t ms = 0, DraftState state = DraftState::open) {
  const Hlc at{60'000 * minutes + ms, 0, tab};
  return {tab, {1}, at, {}, {"essay.draft", "x", DraftValue{"text", state}}, std::vector<Hlc>{}};
}

// The minutes of the versions that are kept.
std::vector<std::uint64_t> kept(const Entry& entry) {
  std::vector<std::uint64_t> out;
  for (const Kept& version : entry.earlier)
    out.push_back(version.record.at.ms / 60'000);
  return out;
}

struct Slots {
  State state{every_shape_policy()};
  std::uint64_t key = 0;

  Entry& write(const RawRecord& record) {
    return state.project(record, ++key, /*saved=*/true, Tier::persistent);
  }
};

using Minutes = std::vector<std::uint64_t>;

TEST(Versions, AreTheLastOfTheNewestMinutesAndHours) {
  Slots slots;
  for (std::uint64_t minute = 0; minute <= 600; ++minute)
    for (const std::uint64_t ms : {1U, 2U, 3U})
      slots.write(draft(minute, ms));
  Entry& entry = slots.write(draft(601));
  EXPECT_EQ(kept(entry), (Minutes{600, 599, 598, 597, 596, 539, 479, 419}));
  for (const Kept& version : entry.earlier)
    EXPECT_EQ(version.record.at.ms % 60'000, 3U);
}

TEST(Versions, AreTheLastOfEachWriter) {
  Slots slots;
  for (const std::uint64_t writer : {2U, 3U}) {
    RawRecord rival = draft(1, writer);
    rival.writer = rival.at.writer = {writer};
    slots.write(rival);
  }
  RawRecord chosen = draft(1, 9);
  chosen.seen = {{60'002, 0, {2}}, {60'003, 0, {3}}};
  EXPECT_EQ(kept(slots.write(chosen)), (Minutes{1, 1}));
}

TEST(Versions, OfDaysFarApartAreAllKeptUpToTheBound) {
  Slots slots;
  for (std::uint64_t day = 0; day < 20; ++day)
    slots.write(draft(day * 1440));
  EXPECT_EQ(kept(slots.write(draft(40'000))).size(), 5U);
}

TEST(Versions, AreNoneWhereTheItemWantsNone) {
  Slots slots;
  for (std::uint64_t minute = 0; minute < 9; ++minute) {
    RawRecord record = draft(minute);
    record.event.item = "forum.draft";
    EXPECT_TRUE(slots.write(record).earlier.empty());
  }
}

TEST(Versions, AreOfTheJournalAlone) {
  Slots slots;
  slots.state.project(draft(1), 0, /*saved=*/false, Tier::persistent);
  Entry& entry = slots.write(draft(2));
  EXPECT_TRUE(entry.earlier.empty());
  slots.state.project(draft(1), 9, /*saved=*/true, Tier::persistent);
  EXPECT_EQ(kept(entry), Minutes{1});
}

TEST(Versions, AreForgottenWhenTheDraftEnds) {
  for (const DraftState state : {DraftState::sent, DraftState::discarded}) {
    Slots slots;
    slots.write(draft(1));
    Entry& entry = slots.write(draft(2));
    EXPECT_EQ(kept(entry), Minutes{1});
    slots.write(draft(3, 0, state));
    EXPECT_TRUE(entry.earlier.empty());
    EXPECT_EQ(entry.needless_keys(), (std::vector<std::uint64_t>{1, 2}));
    slots.write(draft(4));
    EXPECT_TRUE(entry.earlier.empty());
  }
}

TEST(Versions, OfARivalStayWhenTheOtherEnds) {
  Slots slots;
  slots.write(draft(1));
  RawRecord rival = draft(2);
  rival.writer = rival.at.writer = {2};
  slots.write(rival);
  rival.at.ms = 180'000;
  slots.write(rival);
  Entry& entry = slots.write(draft(4, 0, DraftState::discarded));
  EXPECT_TRUE(entry.record == rival);
  EXPECT_EQ(kept(entry), Minutes{2});
  EXPECT_EQ(entry.needless_keys(), (std::vector<std::uint64_t>{1}));
}

}  // namespace
}  // namespace carrel::test
