#include "golden/records.hpp"
#include "unit/damage.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

constexpr const char* golden_file = "tests/golden/frame-v3.bin";

void expect_golden(const char* file, const std::vector<RawRecord>& records) {
  const Bytes bytes = read_bytes(file);
  const Replay replay = decode_frames(bytes);
  EXPECT_TRUE(replay.records == records);
  EXPECT_EQ(replay.bytes_read, bytes.size());
  EXPECT_EQ(replay.stopped, Errc::none);
}

TEST(GoldenFrames, AreReadAsTheirRecords) {
  expect_golden("tests/golden/frame-v1.bin", golden_records_v1());
  expect_golden("tests/golden/frame-v2.bin", golden_records_v2());
  expect_golden(golden_file, golden_records());
}

TEST(GoldenFrames, AreWrittenFromTheirRecords) {
  Bytes written;
  for (const RawRecord& record : golden_records())
    written = joined(written, encode_frame(record));
  EXPECT_EQ(written, read_bytes(golden_file));
}

TEST(GoldenFrames, HoldEveryShape) {
  std::size_t seen = 0;
  for (const RawRecord& record : golden_records())
    seen |= std::size_t{1} << record.event.payload.index();
  EXPECT_EQ(seen, (std::size_t{1} << std::variant_size_v<Payload>)-1);
}

class RunOfFrames : public testing::Test {
 protected:
  RunOfFrames() {
    for (const RawRecord& record : records) {
      bytes = joined(bytes, encode_frame(record));
      ends.push_back(bytes.size());
    }
  }
  // How many frames end at or before this byte.
  std::size_t whole_before(std::size_t at) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(ends, at) - ends.begin());
  }
  void expect_prefix(const Replay& replay, std::size_t frames) const {
    ASSERT_EQ(replay.records.size(), frames);
    EXPECT_TRUE(std::ranges::equal(replay.records, std::span(records).first(frames)));
    EXPECT_EQ(replay.bytes_read, frames == 0 ? 0 : ends[frames - 1]);
  }

  std::vector<RawRecord> records = golden_records();
  Bytes bytes;
  std::vector<std::size_t> ends;
};

TEST_F(RunOfFrames, CutAtAnyByteYieldsTheWholeFramesBefore) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    SCOPED_TRACE(size);
    const Replay replay = decode_frames(ByteView(bytes).first(size));
    const std::size_t frames = whole_before(size);
    expect_prefix(replay, frames);
    const bool between_frames = size == 0 || (frames > 0 && ends[frames - 1] == size);
    EXPECT_EQ(replay.stopped, between_frames ? Errc::none : Errc::corrupt);
  }
}

TEST_F(RunOfFrames, WithABitFlippedAnywhereYieldsTheFramesBeforeIt) {
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      SCOPED_TRACE(testing::Message() << "byte " << at << " bit " << bit);
      const Replay replay = decode_frames(with_bit_flipped(bytes, at, bit));
      expect_prefix(replay, whole_before(at));
      EXPECT_EQ(replay.stopped, Errc::corrupt);
    }
}

TEST_F(RunOfFrames, StopsAtJunk) {
  const Replay replay = decode_frames(joined(bytes, Bytes{1, 2, 3}));
  expect_prefix(replay, records.size());
  EXPECT_EQ(replay.stopped, Errc::corrupt);
}

TEST_F(RunOfFrames, StopsAtANewerFormatAndSaysSo) {
  Bytes newer = encode_frame(records[0]);
  newer = joined(bytes, with_right_sum(with(newer, 0, frame_format + 1)));
  const Replay replay = decode_frames(joined(newer, encode_frame(records[1])));
  expect_prefix(replay, records.size());
  EXPECT_EQ(replay.stopped, Errc::newer_format);
}

Errc error_of(const Bytes& bytes) {
  const auto record = decode_frame(bytes);
  return record ? Errc::none : record.error().code;
}

TEST(OneFrame, IsReadWhole) {
  for (const RawRecord& record : golden_records()) {
    const auto again = decode_frame(encode_frame(record));
    ASSERT_TRUE(again.has_value()) << record.event.item;
    EXPECT_TRUE(*again == record) << record.event.item;
  }
}

TEST(OneFrame, EndsWhereTheBytesEnd) {
  const Bytes frame = encode_frame(golden_records()[0]);
  EXPECT_EQ(error_of({}), Errc::corrupt);
  EXPECT_EQ(error_of(joined(frame, Bytes{0})), Errc::corrupt);
  EXPECT_EQ(error_of(joined(frame, frame)), Errc::corrupt);
  EXPECT_EQ(error_of(joined(newer_frame(), frame)), Errc::corrupt);
}

TEST(OneFrame, HasAKnownFormat) {
  const Bytes frame = encode_frame(golden_records()[0]);
  EXPECT_EQ(error_of(with_right_sum(with(frame, 0, 0))), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(frame, 0, frame_format + 1))), Errc::newer_format);
  EXPECT_EQ(error_of(with_right_sum(with(frame, 0, 255))), Errc::newer_format);
  EXPECT_EQ(error_of(read_bytes("tests/golden/frame-newer.bin")), Errc::newer_format);
}

TEST(OneFrame, OfANewerFormatIsDamagedWhereItsSumIsWrong) {
  const Bytes newer = read_bytes("tests/golden/frame-newer.bin");
  for (std::size_t at = 0; at < newer.size(); ++at)
    for (int bit = 0; bit < 8; ++bit)
      EXPECT_EQ(error_of(with_bit_flipped(newer, at, bit)), Errc::corrupt)
          << "byte " << at << " bit " << bit;
}

TEST(OneFrame, HasABoundedLength) {
  const auto frame_of = [](std::size_t body_bytes) {
    ByteWriter out;
    out.u8(frame_format);
    out.fixed(body_bytes, 4);
    out.raw(Bytes(body_bytes + 4, 0));
    return with_right_sum(std::move(out).take());
  };
  EXPECT_EQ(error_of(frame_of(max_frame_bytes + 1)), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(frame_of(max_frame_bytes + 1), 0, frame_format + 1))),
            Errc::newer_format);
  EXPECT_EQ(error_of({frame_format, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}), Errc::corrupt);
}

TEST(OneFrame, IsWrittenFromARecordAsFromItsBytes) {
  const Policy& policy = every_shape_policy();
  const RawRecord raw{{7}, {8}, {9, 1, {7}}, {}, {"lesson.done", "a", FlagValue{true}}};
  const auto admitted = Gate(policy).admit({}, raw.event, noon);
  ASSERT_TRUE(admitted.has_value());
  EXPECT_EQ(encode_frame(Record{raw.writer, raw.seq, raw.at, raw.statement, *admitted}),
            encode_frame(raw));
}

}  // namespace
}  // namespace carrel::test
