// The vectors of RFC 3720, appendix B.4.
#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "carrel/base/crc32c.hpp"

namespace carrel {
namespace {

TEST(Crc32c, GivesTheVectorsOfRfc3720) {
  Bytes ascending(32);
  std::iota(ascending.begin(), ascending.end(), std::uint8_t{0});
  Bytes descending = ascending;
  std::ranges::reverse(descending);
  EXPECT_EQ(crc32c(Bytes(32, 0x00)), 0x8a9136aaU);
  EXPECT_EQ(crc32c(Bytes(32, 0xff)), 0x62a8ab43U);
  EXPECT_EQ(crc32c(ascending), 0x46dd794eU);
  EXPECT_EQ(crc32c(descending), 0x113fdb5cU);
}

TEST(Crc32c, GivesTheVectorOfAScsiReadCommand) {
  Bytes command(48, 0);
  command[0] = 0x01;
  command[1] = 0xc0;
  command[16] = 0x14;
  command[22] = 0x04;
  command[27] = 0x14;
  command[31] = 0x18;
  command[32] = 0x28;
  command[40] = 0x02;
  EXPECT_EQ(crc32c(command), 0xd9963a56U);
}

TEST(Crc32c, OfNothingIsZero) {
  EXPECT_EQ(crc32c({}), 0U);
  EXPECT_EQ(crc32c(as_bytes("123456789")), 0xe3069283U);
}

}  // namespace
}  // namespace carrel
