#include <algorithm>

#include "property/arbitrary.hpp"
#include "unit/damage.hpp"

#include "carrel/journal/frame.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::test {
namespace {

TEST(FrameProperty, EveryRecordIsReadBack) {
  std::size_t shapes = 0;
  for_all([&](Gen& gen) {
    const RawRecord record = arbitrary_record(gen);
    shapes |= std::size_t{1} << record.event.payload.index();
    const auto again = decode_frame(encode_frame(record));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(*again == record) << name(shape_of(record.event.payload));
  });
  EXPECT_EQ(shapes, (std::size_t{1} << std::variant_size_v<Payload>)-1);
}

TEST(FrameProperty, DamageCostsNothingBeforeIt) {
  for_all([](Gen& gen) {
    std::vector<RawRecord> records;
    std::vector<std::size_t> ends;
    Bytes bytes;
    for (std::uint64_t i = 1 + gen.below(5); i > 0; --i) {
      records.push_back(arbitrary_record(gen));
      bytes = joined(std::move(bytes), encode_frame(records.back()));
      ends.push_back(bytes.size());
    }
    const std::size_t at = gen.size_below(bytes.size());
    bytes.resize(at);
    bytes = joined(std::move(bytes), gen.bytes(400));
    const Replay replay = decode_frames(bytes);
    const auto whole = static_cast<std::size_t>(std::ranges::upper_bound(ends, at) - ends.begin());
    ASSERT_GE(replay.records.size(), whole);
    EXPECT_TRUE(std::ranges::equal(std::span(replay.records).first(whole),
                                   std::span(records).first(whole)));
    EXPECT_LE(replay.bytes_read, bytes.size());
    EXPECT_EQ(replay.stopped == Errc::none, replay.bytes_read == bytes.size());
  });
}

TEST(FrameProperty, ADamagedBodyUnderARightSumIsRefusedOrReadAsARecord) {
  int taken = 0;
  int refused = 0;
  for_all([&](Gen& gen) {
    Bytes frame = encode_frame(arbitrary_record(gen));
    for (std::uint64_t i = 1 + gen.below(3); i > 0; --i)
      frame[5 + gen.size_below(frame.size() - 5)] = static_cast<std::uint8_t>(gen.up_to_bits(8));
    const auto record = decode_frame(with_right_sum(std::move(frame)));
    (record ? taken : refused) += 1;
    if (!record) return;
    const auto again = decode_frame(encode_frame(*record));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(*again == *record);
  });
  EXPECT_GT(taken, 100);
  EXPECT_GT(refused, 100);
}

Snapshot arbitrary_snapshot(Gen& gen) {
  Snapshot out{.generation = gen.bits(), .watermark = gen.bits()};
  for (std::uint64_t i = gen.below(6); i > 0; --i) {
    HeldRecord held{arbitrary_record(gen), {}};
    std::uint64_t key = 0;
    for (std::uint64_t k = gen.below(4); k > 0; --k)
      held.keys.push_back(key += 1 + gen.up_to_bits(60));
    held.later = held.keys.empty() ? 0 : gen.size_below(held.keys.size());
    out.records.push_back(std::move(held));
  }
  return out;
}

TEST(SnapshotProperty, EverySnapshotIsReadBack) {
  for_all([](Gen& gen) {
    const Snapshot snapshot = arbitrary_snapshot(gen);
    const auto again = decode_snapshot(encode_snapshot(snapshot));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(*again == snapshot);
  });
}

TEST(SnapshotProperty, ADamagedBodyUnderARightSumIsRefusedOrReadAsRecords) {
  int refused = 0;
  for_all([&](Gen& gen) {
    Bytes bytes = encode_snapshot(arbitrary_snapshot(gen));
    bytes[10 + gen.size_below(bytes.size() - 10)] = static_cast<std::uint8_t>(gen.up_to_bits(8));
    const auto snapshot = decode_snapshot(with_right_sum(std::move(bytes)));
    refused += snapshot ? 0 : 1;
    if (!snapshot) return;
    const auto again = decode_snapshot(encode_snapshot(*snapshot));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(*again == *snapshot);
  });
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace carrel::test
