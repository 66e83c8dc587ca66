// Sixty random runs, and planted bugs that must not escape.
#include <string>

#include "run.hpp"
#include <gtest/gtest.h>

namespace carrel::sim {
namespace {

constexpr std::uint64_t runs = 60;

TEST(Simulator, FindsNoViolationAndEveryFaultOccurs) {
  Counts faults{};
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const Outcome outcome = run(seed);
    EXPECT_EQ(outcome.violation, "") << "script/sim --shrink " << seed;
    for (std::size_t i = 0; i < fault_kinds; ++i)
      faults[i] += outcome.faults[i];
  }
  for (std::size_t i = 0; i < fault_kinds; ++i)
    EXPECT_GT(faults[i], 0U) << name(static_cast<Fault>(i));
}

TEST(Simulator, TheSameSeedGivesTheSameRun) {
  const Outcome once = run(7, Bug::forget_too_much);
  const Outcome again = run(7, Bug::forget_too_much);
  EXPECT_EQ(once.violation, again.violation);
  EXPECT_EQ(once.steps, again.steps);
  EXPECT_EQ(once.faults, again.faults);
}

struct Planted {
  const char* name;
  Bug bug;
  std::uint64_t within;  // seeds
};

class PlantedBug : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedBug, IsCaught) {
  for (std::uint64_t seed = 1; seed <= GetParam().within; ++seed)
    if (!run(seed, GetParam().bug).violation.empty()) return;
  FAIL() << "no violation in " << GetParam().within << " runs";
}

INSTANTIATE_TEST_SUITE_P(Simulator, PlantedBug,
                         ::testing::Values(Planted{"DoneBeforeWrite", Bug::done_before_write, 5},
                                           Planted{"WriteLostAtCrash", Bug::write_lost_at_crash, 5},
                                           Planted{"FrameCut", Bug::frame_cut, 5},
                                           Planted{"PutTwice", Bug::put_twice, 5},
                                           Planted{"ForgetSkipped", Bug::forget_skipped, 240},
                                           Planted{"ForgetTooMuch", Bug::forget_too_much, 10},
                                           Planted{"ConsentUnwritten", Bug::consent_unwritten, 5},
                                           Planted{"FramesUnread", Bug::frames_unread, 5},
                                           Planted{"SnapshotAhead", Bug::snapshot_ahead, 10},
                                           Planted{"CompactedTooFar", Bug::compacted_too_far, 20},
                                           Planted{"RivalDropped", Bug::rival_dropped, 60},
                                           Planted{"GapUnseen", Bug::gap_unseen, 300},
                                           Planted{"VisitSurvives", Bug::visit_survives, 10},
                                           Planted{"WrongDisk", Bug::wrong_disk, 10},
                                           Planted{"LocalKept", Bug::local_kept, 20},
                                           Planted{"StandInLeads", Bug::stand_in_leads, 5},
                                           Planted{"ReplyTwice", Bug::reply_twice, 5},
                                           Planted{"ReplyMadeUp", Bug::reply_made_up, 10},
                                           Planted{"ClockStands", Bug::clock_stands, 10},
                                           Planted{"AbsenceUnwritten", Bug::absence_unwritten, 300},
                                           Planted{"ErasureUnwritten", Bug::erasure_unwritten, 60}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace carrel::sim
