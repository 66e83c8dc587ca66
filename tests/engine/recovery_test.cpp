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

TEST(EngineRecovery, SnapshotsComeSeldomerTheMoreThereIs) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  const auto records_to_next_snapshot = [&] {
    const std::uint64_t generation = desk.disk(learner).compaction.generation;
    std::size_t records = 0;
    for (; desk.disk(learner).compaction.generation == generation; ++records) {
      tab.record(place(static_cast<std::int64_t>(records)));
      desk.settle();
    }
    return records;
  };
  records_to_next_snapshot();
  EXPECT_LE(records_to_next_snapshot(), 256U);
  for (int page = 0; page < 2600; ++page)
    tab.record(place(1, "course/page-" + std::to_string(page)));
  desk.settle();
  records_to_next_snapshot();
  EXPECT_GE(records_to_next_snapshot(), 320U);
}

}  // namespace
}  // namespace carrel::test
