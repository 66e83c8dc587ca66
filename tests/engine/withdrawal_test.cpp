// What refusing and withdrawing mean for what is stored, by the item's own rule.
#include "desk.hpp"

namespace carrel::test {
namespace {

TEST(EngineWithdrawal, BeforeAChoiceThingsStayInTheVisit) {
  Desk desk;
  Tab& tab = desk.tab();
  EXPECT_EQ(tab.record(place(4)), Tier::visit);
  EXPECT_TRUE(desk.disk(learner).journal.empty());
  tab.load();
  EXPECT_EQ(place_in(tab)->at, 4) << "a reload is the same visit";
  desk.kill();
  EXPECT_FALSE(place_in(desk.tab())) << "a killed browser ends it";
}

TEST(EngineWithdrawal, AnItemMayAllowMemoryAlone) {
  Desk desk;
  Tab& guest = desk.open("two", "guest");
  const Event session{"account.session", "profile", TextValue{"ada0"}};
  EXPECT_EQ(guest.record(session), Tier::local) << "strictly necessary: needs no choice";
  EXPECT_EQ(desk.local.at("carrel/guest/pref/account.session"), "ada0");
}

TEST(EngineWithdrawal, AGrantTakesTheVisitAlong) {
  Desk desk;
  Tab& tab = desk.tab();
  tab.record(place(4));
  tab.record(draft("in the visit"));
  desk.grant(tab);
  EXPECT_TRUE(tab.session.empty());
  desk.kill();
  EXPECT_EQ(place_in(desk.tab())->at, 4);
  EXPECT_EQ(drafts_in(desk.tab()).size(), 1U);
}

TEST(EngineWithdrawal, DemotesToTheVisitAndForgetsTheJournal) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (int i = 1; i <= 5; ++i)
    tab.record(place(i));
  tab.record({"pref.theme", "profile", ChoiceValue{"dark"}});
  ASSERT_TRUE(desk.local.contains("carrel/ada0/pref/pref.theme"));
  desk.refuse(tab);
  EXPECT_EQ(place_in(tab)->at, 5) << "this visit goes on";
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 0) << "older frames too";
  EXPECT_FALSE(desk.local.contains("carrel/ada0/pref/pref.theme"));
  desk.kill();
  EXPECT_FALSE(place_in(desk.tab()));
}

TEST(EngineWithdrawal, KilledBeforeAnythingWasForgottenItIsForgottenAtTheNextStart) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(5));
  desk.settle();
  const ConsentChange refuse = desk.change(Choice::refused);
  tab.send(Choose{refuse, 0});
  ASSERT_TRUE(tab.step()) << "the record is written, and nothing else";
  desk.kill();
  ASSERT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 1);
  Tab& again = desk.tab();
  EXPECT_FALSE(place_in(again));
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 0);
  EXPECT_TRUE(again.session.empty()) << "the visit it belonged to is over";
}

TEST(EngineWithdrawal, WhatIsNecessaryStays) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(done("course/privacy/reading"));
  desk.refuse(tab);
  desk.kill();
  EXPECT_EQ(desk.tab().engine().values("progress.completed", "").size(), 1U);
}

TEST(EngineWithdrawal, ADraftWaitsForThePersonsAnswer) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("mine"));
  desk.refuse(tab);
  desk.kill();
  Tab& again = desk.tab();
  ASSERT_EQ(drafts_in(again).size(), 1U);
  EXPECT_TRUE(drafts_in(again)[0].pending);

  EXPECT_EQ(again.record(draft("mine", DraftState::kept)), Tier::persistent);
  EXPECT_FALSE(drafts_in(again)[0].pending);
  desk.kill();
  EXPECT_EQ(std::get<DraftValue>(drafts_in(desk.tab())[0].event.payload).text, "mine");
}

TEST(EngineWithdrawal, ThePageIsToldOfADraftThatWaits) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("mine"));
  desk.settle();
  tab.changed.clear();
  desk.refuse(tab);
  ASSERT_TRUE(drafts_in(tab)[0].pending);
  EXPECT_TRUE(tab.changed.contains("draft.text"));
}

TEST(EngineWithdrawal, WritingOnAPendingDraftStaysInTheVisitAndLosesNeither) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("before"));
  desk.refuse(tab);
  EXPECT_EQ(tab.record(draft("before and after")), Tier::visit);
  desk.kill();
  EXPECT_EQ(std::get<DraftValue>(drafts_in(desk.tab())[0].event.payload).text, "before");
}

TEST(EngineWithdrawal, ADiscardedDraftLeavesNoText) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("secret words"));
  EXPECT_EQ(tab.record(draft("secret words", DraftState::discarded)), Tier::persistent);
  desk.settle();
  for (const auto& [key, bytes] : desk.disk(learner).journal)
    EXPECT_FALSE(std::string(bytes.begin(), bytes.end()).contains("secret"));
}

TEST(EngineWithdrawal, ReachesSnapshotsToo) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (int i = 1; i <= 300; ++i)
    tab.record(place(i));
  desk.settle();
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  desk.refuse(tab);
  for (const auto& [generation, bytes] : desk.disk(learner).snapshots)
    EXPECT_FALSE(std::string(bytes.begin(), bytes.end()).contains("progress.place"));
  EXPECT_FALSE(desk.disk(learner).snapshots.empty()) << "a new one stands in its place";
}

TEST(EngineWithdrawal, HoldsInTheOtherTabWithoutAReload) {
  Desk desk;
  Tab& one = desk.tab("one");
  Tab& two = desk.tab("two");
  desk.grant(one);
  EXPECT_EQ(two.engine().decision().choice, Choice::granted);
  two.record(place(9));
  desk.settle();
  EXPECT_EQ(place_in(one)->at, 9);
  desk.refuse(one);
  EXPECT_EQ(two.engine().decision().choice, Choice::refused);
  EXPECT_EQ(two.record(place(10)), Tier::visit);
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 0);
}

}  // namespace
}  // namespace carrel::test
