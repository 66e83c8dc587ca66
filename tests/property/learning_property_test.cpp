// The fold of records into the state, from several writers and in any order.
#include <algorithm>
#include <map>
#include <ranges>

#include "property/arbitrary.hpp"
#include "unit/fixtures.hpp"

#include "carrel/learning/state.hpp"

namespace carrel::test {
namespace {

struct Step {
  RawRecord record;
  std::uint64_t key = 0;
  bool saved = false;
  Tier tier = Tier::none;
};

// Records of three writers that share a few slots. What goes to the journal is folded in when it
// is written, when its key is known and when it is read again; some of that may be missing.
std::vector<Step> arbitrary_steps(Gen& gen) {
  const Policy& policy = every_shape_policy();
  std::vector<Step> out;
  std::uint64_t key = 0;
  for (std::uint64_t writer = 1; writer <= 3; ++writer) {
    std::uint64_t ms = 0;
    const std::uint64_t count = 1 + gen.below(8);
    for (std::uint64_t seq = 1; seq <= count; ++seq) {
      const PolicyItem& item = policy.items[gen.size_below(6)];
      ms += gen.below(4);  // writers meet in one millisecond
      const Event event{item.key, gen.coin() ? "a" : "b", conforming_payload(gen, item.shape)};
      const RawRecord record{
          {writer}, {seq}, {ms, static_cast<std::uint16_t>(seq), {writer}}, {}, event};
      if (gen.one_in(4)) {
        out.push_back({record, 0, /*saved=*/true, Tier::visit});
        continue;
      }
      if (gen.coin()) out.push_back({record, 0, /*saved=*/false, Tier::persistent});
      if (gen.one_in(5)) continue;
      const Step stored{record, ++key, /*saved=*/true, Tier::persistent};
      out.push_back(stored);
      if (gen.one_in(5)) out.push_back(stored);
    }
  }
  return out;
}

State folded(const std::vector<Step>& steps) {
  State state;
  for (const Step& step : steps)
    state.project(step.record, step.key, step.saved, step.tier);
  return state;
}

bool same_records(const std::vector<Kept>& a, const std::vector<Kept>& b) {
  return std::ranges::equal(
      a, b, [](const Kept& one, const Kept& other) { return one.record == other.record; });
}

bool same(const Entry& a, const Entry& b) {
  return a.record == b.record && same_records(a.beneath, b.beneath) && a.keys == b.keys &&
         a.saved == b.saved && a.tier == b.tier && a.disposition == b.disposition &&
         a.beside.empty() && b.beside.empty();
}

void expect_same(const State& a, const State& b) {
  ASSERT_EQ(a.entries().size(), b.entries().size());
  for (const auto& [one, other] : std::views::zip(a.entries(), b.entries())) {
    EXPECT_TRUE(one.first == other.first);
    EXPECT_TRUE(same(one.second, other.second)) << one.first.item << ' ' << one.first.sub;
  }
}

TEST(StateProperty, IsTheSameInWhicheverOrderTheRecordsCome) {
  for_all([](Gen& gen) {
    std::vector<Step> steps = arbitrary_steps(gen);
    const State state = folded(steps);
    gen.shuffle(steps);
    expect_same(state, folded(steps));
  });
}

TEST(StateProperty, HoldsTheLatestOfEachSlotTheLatestStoredAndTheKeysOfAll) {
  int replaced = 0;
  for_all([&](Gen& gen) {
    std::vector<Step> steps = arbitrary_steps(gen);
    gen.shuffle(steps);
    const State state = folded(steps);
    std::map<Slot, Hlc> held;
    for (const HeldRecord& of_journal : state.held())
      held[slot_of(of_journal.record.event)] = of_journal.record.at;
    for (const auto& [slot, entry] : state.entries()) {
      std::vector<std::uint64_t> keys;
      Hlc latest;
      Hlc latest_stored;
      for (const Step& step : steps) {
        if (slot_of(step.record.event) != slot) continue;
        latest = std::max(latest, step.record.at);
        if (step.key == 0) continue;
        keys.push_back(step.key);
        latest_stored = std::max(latest_stored, step.record.at);
      }
      std::ranges::sort(keys);
      keys.erase(std::ranges::unique(keys).begin(), keys.end());
      EXPECT_EQ(entry.keys, keys);
      EXPECT_EQ(entry.record.at, latest);
      EXPECT_EQ(held.contains(slot), !keys.empty());
      EXPECT_EQ(held[slot], latest_stored);
      replaced += keys.size() > 1 ? 1 : 0;
    }
  });
  EXPECT_GT(replaced, 500);
}

TEST(StateProperty, IsTheSameFromASnapshotOfWhatIsSaved) {
  for_all([](Gen& gen) {
    std::vector<Step> steps = arbitrary_steps(gen);
    std::erase_if(steps, [](const Step& step) { return step.key == 0; });
    const State state = folded(steps);
    const auto read = decode_snapshot(encode_snapshot({1, 1, state.held()}));
    ASSERT_TRUE(read.has_value());
    State restored;
    for (const HeldRecord& held : read->records) {
      restored.project(held.record, held.key(), /*saved=*/true, Tier::persistent);
      restored.restore_keys(held.record, held.keys);
    }
    expect_same(state, restored);
  });
}

}  // namespace
}  // namespace carrel::test
