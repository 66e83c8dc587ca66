#include "golden/records.hpp"
#include "unit/damage.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/journal/frame.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::test {
namespace {

constexpr const char* golden_file = "tests/golden/snapshot-v2-frame-v3.bin";
constexpr std::size_t format_at = 8;
constexpr std::size_t count_at = 26;
constexpr std::size_t length_at = 30;
constexpr std::size_t body_at = 34;

Errc error_of(ByteView bytes) {
  const auto snapshot = decode_snapshot(bytes);
  return snapshot ? Errc::none : snapshot.error().code;
}

TEST(GoldenSnapshot, IsReadAsItsRecords) {
  const std::pair<const char*, Snapshot> files[] = {
      {"tests/golden/snapshot-v1.bin", golden_snapshot_v1()},
      {"tests/golden/snapshot-v2.bin", golden_snapshot_v2()},
      {golden_file, golden_snapshot()},
  };
  for (const auto& [file, held] : files) {
    const auto snapshot = decode_snapshot(read_bytes(file));
    ASSERT_TRUE(snapshot.has_value()) << file;
    EXPECT_TRUE(*snapshot == held) << file;
  }
}

TEST(GoldenSnapshot, IsWrittenFromItsRecords) {
  EXPECT_EQ(encode_snapshot(golden_snapshot()), read_bytes(golden_file));
}

TEST(Snapshot, OfNothingIsReadBack) {
  const Snapshot empty{.generation = 1};
  const auto again = decode_snapshot(encode_snapshot(empty));
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(*again == empty);
}

TEST(Snapshot, SaysWhichKeyIsTheRecordsOwn) {
  const Snapshot snapshot{1, 9, {{golden_records()[0], {2, 5, 9}, 1}, {golden_records()[1], {}}}};
  const auto again = decode_snapshot(encode_snapshot(snapshot));
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(*again == snapshot);
  EXPECT_EQ(again->records[0].key(), 5U);
  EXPECT_EQ(again->records[1].key(), 0U);
}

TEST(Snapshot, HasNoMoreKeysAfterTheRecordsOwnThanThereAre) {
  const Snapshot one{1, 9, {{golden_records()[0], {5}}}};
  EXPECT_EQ(error_of(encode_snapshot(one)), Errc::none);
  EXPECT_EQ(error_of(with_right_sum(with(encode_snapshot(one), body_at + 1, 1))), Errc::corrupt);
}

TEST(Snapshot, KeepsTheLargestNumbers) {
  constexpr std::uint64_t largest_key = (std::uint64_t{1} << 63) - 1;
  const Snapshot large{UINT64_MAX, UINT64_MAX, {{golden_records()[0], {1, largest_key}}}};
  const auto again = decode_snapshot(encode_snapshot(large));
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(*again == large);
}

TEST(Snapshot, CutAtAnyByteIsRefusedWhole) {
  const Bytes bytes = read_bytes(golden_file);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(error_of(ByteView(bytes).first(size)), Errc::corrupt) << size;
}

TEST(Snapshot, WithABitFlippedAnywhereIsRefusedWhole) {
  const Bytes bytes = read_bytes(golden_file);
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (int bit = 0; bit < 8; ++bit)
      EXPECT_EQ(error_of(with_bit_flipped(bytes, at, bit)), Errc::corrupt)
          << "byte " << at << " bit " << bit;
}

TEST(Snapshot, OfANewerFormatIsRefusedAsSuch) {
  const Bytes bytes = read_bytes(golden_file);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, format_at, 3))), Errc::newer_format);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, format_at + 1, 1))), Errc::newer_format);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, format_at, 0))), Errc::corrupt);
}

TEST(Snapshot, OfANewerFormatMayBeLaidOutOtherwise) {
  const Bytes bytes = read_bytes(golden_file);
  const Bytes newer = with_right_sum(with(joined(bytes, bytes), format_at, 3));
  EXPECT_EQ(error_of(newer), Errc::newer_format);
  EXPECT_EQ(error_of(with_bit_flipped(newer, 300, 0)), Errc::corrupt);
}

TEST(Snapshot, EndsWhereTheBytesEnd) {
  EXPECT_EQ(error_of(joined(read_bytes(golden_file), Bytes{0})), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(joined(read_bytes(golden_file), Bytes{0}))), Errc::corrupt);
}

TEST(Snapshot, HasAsManyRecordsAsItSays) {
  const Bytes bytes = read_bytes(golden_file);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, count_at, 2))), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, count_at, 4))), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, count_at + 3, 0xff))), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, length_at, 0))), Errc::corrupt);
}

// A snapshot of one record, whose part of the body is `held`.
Bytes snapshot_of(const ByteWriter& held) {
  Bytes bytes = encode_snapshot({.generation = 1});
  bytes[count_at] = 1;
  bytes.resize(body_at);
  bytes = joined(std::move(bytes), held.bytes());
  for (std::size_t i = 0; i < 4; ++i)
    bytes[length_at + i] = static_cast<std::uint8_t>(held.size() >> (8 * i));
  bytes.resize(bytes.size() + 4);
  return with_right_sum(std::move(bytes));
}

Errc error_of_held(std::vector<std::uint64_t> steps, const Bytes& frame) {
  ByteWriter held;
  held.varint(steps.size());
  held.varint(0);
  for (const std::uint64_t step : steps)
    held.varint(step);
  held.varint(frame.size());
  held.raw(frame);
  return error_of(snapshot_of(held));
}

TEST(SnapshotRecord, HasAscendingKeys) {
  const Bytes frame = encode_frame(golden_records()[0]);
  constexpr std::uint64_t half = (std::uint64_t{1} << 63) - 1;
  EXPECT_EQ(error_of_held({}, frame), Errc::none);
  EXPECT_EQ(error_of_held({1, 1, 300}, frame), Errc::none);
  EXPECT_EQ(error_of_held({0}, frame), Errc::corrupt);
  EXPECT_EQ(error_of_held({5, 0}, frame), Errc::corrupt);
  EXPECT_EQ(error_of_held({half, half, 1}, frame), Errc::none);
  EXPECT_EQ(error_of_held({half, half, 2}, frame), Errc::corrupt);
}

TEST(SnapshotRecord, IsOneWholeFrame) {
  const Bytes frame = encode_frame(golden_records()[0]);
  EXPECT_EQ(error_of_held({1}, {}), Errc::corrupt);
  EXPECT_EQ(error_of_held({1}, joined(frame, Bytes{0})), Errc::corrupt);
  EXPECT_EQ(error_of_held({1}, with_bit_flipped(frame, 20, 3)), Errc::corrupt);
  EXPECT_EQ(error_of_held({1}, with_right_sum(with(frame, 0, frame_format + 1))),
            Errc::newer_format);
}

TEST(SnapshotRecord, LiesWithinTheBody) {
  ByteWriter too_long;
  too_long.varint(0);
  too_long.varint(1000);
  EXPECT_EQ(error_of(snapshot_of(too_long)), Errc::corrupt);
  ByteWriter no_keys;
  no_keys.varint(1000);
  EXPECT_EQ(error_of(snapshot_of(no_keys)), Errc::corrupt);
}

}  // namespace
}  // namespace carrel::test
