#include <gtest/gtest.h>

#include "carrel/base/bytes.hpp"

namespace carrel {
namespace {

constexpr std::uint64_t max_varint = (std::uint64_t{1} << 63) - 1;

TEST(ByteWriter, WritesLittleEndian) {
  ByteWriter out;
  out.u8(0xab);
  out.fixed(0x0102, 2);
  out.fixed(0x0102030405060708, 6);  // the low six bytes
  EXPECT_EQ(std::move(out).take(), (Bytes{0xab, 0x02, 0x01, 0x08, 0x07, 0x06, 0x05, 0x04, 0x03}));
}

struct Varint {
  std::uint64_t value;
  Bytes bytes;
};

const Varint varints[] = {
    {0, {0x00}},
    {1, {0x01}},
    {127, {0x7f}},
    {128, {0x80, 0x01}},
    {300, {0xac, 0x02}},
    {16'383, {0xff, 0x7f}},
    {16'384, {0x80, 0x80, 0x01}},
    {max_varint, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}},
};

TEST(Varint, IsWrittenInTheFewestBytes) {
  for (const auto& [value, bytes] : varints) {
    ByteWriter out;
    out.varint(value);
    EXPECT_EQ(out.bytes(), bytes) << value;
  }
}

TEST(Varint, IsReadBack) {
  for (const auto& [value, bytes] : varints) {
    ByteReader in(bytes);
    EXPECT_EQ(in.varint(), value);
    EXPECT_TRUE(in.ok());
    EXPECT_EQ(in.left(), 0U);
  }
}

TEST(Varint, IsRefusedWhenLongerThanNeededTooLargeOrCut) {
  const Bytes bad[] = {
      {},
      {0x80},
      {0x80, 0x00},
      {0x81, 0x00},
      {0xff, 0x80, 0x00},
      {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00},
      {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01},
      {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01},
  };
  for (const Bytes& bytes : bad) {
    ByteReader in(bytes);
    EXPECT_EQ(in.varint(), 0U);
    EXPECT_FALSE(in.ok()) << testing::PrintToString(bytes);
  }
}

TEST(ByteReader, ReadsWhatWasWritten) {
  ByteWriter out;
  out.u8(7);
  out.fixed(0xfedcba9876543210, 8);
  out.text("Grüße");
  out.raw(Bytes{1, 2});
  ByteReader in(out.bytes());
  EXPECT_EQ(in.u8(), 7);
  EXPECT_EQ(in.position(), 1U);
  EXPECT_EQ(in.fixed(8), 0xfedcba9876543210U);
  EXPECT_EQ(in.text(7), "Grüße");
  const ByteView raw = in.raw(2);
  EXPECT_EQ(Bytes(raw.begin(), raw.end()), (Bytes{1, 2}));
  EXPECT_TRUE(in.ok());
  EXPECT_EQ(in.left(), 0U);
}

TEST(ByteReader, StaysFailedAfterAReadPastTheEnd) {
  const Bytes bytes{1, 2, 3};
  ByteReader in(bytes);
  EXPECT_EQ(in.fixed(4), 0U);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0);
  EXPECT_EQ(in.varint(), 0U);
  EXPECT_EQ(in.text(3), "");
  EXPECT_TRUE(in.raw(1).empty());
  EXPECT_FALSE(in.ok());
}

TEST(ByteReader, RefusesATextLongerThanAllowedOrThanThereIs) {
  const Bytes four{4, 'a', 'b', 'c', 'd'};
  ByteReader allowed(four);
  EXPECT_EQ(allowed.text(4), "abcd");
  ByteReader bounded(four);
  EXPECT_EQ(bounded.text(3), "");
  EXPECT_FALSE(bounded.ok());
  ByteReader cut(ByteView(four).first(4));
  EXPECT_EQ(cut.text(4), "");
  EXPECT_FALSE(cut.ok());
}

TEST(ByteReader, RefusesATextThatIsNoUtf8) {
  const Bytes surrogate{3, 0xed, 0xa0, 0x80};
  ByteReader in(surrogate);
  EXPECT_EQ(in.text(3), "");
  EXPECT_FALSE(in.ok());
}

TEST(ByteReader, RefusesALengthThatNoMemoryHolds) {
  ByteWriter out;
  out.varint(max_varint);
  ByteReader in(out.bytes());
  EXPECT_EQ(in.text(SIZE_MAX), "");
  EXPECT_FALSE(in.ok());
}

TEST(Hex, HasTheDigitsAskedFor) {
  EXPECT_EQ(to_hex(0, 1), "0");
  EXPECT_EQ(to_hex(0xab, 8), "000000ab");
  EXPECT_EQ(to_hex(0x12345678, 4), "5678");
  EXPECT_EQ(to_hex(UINT64_MAX, 16), "ffffffffffffffff");
}

TEST(Hex, IsLowerCase) {
  EXPECT_TRUE(is_lower_hex("0123456789abcdef"));
  for (const char* other : {"A", "g", " 1", "0x1", "`", "/", ":"})
    EXPECT_FALSE(is_lower_hex(other)) << other;
}

}  // namespace
}  // namespace carrel
