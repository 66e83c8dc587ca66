// Writes and removals that failed or were taken back.
#include "desk.hpp"

namespace carrel::test {
namespace {

TEST(EngineRecovery, AClockSetBackDoesNotHoldUpAWrite) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.disk().full = true;
  tab.send(place(1'000));
  desk.settle();
  ASSERT_EQ(tab.engine().status().unsaved, 1U);
  tab.disk().full = false;
  desk.now = desk.now + Duration::seconds(-7'200);
  tab.send(Tick{});
  desk.settle();
  EXPECT_EQ(tab.engine().status().unsaved, 0U);
}

TEST(EngineRecovery, ALocalCopyThatCameBackGoesAgain) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.refuse(tab);
  const std::string stale = "carrel/" + learner + "/pref/pref.theme";
  desk.local[stale] = "dark";
  tab.load();
  desk.settle();
  EXPECT_FALSE(desk.local.contains(stale));
}

TEST(EngineRecovery, ALocalCopyThatWasLostIsMadeAgain) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record({"pref.theme", "profile", ChoiceValue{"dark"}});
  desk.settle();
  desk.kill();
  ASSERT_FALSE(desk.local.contains("carrel/ada0/pref/pref.theme"));
  desk.tab();
  EXPECT_EQ(desk.local["carrel/ada0/pref/pref.theme"], "dark");
}

}  // namespace
}  // namespace carrel::test
