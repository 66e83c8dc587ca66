#include <gtest/gtest.h>

#include "carrel/sync/outbox.hpp"

namespace carrel {
namespace {

RawRecord record(std::uint64_t id, std::uint64_t stamp, const char* entity = "video") {
  return {{1},
          {stamp},
          {stamp, 0, {1}},
          {id == 0 ? 0U : 1U, id},
          {"p.l", entity, PositionValue{static_cast<std::int64_t>(stamp), 100}}};
}

// The statements in the queue, by the order of their identifiers.
std::vector<std::uint64_t> queued(const Outbox& outbox) {
  std::vector<std::uint64_t> out;
  for (const auto& [id, held] : outbox.queue())
    out.push_back(id.low);
  return out;
}

using Ids = std::vector<std::uint64_t>;

TEST(Outbox, KeepsEachValueOfRuleEach) {
  Outbox outbox;
  for (const std::uint64_t id : {3U, 1U, 2U})
    outbox.add(record(id, id), id, SyncRule::each);
  EXPECT_EQ(queued(outbox), (Ids{1, 2, 3}));
  EXPECT_EQ(outbox.size(), 3U);
}

TEST(Outbox, KeepsTheNewestOfASlotOfRuleLatest) {
  Outbox outbox;
  outbox.add(record(1, 10), 1, SyncRule::latest);
  outbox.add(record(2, 20), 2, SyncRule::latest);
  EXPECT_EQ(queued(outbox), Ids{2});
  outbox.add(record(3, 15), 3, SyncRule::latest);  // of another tab, read later
  EXPECT_EQ(queued(outbox), Ids{2});
  outbox.add(record(4, 1, "reading"), 4, SyncRule::latest);
  EXPECT_EQ(queued(outbox), (Ids{2, 4}));
}

TEST(Outbox, SendsNoOlderValueOfASlotAfterANewerOne) {
  Outbox outbox;
  outbox.add(record(2, 20), 2, SyncRule::latest);
  outbox.transferred(record(2, 20).statement);
  outbox.add(record(1, 10), 1, SyncRule::latest);
  EXPECT_EQ(outbox.size(), 0U);
  outbox.add(record(3, 30), 3, SyncRule::latest);
  EXPECT_EQ(queued(outbox), Ids{3});
}

TEST(Outbox, LeavesOutWhatNeverLeaves) {
  Outbox outbox;
  outbox.add(record(1, 1), 1, SyncRule::never);
  outbox.add(record(0, 1), 1, SyncRule::each);
  outbox.add(record(0, 1), 1, SyncRule::latest);
  EXPECT_EQ(outbox.size(), 0U);
}

TEST(Outbox, LeavesOutWhatHasLeft) {
  for (const SyncRule rule : {SyncRule::each, SyncRule::latest}) {
    Outbox outbox;
    outbox.add(record(1, 1), 1, rule);
    outbox.transferred(record(1, 1).statement);
    EXPECT_EQ(outbox.size(), 0U);
    EXPECT_TRUE(outbox.has_left(record(1, 1).statement));
    outbox.add(record(1, 1), 1, rule);
    EXPECT_EQ(outbox.size(), 0U);
    EXPECT_FALSE(outbox.has_left(record(2, 1).statement));
  }
}

TEST(Outbox, TakesBackWhatWasErasedButNotSent) {
  for (const SyncRule rule : {SyncRule::each, SyncRule::latest}) {
    Outbox outbox;
    outbox.add(record(1, 1), 1, rule);
    outbox.erase_if([](const HeldRecord& queued) { return queued.key() == 2; });
    EXPECT_EQ(outbox.size(), 1U);
    outbox.erase_if([](const HeldRecord& queued) { return queued.key() == 1; });
    EXPECT_EQ(outbox.size(), 0U);
    outbox.add(record(1, 1), 1, rule);
    EXPECT_EQ(outbox.size(), 1U);
  }
}

TEST(Outbox, KnowsEveryKeyOfARecord) {
  Outbox outbox;
  for (const std::uint64_t key : {0U, 7U, 3U, 7U})
    outbox.add(record(1, 1), key, SyncRule::latest);
  ASSERT_EQ(outbox.size(), 1U);
  EXPECT_EQ(outbox.queue().begin()->second, (HeldRecord{record(1, 1), {3, 7}}));
}

}  // namespace
}  // namespace carrel
