// "Delete what was collected": beyond what the items' own rules take away, and for good.
#include "desk.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

const std::vector<std::string> functional{"drafts", "figures", "preferences", "resume"};

std::string disk_text(Desk& desk) {
  std::string out;
  for (const auto& [key, bytes] : desk.disk(learner).journal)
    out.append(bytes.begin(), bytes.end());
  for (const auto& [generation, bytes] : desk.disk(learner).snapshots)
    out.append(bytes.begin(), bytes.end());
  for (const auto& [key, text] : desk.local)
    out += key + text;
  return out;
}

Reaction refuse_and_erase(Desk& desk, Tab& tab, std::vector<std::string> purposes) {
  return tab.send(Choose{desk.change(Choice::refused), 0, std::move(purposes)});
}

TEST(EngineErasure, TakesWhatTheWithdrawalRuleWouldKeep) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("secret words"));
  tab.record(place(5));
  tab.record({"pref.theme", "profile", ChoiceValue{"dark"}});
  const Reaction chosen = refuse_and_erase(desk, tab, functional);
  EXPECT_EQ(tab.until_saved(chosen), Tier::persistent);
  desk.settle();
  EXPECT_TRUE(drafts_in(tab).empty());
  EXPECT_FALSE(place_in(tab)) << "not even for the visit";
  EXPECT_TRUE(tab.session.empty());
  for (const char* gone : {"secret", "progress.place", "pref.theme"})
    EXPECT_FALSE(disk_text(desk).contains(gone)) << gone;
}

TEST(EngineErasure, IsOfThePurposesThatWereNamed) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("mine"));
  tab.record(place(5));
  tab.record(done("course/privacy/reading"));
  refuse_and_erase(desk, tab, {"resume"});
  desk.settle();
  EXPECT_EQ(drafts_in(tab).size(), 1U);
  EXPECT_FALSE(place_in(tab));
  EXPECT_EQ(tab.engine().values("progress.completed", "").size(), 1U);
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "consent.choice"), 2) << "proof is not erased";
}

TEST(EngineErasure, ReachesOldFramesVersionsAndSnapshots) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (int i = 1; i <= 300; ++i) {
    desk.now = desk.now + Duration::seconds(90);
    tab.record(draft("secret " + std::to_string(i)));
  }
  desk.settle();
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  ASSERT_TRUE(disk_text(desk).contains("secret"));
  refuse_and_erase(desk, tab, {"drafts"});
  desk.settle();
  EXPECT_FALSE(disk_text(desk).contains("secret"));
  EXPECT_FALSE(desk.disk(learner).snapshots.empty()) << "a new one stands in its place";
}

TEST(EngineErasure, KilledBeforeAnythingWasForgottenItIsForgottenAtTheNextStart) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("secret words"));
  tab.record(done("course/privacy/reading"));
  desk.settle();
  refuse_and_erase(desk, tab, {"drafts"});
  ASSERT_TRUE(tab.step()) << "choice and mark are written together, and nothing else";
  desk.kill();
  ASSERT_TRUE(disk_text(desk).contains("secret"));
  Tab& again = desk.tab();
  EXPECT_EQ(again.engine().decision().choice, Choice::refused);
  EXPECT_TRUE(drafts_in(again).empty());
  EXPECT_FALSE(disk_text(desk).contains("secret"));
  EXPECT_EQ(again.engine().values("progress.completed", "").size(), 1U) << "nothing else is lost";
}

TEST(EngineErasure, KilledBeforeTheChoiceWasWrittenNothingIsLost) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("mine"));
  desk.settle();
  refuse_and_erase(desk, tab, {"drafts"});
  desk.kill();
  Tab& again = desk.tab();
  EXPECT_EQ(again.engine().decision().choice, Choice::granted);
  EXPECT_EQ(drafts_in(again).size(), 1U);
}

TEST(EngineErasure, HoldsInTheOtherTabAndInItsVisit) {
  Desk desk;
  Tab& one = desk.tab("one");
  Tab& two = desk.tab("two");
  desk.grant(one);
  two.record(draft("secret words"));
  desk.settle();
  desk.refuse(one);
  two.record(place(7));
  ASSERT_TRUE(place_in(two)) << "in its visit";
  ASSERT_EQ(drafts_in(two).size(), 1U) << "waits";
  refuse_and_erase(desk, one, functional);
  desk.settle();
  EXPECT_TRUE(drafts_in(two).empty());
  EXPECT_FALSE(place_in(two));
  EXPECT_TRUE(two.session.empty());
  EXPECT_FALSE(disk_text(desk).contains("secret"));
}

TEST(EngineErasure, IsBehindNobodyWhoBeginsAgain) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("before"));
  refuse_and_erase(desk, tab, functional);
  desk.settle();
  desk.grant(tab);
  EXPECT_EQ(tab.record(draft("after")), Tier::persistent);
  desk.kill();
  ASSERT_EQ(drafts_in(desk.tab()).size(), 1U);
  EXPECT_EQ(std::get<DraftValue>(drafts_in(desk.tab())[0].event.payload).text, "after");
}

TEST(EngineErasure, TakesWhatAWrongClockStampedTooLate) {
  Desk desk;
  const Instant right = desk.now;
  desk.now = right + Duration::days(400);
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("secret words"));
  desk.settle();
  desk.kill();
  desk.now = right;
  Tab& again = desk.tab();
  ASSERT_EQ(drafts_in(again).size(), 1U);
  refuse_and_erase(desk, again, {"drafts"});
  desk.settle();
  EXPECT_FALSE(disk_text(desk).contains("secret"));
}

TEST(EngineErasure, LeavesNoWriterOfOneWhoNeverGranted) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.choose(tab, Choice::on_device, {"resume"});
  tab.record(place(5));
  refuse_and_erase(desk, tab, {"resume"});
  desk.settle();
  EXPECT_FALSE(place_in(tab));
  for (const auto& [key, bytes] : desk.disk(learner).journal)
    EXPECT_EQ(decode_frame(bytes)->writer, WriterId{}) << decode_frame(bytes)->event.item;
}

TEST(EngineErasure, LetsNothingLeaveThatWasStillToLeave) {
  Desk desk;
  desk.set_online(false);
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(5));
  ASSERT_GT(tab.engine().status().queued, 0U);
  refuse_and_erase(desk, tab, {"resume"});
  desk.settle();
  desk.sent.clear();
  desk.set_online(true);
  desk.settle();
  for (const Send& send : desk.sent)
    EXPECT_EQ(statements_in(send), 0U) << send.path;
}

TEST(EngineErasure, OfWhatIsRequiredOrUnknownIsNoChoice) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (const char* key : {"accountability", "nothing"}) {
    const Error error = refuse_and_erase(desk, tab, {"drafts", key}).error;
    EXPECT_EQ(error, (Error{Errc::unknown_purpose, "erase"})) << key;
  }
  EXPECT_EQ(tab.engine().decision().choice, Choice::granted);
}

}  // namespace
}  // namespace carrel::test
