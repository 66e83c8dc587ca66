// Tabs that write to one journal and read it now and then: what they hold converges.
#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "property/arbitrary.hpp"
#include "unit/fixtures.hpp"

#include "carrel/journal/standing.hpp"
#include "carrel/learning/merge.hpp"

namespace carrel::test {
namespace {

constexpr const char* merged_items[] = {"lesson.watched", "course.bookmarked", "lesson.passed",
                                        "essay.draft", "quiz.attempt"};

struct Frame {
  RawRecord record;
  std::uint64_t key = 0;
};

// An engine's part in the fold: it stamps, says what was seen, writes, and reads on.
struct Tab {
  WriterId writer;
  std::int64_t skew = 0;
  State state{every_shape_policy()};
  HlcClock clock;
  std::uint64_t seq = 0;
  std::size_t read = 0;  // frames of the journal

  RawRecord record(Gen& gen, const PolicyItem& item, Instant now, bool ends) {
    Event event{item.key, gen.coin() ? "a" : "b", conforming_payload(gen, item.shape)};
    auto* draft = std::get_if<DraftValue>(&event.payload);
    if (draft != nullptr && !ends) draft->state = DraftState::open;
    if (auto* attempt = std::get_if<AttemptValue>(&event.payload)) attempt->attempt = 1;
    const Entry* before = state.find(slot_of(event));
    join(event.payload, before, item.shape);
    const std::uint64_t version =
        before == nullptr || gen.coin() ? 0 : 1 + gen.below(before->newest_version());
    auto seen = seen_in(before, event.payload, writer, version);
    RawRecord out{writer, {++seq}, clock.next({now.ms + skew}, writer), {}, std::move(event)};
    out.seen = std::move(seen);
    if (before != nullptr && before->newest_stamp() >= out.at)
      out.at = successor(before->newest_stamp(), writer);
    state.project(out, 0, /*saved=*/false, Tier::persistent);
    return out;
  }
  void read_on(const std::vector<Frame>& journal, Instant now) {
    for (; read < journal.size(); ++read) {
      clock.observe(journal[read].record.at, now);
      state.project(journal[read].record, journal[read].key, /*saved=*/true, Tier::persistent);
    }
  }
};

struct Work {
  std::vector<Tab> tabs;
  std::vector<Frame> journal;
};

Work arbitrary_work(Gen& gen, bool drafts_end = true) {
  Work out;
  for (std::uint64_t writer = 1; writer <= 3; ++writer)
    out.tabs.push_back({.writer = {writer}, .skew = gen.between(-200'000, 200'000)});
  Instant now = noon;
  for (std::uint64_t left = 5 + gen.below(40); left > 0; --left) {
    now = now + Duration{gen.between(0, 90'000)};
    Tab& tab = out.tabs[gen.size_below(3)];
    if (gen.one_in(3)) {
      tab.read_on(out.journal, now);
      continue;
    }
    const PolicyItem& item = *every_shape_policy().find_item(merged_items[gen.size_below(5)]);
    RawRecord record = tab.record(gen, item, now, drafts_end);
    out.journal.push_back({std::move(record), 2 * (out.journal.size() + 1)});
  }
  for (Tab& tab : out.tabs)
    tab.read_on(out.journal, now);
  return out;
}

State folded(const std::vector<Frame>& journal) {
  State out(every_shape_policy());
  for (const Frame& frame : journal)
    out.project(frame.record, frame.key, /*saved=*/true, Tier::persistent);
  return out;
}

bool same(const std::vector<Kept>& a, const std::vector<Kept>& b) {
  return std::ranges::equal(a, b, [](const Kept& one, const Kept& other) {
    return one.record == other.record && one.key == other.key;
  });
}

enum class Versions : std::uint8_t { compared, left_out };

void expect_same(const State& a, const State& b, Versions versions = Versions::compared) {
  ASSERT_EQ(a.entries().size(), b.entries().size());
  for (const auto& [one, other] : std::views::zip(a.entries(), b.entries())) {
    const auto& [slot, entry] = one;
    EXPECT_TRUE(entry.record == other.second.record) << slot.item;
    EXPECT_TRUE(same(entry.beside, other.second.beside)) << slot.item;
    EXPECT_TRUE(same(entry.beneath, other.second.beneath)) << slot.item;
    if (versions == Versions::compared)
      EXPECT_TRUE(same(entry.earlier, other.second.earlier)) << slot.item;
    EXPECT_EQ(entry.keys, other.second.keys) << slot.item;
    EXPECT_TRUE(merged(entry) == merged(other.second)) << slot.item;
  }
}

TEST(MergeProperty, EveryTabComesToWhatTheJournalSays) {
  int beside = 0, earlier = 0;
  for_all([&](Gen& gen) {
    const Work work = arbitrary_work(gen, /*drafts_end=*/false);
    const State state = folded(work.journal);
    for (const Tab& tab : work.tabs)
      expect_same(tab.state, state);
    for (const auto& [slot, entry] : state.entries()) {
      beside += entry.beside.empty() ? 0 : 1;
      earlier += entry.earlier.empty() ? 0 : 1;
    }
  });
  EXPECT_GT(beside, 1000);
  EXPECT_GT(earlier, 1000);
}

TEST(MergeProperty, WhatStandsDependsOnNoOrder) {
  for_all([](Gen& gen) {
    Work work = arbitrary_work(gen);
    const State state = folded(work.journal);
    gen.shuffle(work.journal);
    expect_same(state, folded(work.journal), Versions::left_out);
  });
}

TEST(MergeProperty, ASnapshotStandsForThePartOfTheJournalThatItHolds) {
  for_all([](Gen& gen) {
    const Work work = arbitrary_work(gen);
    const auto at = [&](std::size_t count) {
      return std::vector(work.journal.begin(),
                         work.journal.begin() + static_cast<std::ptrdiff_t>(count));
    };
    const std::size_t watermark = gen.size_below(work.journal.size() + 1);
    const auto read = decode_snapshot(encode_snapshot({1, 1, folded(at(watermark)).held()}));
    ASSERT_TRUE(read.has_value());
    // Into nothing, or over what a tab had read before the snapshot was made.
    State state = folded(at(gen.coin() ? 0 : gen.size_below(watermark + 1)));
    for (const HeldRecord& held : read->records) {
      state.project(held.record, held.key(), /*saved=*/true, Tier::persistent);
      state.restore_keys(held.record, held.keys);
    }
    expect_same(state, folded(at(watermark)), Versions::left_out);
    for (const Frame& frame : work.journal | std::views::drop(watermark))
      state.project(frame.record, frame.key, /*saved=*/true, Tier::persistent);
    expect_same(state, folded(work.journal), Versions::left_out);
  });
}

TEST(MergeProperty, ASnapshotHoldsTheVersions) {
  for_all([](Gen& gen) {
    const Work work = arbitrary_work(gen);
    const State state = folded(work.journal);
    State again(every_shape_policy());
    for (const HeldRecord& held : state.held()) {
      again.project(held.record, held.key(), /*saved=*/true, Tier::persistent);
      again.restore_keys(held.record, held.keys);
    }
    expect_same(state, again);
    EXPECT_TRUE(state.held() == again.held());
  });
}

TEST(MergeProperty, ReadingAFrameAgainChangesNothing) {
  for_all([](Gen& gen) {
    const Work work = arbitrary_work(gen, /*drafts_end=*/false);
    State state = folded(work.journal);
    for (std::uint64_t left = gen.below(20); left > 0; --left) {
      const Frame& frame = gen.one_of(work.journal);
      state.project(frame.record, frame.key, /*saved=*/true, Tier::persistent);
    }
    expect_same(state, folded(work.journal));
  });
}

// The meaning, against the records themselves: nothing watched is lost, completion and attempts
// never go back, a member stays while an addition stands that no removal saw.
TEST(MergeProperty, ShowsWhatTheRecordsSay) {
  for_all([](Gen& gen) {
    const Work work = arbitrary_work(gen);
    const State state = folded(work.journal);
    for (const auto& [slot, entry] : state.entries()) {
      const Payload shown = merged(entry);
      for (const Frame& frame : work.journal) {
        if (slot_of(frame.record.event) != slot) continue;
        const Payload& payload = frame.record.event.payload;
        if (slot.item == "lesson.passed" && std::get<FlagValue>(payload).value)
          EXPECT_TRUE(std::get<FlagValue>(shown).value);
        if (slot.item == "quiz.attempt")
          EXPECT_GE(std::get<AttemptValue>(shown).state, std::get<AttemptValue>(payload).state);
        if (slot.item == "course.bookmarked" && std::get<MembershipValue>(payload).present) {
          const Standing added = standing_of(frame.record, nullptr);
          const bool undone = std::ranges::any_of(work.journal, [&](const Frame& other) {
            return slot_of(other.record.event) == slot &&
                   replaces(standing_of(other.record, nullptr), added);
          });
          if (!undone) EXPECT_TRUE(std::get<MembershipValue>(shown).present);
        }
      }
    }
  });
}

TEST(MergeProperty, WhatIsReplacedIsReplacedByOneThatStands) {
  for_all([](Gen& gen) {
    const Work work = arbitrary_work(gen);
    std::map<Slot, std::vector<Standing>> slots;
    for (const Frame& frame : work.journal) {
      const PolicyItem* item = every_shape_policy().find_item(frame.record.event.item);
      slots[slot_of(frame.record.event)].push_back(standing_of(frame.record, &item->shape));
    }
    for (const auto& [slot, all] : slots)
      for (const Standing& one : all) {
        EXPECT_FALSE(replaces(one, one));
        const auto by = [&](const Standing& other) {
          EXPECT_FALSE(replaces(other, one) && replaces(one, other));
          return replaces(other, one);
        };
        const auto by_one_that_stands = [&](const Standing& other) {
          return by(other) && std::ranges::none_of(all, [&](const Standing& third) {
                   return replaces(third, other);
                 });
        };
        EXPECT_EQ(std::ranges::any_of(all, by), std::ranges::any_of(all, by_one_that_stands));
      }
  });
}

}  // namespace
}  // namespace carrel::test
