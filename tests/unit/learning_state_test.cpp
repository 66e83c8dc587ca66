#include <gtest/gtest.h>

#include "carrel/learning/state.hpp"

namespace carrel {
namespace {

constexpr Tier stored = Tier::persistent;

RawRecord place(std::int64_t at, std::uint64_t stamp, std::uint64_t writer = 1) {
  return {{writer}, {stamp}, {stamp, 0, {writer}}, {}, {"p.l", "video", PositionValue{at, 100}}};
}

const Slot slot{"p.l", "video", ""};

using Keys = std::vector<std::uint64_t>;

TEST(State, HoldsTheLaterRecordOfASlotInWhicheverOrderTheyCome) {
  for (const bool newest_first : {false, true}) {
    State state;
    state.project(place(newest_first ? 20 : 10, newest_first ? 2 : 1), 7, true, stored);
    state.project(place(newest_first ? 10 : 20, newest_first ? 1 : 2), 8, true, stored);
    const Entry* entry = state.find(slot);
    ASSERT_NE(entry, nullptr);
    EXPECT_TRUE(entry->record == place(20, 2));
    EXPECT_EQ(entry->keys, (Keys{7, 8}));
    EXPECT_EQ(state.entries().size(), 1U);
  }
}

TEST(State, ReturnsTheEntryThatStandsInTheSlot) {
  State state;
  state.project(place(20, 2), 0, false, stored);
  const Entry& entry = state.project(place(10, 1), 5, true, stored);
  EXPECT_TRUE(entry.record == place(20, 2));
  EXPECT_FALSE(entry.saved);
}

TEST(State, MarksARecordSavedOnceTheStoreHasIt) {
  State state;
  EXPECT_FALSE(state.project(place(10, 1), 0, false, stored).saved);
  EXPECT_TRUE(state.project(place(10, 1), 4, true, stored).saved);
  EXPECT_EQ(state.find(slot)->keys, Keys{4});
  EXPECT_TRUE(state.project(place(10, 1), 4, false, stored).saved);
  EXPECT_EQ(state.find(slot)->keys, Keys{4});
}

TEST(State, TakesTierAndFreshDispositionFromTheLaterRecord) {
  State state;
  Entry& entry = state.project(place(10, 1), 1, true, stored);
  EXPECT_EQ(entry.disposition, Disposition::keep);
  entry.disposition = Disposition::ask;
  state.project(place(5, 0), 2, true, Tier::visit);
  EXPECT_EQ(entry.tier, stored);
  EXPECT_EQ(entry.disposition, Disposition::ask);
  state.project(place(20, 2), 0, false, Tier::visit);
  EXPECT_EQ(entry.tier, Tier::visit);
  EXPECT_EQ(entry.disposition, Disposition::keep);
  EXPECT_FALSE(entry.saved);
}

TEST(State, HandsOutWhatTheJournalHoldsBeneathWhatItDoesNot) {
  const auto held = [](std::initializer_list<std::pair<RawRecord, std::uint64_t>> steps) {
    State state;
    for (const auto& [record, key] : steps)
      state.project(record, key, key != 0, stored);
    return state.held();
  };
  using Held = std::vector<HeldRecord>;
  EXPECT_TRUE(held({{place(10, 1), 4}, {place(20, 2), 0}}) == (Held{{place(10, 1), {4}}}));
  EXPECT_TRUE(held({{place(20, 2), 0}, {place(10, 1), 4}}) == (Held{{place(10, 1), {4}}}));
  EXPECT_TRUE(held({{place(10, 1), 4}, {place(20, 2), 0}, {place(20, 2), 5}}) ==
              (Held{{place(20, 2), {4, 5}}}));
  EXPECT_TRUE(held({{place(30, 3), 0}, {place(20, 2), 5}, {place(10, 1), 4}}) ==
              (Held{{place(20, 2), {4, 5}}}));
}

TEST(State, TellsARecordsOwnKeyFromThoseItReplaced) {
  State state;
  state.project(place(20, 2), 4, true, stored);
  state.project(place(10, 1), 5, true, stored);
  ASSERT_EQ(state.held().size(), 1U);
  EXPECT_EQ(state.held()[0].keys, (Keys{4, 5}));
  EXPECT_EQ(state.held()[0].key(), 4U);
}

TEST(State, BreaksATieByTheWriter) {
  State state;
  state.project(place(10, 1, /*writer=*/9), 1, true, stored);
  state.project(place(20, 1, /*writer=*/3), 2, true, stored);
  EXPECT_TRUE(state.find(slot)->record == place(10, 1, 9));
}

TEST(State, KeepsTheSlotsOfAnEntityApart) {
  State state;
  for (const std::uint32_t question : {1U, 2U})
    state.project(
        {{1}, {question}, {question, 0, {1}}, {}, {"q.a", "quiz", AnswerValue{1, question, 1}}},
        question, true, stored);
  EXPECT_EQ(state.entries().size(), 2U);
  EXPECT_NE(state.find({"q.a", "quiz", "1/2"}), nullptr);
  EXPECT_EQ(state.find({"q.a", "quiz", "2/1"}), nullptr);
}

TEST(State, RestoresTheKeysOfWhatWasReplaced) {
  State state;
  state.project(place(10, 1), 9, true, stored);
  state.restore_keys(place(10, 1), {3, 9});
  RawRecord elsewhere = place(10, 2);
  elsewhere.event.entity = "elsewhere";
  state.restore_keys(elsewhere, {4});
  EXPECT_EQ(state.find(slot)->keys, (Keys{3, 9}));
  EXPECT_EQ(state.entries().size(), 1U);
}

TEST(State, ForgetsASlot) {
  State state;
  state.project(place(10, 1), 1, true, stored);
  state.erase(slot);
  EXPECT_EQ(state.find(slot), nullptr);
  EXPECT_TRUE(state.held().empty());
}

TEST(State, HandsOutWhatTheJournalHasAcknowledged) {
  State state;
  const auto flag = [](const char* entity, std::uint64_t stamp) {
    return RawRecord{{1}, {stamp}, {stamp, 0, {1}}, {}, {"f.f", entity, FlagValue{true}}};
  };
  state.project(flag("saved", 1), 5, true, stored);
  state.project(flag("saved", 2), 6, true, stored);
  state.project(flag("under-way", 3), 0, false, stored);
  state.project(flag("in-the-visit", 4), 0, true, Tier::visit);
  EXPECT_TRUE(state.held() == (std::vector<HeldRecord>{{flag("saved", 2), {5, 6}}}));
}

}  // namespace
}  // namespace carrel
