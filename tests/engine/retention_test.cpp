// What has been kept for its time: gone from every store, and by whose clock.
#include "desk.hpp"

#include "carrel/journal/frame.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::test {
namespace {

constexpr Duration a_year = Duration::days(366);

std::int64_t in_snapshots(Disk& disk, std::string_view item) {
  std::int64_t out = 0;
  for (const auto& [number, bytes] : disk.snapshots)
    if (const auto snapshot = decode_snapshot(bytes))
      out += std::ranges::count_if(snapshot->records, [&](const HeldRecord& held) {
        return held.record.event.item == item;
      });
  return out;
}

struct EngineRetention : ::testing::Test {
  Desk desk;
  Tab* tab = &desk.tab();
  void SetUp() override {
    desk.grant(*tab);
    desk.settle();
  }
  void away(Duration pause) {
    desk.close("one");
    desk.now = desk.now + pause;
    tab = &desk.tab();
    desk.settle();
  }
  void pass(Duration pause) {
    desk.now = desk.now + pause;
    tab->send(Tick{});
    desk.settle();
  }
  void record(Event event) {
    tab->record(std::move(event));
    desk.settle();
  }
  std::int64_t frames(std::string_view item) {
    return std::ranges::count(desk.stored_items(), item);
  }
};

TEST_F(EngineRetention, AYearWithoutUseEndsWhatIsKeptSoLong) {
  for (int i = 1; i <= 600; ++i)
    record(place(i));
  record({"pref.theme", "profile", ChoiceValue{"dark"}});
  record(done("course/privacy/reading"));
  ASSERT_EQ(tab->disk().snapshots.size(), 2U);
  away(a_year);
  EXPECT_FALSE(place_in(*tab));
  EXPECT_EQ(frames("progress.place") + frames("pref.theme"), 0);
  EXPECT_EQ(in_snapshots(tab->disk(), "progress.place"), 0);
  EXPECT_FALSE(desk.local.contains("carrel/ada0/pref/pref.theme"));
  EXPECT_EQ(tab->engine().values("progress.completed", "").size(), 1U) << "three years";
}

TEST_F(EngineRetention, UseWithoutAnythingRecordedIsUse) {
  record(place(3));
  for (int month = 0; month < 24; ++month)
    away(Duration::days(30));
  EXPECT_TRUE(place_in(*tab));
}

TEST_F(EngineRetention, WhatEndedWhileItWasOpenGoesByTick) {
  record(place(3));
  pass(a_year);
  EXPECT_FALSE(place_in(*tab));
  EXPECT_EQ(frames("progress.place"), 0);
}

TEST_F(EngineRetention, WhatATabThatSleptStillHoldsGoesToo) {
  record(place(3));
  desk.close("one");
  Tab& asleep = desk.tab("two");
  Tab& other = desk.tab("three");
  desk.now = desk.now + a_year;
  other.send(Tick{});
  other.settle();
  other.settle();
  desk.grant(other);
  other.record(place(4, "course/privacy/reading"));
  asleep.record(done("course/privacy/reading"));
  desk.settle();
  EXPECT_FALSE(place_in(asleep));
  EXPECT_TRUE(place_in(asleep, "course/privacy/reading"));
}

TEST_F(EngineRetention, ADraftGoesAYearAfterItWasTouched) {
  record(draft("long ago"));
  for (int month = 0; month < 13; ++month) {
    away(Duration::days(30));
    record(place(month));
  }
  EXPECT_TRUE(drafts_in(*tab).empty());
  EXPECT_EQ(frames("draft.text"), 0);
  EXPECT_TRUE(place_in(*tab));
}

TEST_F(EngineRetention, AClockFarBackWhileItWasWrittenEndsNothingEarly) {
  const Instant right = desk.now;
  desk.now = Instant{1'000};
  tab->load();
  record(draft("with an empty battery"));
  EXPECT_EQ(drafts_in(*tab).size(), 1U);
  desk.now = right;
  away(Duration::days(3));
  EXPECT_EQ(drafts_in(*tab).size(), 1U);
}

TEST_F(EngineRetention, TheTransferLogLastsAsLongAsWhatItTellsOf) {
  record(done("course/privacy/reading"));
  ASSERT_EQ(tab->engine().left().size(), 2U);
  desk.sent.clear();
  for (int month = 0; month < 26; ++month)
    away(Duration::days(30));
  EXPECT_EQ(tab->engine().left().size(), 2U);
  EXPECT_TRUE(desk.sent.empty()) << "nothing is sent a second time";
}

TEST_F(EngineRetention, ATransferOfNothingThatIsHereGoesAfterTwoYears) {
  record(place(3));
  record(done("course/privacy/video"));
  ASSERT_EQ(tab->engine().left().size(), 3U);
  away(a_year);
  EXPECT_FALSE(place_in(*tab));
  for (int month = 0; month < 14; ++month)
    away(Duration::days(30));
  EXPECT_EQ(tab->engine().left().size(), 2U) << "of the lesson and of the choice";
}

TEST_F(EngineRetention, AChoiceLastsThreeYearsLongerThanItIsReliedOn) {
  desk.refuse(*tab);
  const auto choices = [&] { return frames("consent.choice"); };
  ASSERT_EQ(choices(), 2);
  away(Duration::days(1'095));
  EXPECT_EQ(choices(), 2);
  away(Duration::days(2));
  EXPECT_EQ(choices(), 1) << "the grant that was taken back";
  away(Duration::days(400));
  EXPECT_EQ(choices(), 1) << "what was refused last";
}

TEST_F(EngineRetention, ARefusalThatLapsesBeforeItIsWrittenStillTakesAway) {
  record(place(3));
  tab->disk().full = true;
  desk.choose(*tab, Choice::refused);
  tab->disk().full = false;
  pass(Duration::days(200));
  pass(Duration::seconds(60));
  EXPECT_EQ(frames("consent.choice"), 2);
  EXPECT_EQ(frames("progress.place"), 0);
}

TEST_F(EngineRetention, ADayWithoutUseEndsTheVisit) {
  desk.refuse(*tab);
  record(place(3));
  ASSERT_FALSE(tab->session.empty());
  pass(Duration::seconds(23 * 3'600));
  EXPECT_TRUE(place_in(*tab));
  pass(Duration::seconds(2 * 3'600));
  EXPECT_FALSE(place_in(*tab));
  EXPECT_TRUE(tab->session.empty());
}

TEST_F(EngineRetention, AVisitThatIsADayOldIsNotTakenUpAgain) {
  desk.refuse(*tab);
  record(place(3));
  desk.now = desk.now + Duration::days(2);
  tab->load();
  desk.settle();
  EXPECT_FALSE(place_in(*tab));
  EXPECT_TRUE(tab->session.empty());
}

// The demo policy, but that one item keeps by another rule.
PolicyText with_rule(std::string_view item, const std::string& keep) {
  std::string policy = read_file(CARREL_SOURCE_DIR "/shared/policies/demo.json");
  const std::string before = R"("keep": )";
  const std::size_t from =
      policy.find(before, policy.find(std::string("\"key\": \"") + std::string(item))) +
      before.size();
  return {policy.replace(from, policy.find('}', from) + 1 - from, keep)};
}

TEST(EngineRetentionAge, GoesSoManyDaysAfterItWasRecordedThoughTheProfileIsInUse) {
  Desk desk(with_rule("progress.viewed", R"({"rule": "age", "days": 90})"));
  desk.grant(desk.tab());
  desk.tab().record({"progress.viewed", "course/privacy/reading", FlagValue{true}});
  desk.settle();
  const auto viewed = [&] { return desk.tab().engine().values("progress.viewed", "").size(); };
  for (int day = 0; day < 89; ++day) {
    desk.now = desk.now + Duration::days(1);
    desk.tab().record(place(day));
    desk.settle();
  }
  EXPECT_EQ(viewed(), 1U);
  desk.now = desk.now + Duration::days(1);
  desk.tab().send(Tick{});
  desk.settle();
  EXPECT_EQ(viewed(), 0U);
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.viewed"), 0);
  EXPECT_TRUE(place_in(desk.tab()));
}

TEST(EngineRetentionUntilSent, GoesOnceItHasLeft) {
  Desk desk(with_rule("essay.submission", R"({"rule": "until_sent", "days": 365})"));
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.set_online(false);
  tab.record(essay("handed in"));
  desk.settle();
  EXPECT_EQ(tab.engine().values("essay.submission", "").size(), 1U);
  desk.set_online(true);
  desk.settle();
  desk.now = desk.now + Duration::seconds(3'600);
  tab.send(Tick{});
  desk.settle();
  EXPECT_TRUE(tab.engine().values("essay.submission", "").empty());
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "essay.submission"), 0);
}

}  // namespace
}  // namespace carrel::test
