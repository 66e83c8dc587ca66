// Every bit flipped and every cut, as stored records and snapshots meet the engine. It reads each
// by itself, so that all damaged copies of one lie in the store at once.
#include <map>

#include "desk.hpp"
#include "unit/damage.hpp"
#include "unit/fixtures.hpp"

#include "carrel/journal/frame.hpp"
#include "carrel/journal/slot.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::test {
namespace {

constexpr const char* policy_file = "tests/golden/policy/valid/every_shape.json";

std::vector<Bytes> damaged_copies(const Bytes& bytes) {
  std::vector<Bytes> out;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    out.emplace_back(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    for (int bit = 0; bit < 8; ++bit)
      out.push_back(with_bit_flipped(bytes, at, bit));
  }
  return out;
}

// The choice, and what each item that stores something can hold, of two entities.
std::vector<RawRecord> varied_records() {
  constexpr WriterId writer{0x1122334455667788};
  std::vector<RawRecord> out;
  const auto add = [&](const std::string& item, const std::string& entity, Payload payload) {
    const std::uint64_t n = out.size() + 1;
    const Hlc at{static_cast<std::uint64_t>(noon.ms) + n, 0, writer};
    out.push_back({writer, {n}, at, {n, n}, {item, entity, std::move(payload)}});
  };
  const Consent choice = consent(every_shape_policy(), Choice::granted, {"resume", "video"});
  add(std::string(consent_item), "profile", choice.value);
  for (const PolicyItem& item : every_shape_policy().items)
    for (Payload& payload : sample_payloads())
      if (item.key != consent_item && item.key != use_item && shape_of(payload) == item.shape.shape)
        for (const char* entity : {"course/a", "course/b#2"})
          add(item.key, entity, payload);
  return out;
}

using Values = std::map<Slot, Payload>;

Values values_of(const std::vector<RawRecord>& records) {
  Values out;
  for (const RawRecord& record : records)
    if (!is_built_in(*every_shape_policy().find_item(record.event.item)))
      out[slot_of(record.event)] = record.event.payload;
  return out;
}

struct EveryDamage : testing::Test, Desk {
  EveryDamage() : Desk(policy_file) { network.online = false; }

  void store(const Bytes& frame) { disk(learner).journal[disk(learner).next_key++] = frame; }

  // Opens the profile, which leaves the journal as it is.
  void expect(const std::vector<RawRecord>& whole, std::size_t corrupt) {
    const auto before = disk(learner).journal;
    Tab& opened = tab();
    EXPECT_EQ(opened.opened, Error{});
    EXPECT_EQ(opened.engine().status().corrupt, corrupt);
    Values values;
    for (const ValueView& view : opened.engine().values("", ""))
      values[slot_of(view.event)] = view.event.payload;
    EXPECT_TRUE(values == values_of(whole));
    close("one");
    EXPECT_TRUE(disk(learner).journal == before);
  }

  std::vector<RawRecord> records = varied_records();
};

TEST_F(EveryDamage, OfAFrameCostsThatRecordAlone) {
  EXPECT_GE(records.size(), 20U);
  for (const RawRecord& victim : records) {
    SCOPED_TRACE(victim.event.item + ' ' + victim.event.entity);
    disk(learner) = {};
    const std::vector<Bytes> copies = damaged_copies(encode_frame(victim));
    std::vector<RawRecord> others;
    for (const RawRecord& record : records)
      if (record == victim) {
        for (const Bytes& copy : copies)
          store(copy);
      } else {
        others.push_back(record);
        store(encode_frame(record));
      }
    expect(others, copies.size());
  }
}

TEST_F(EveryDamage, OfAVisitsValueCostsThatValueAlone) {
  const RawRecord& value = records.back();
  store(encode_frame(records[0]));
  Tab& one = tab();
  one.session["whole"] = encode_frame(records[1]);
  const std::vector<Bytes> copies = damaged_copies(encode_frame(value));
  for (const Bytes& copy : copies)
    one.session[std::to_string(one.session.size())] = copy;
  const auto before = one.session;
  one.load();
  EXPECT_EQ(one.engine().status().corrupt, copies.size());
  EXPECT_EQ(one.engine().values("", "").size(), 1U);
  EXPECT_TRUE(one.session == before);
}

class EverySnapshotDamage : public EveryDamage {
 protected:
  static constexpr std::size_t old_records = 5;
  static constexpr std::size_t new_records = 9;

  Bytes snapshot_of_first(std::size_t count, std::uint64_t generation) const {
    Snapshot out{generation, count, {}};
    for (std::size_t i = 0; i < count; ++i)
      out.records.push_back({records[i], {i + 1}});
    return encode_snapshot(out);
  }
  // Each as a newer generation than the last.
  std::size_t store_damaged(const Bytes& snapshot) {
    const std::vector<Bytes> copies = damaged_copies(snapshot);
    for (const Bytes& copy : copies)
      disk(learner).snapshots[100 + disk(learner).snapshots.size()] = copy;
    return copies.size();
  }
  void store_journal() {
    for (const RawRecord& record : records)
      store(encode_frame(record));
  }
};

TEST_F(EverySnapshotDamage, FallsBackToTheGenerationBefore) {
  store_journal();
  for (std::uint64_t key = 1; key <= old_records; ++key)
    disk(learner).journal.erase(key);
  disk(learner).snapshots[1] = snapshot_of_first(old_records, 1);
  expect(records, store_damaged(snapshot_of_first(new_records, 2)));
}

TEST_F(EverySnapshotDamage, FallsBackToTheJournal) {
  store_journal();
  std::size_t copies = store_damaged(snapshot_of_first(new_records, 2));
  copies += store_damaged(snapshot_of_first(old_records, 1));
  expect(records, copies);
}

}  // namespace
}  // namespace carrel::test
