#include "site/range.hpp"

#include "site/encoding.hpp"
#include "site/media_type.hpp"
#include <gtest/gtest.h>

namespace carrel::server {
namespace {

using Kind = ByteRange::Kind;

struct RangeCase {
  const char* header;
  Kind kind;
  std::uint64_t offset;
  std::uint64_t length;
};

TEST(Range, OfAHundredBytes) {
  const RangeCase cases[] = {
      {"", Kind::whole, 0, 100},
      {"lines=1-2", Kind::whole, 0, 100},
      {"bytes=0-1,5-6", Kind::whole, 0, 100},
      {"bytes=0-0", Kind::part, 0, 1},
      {"bytes=10-19", Kind::part, 10, 10},
      {"bytes=90-", Kind::part, 90, 10},
      {"bytes=90-1000", Kind::part, 90, 10},
      {"bytes=-10", Kind::part, 90, 10},
      {"bytes=-1000", Kind::part, 0, 100},
      {"bytes=100-", Kind::unsatisfiable, 0, 0},
      {"bytes=20-10", Kind::unsatisfiable, 0, 0},
      {"bytes=-0", Kind::unsatisfiable, 0, 0},
      {"bytes=", Kind::unsatisfiable, 0, 0},
      {"bytes=-", Kind::unsatisfiable, 0, 0},
      {"bytes=a-b", Kind::unsatisfiable, 0, 0},
      {"bytes=1-b", Kind::unsatisfiable, 0, 0},
      {"bytes=99999999999999999999-", Kind::unsatisfiable, 0, 0},
  };
  for (const RangeCase& c : cases) {
    const ByteRange range = requested_range(c.header, 100);
    EXPECT_EQ(range.kind, c.kind) << c.header;
    EXPECT_EQ(range.offset, c.offset) << c.header;
    EXPECT_EQ(range.length, c.length) << c.header;
  }
}

TEST(Range, OfAnEmptyFileIsUnsatisfiable) {
  EXPECT_EQ(requested_range("bytes=0-", 0).kind, Kind::unsatisfiable);
  EXPECT_EQ(requested_range("bytes=-1", 0).kind, Kind::unsatisfiable);
  EXPECT_EQ(requested_range("", 0).kind, Kind::whole);
}

TEST(Encoding, IsAcceptedByNameAndWeight) {
  for (const char* header : {"br", "gzip, deflate, br", "gzip;q=0.5, br;q=0.1", " br ;q=1"})
    EXPECT_TRUE(accepts_encoding(header, "br")) << header;
  for (const char* header : {"", "gzip", "br;q=0", "br; q=0.000", "brotli", "gzip;q=1,br;q=0"})
    EXPECT_FALSE(accepts_encoding(header, "br")) << header;
}

TEST(MediaType, IsToldByTheExtension) {
  EXPECT_EQ(media_type("engine.wasm"), "application/wasm");
  EXPECT_EQ(media_type("engine.mjs"), "text/javascript; charset=utf-8");
  EXPECT_EQ(media_type("lecture.en.vtt"), "text/vtt; charset=utf-8");
  EXPECT_EQ(media_type("README"), "application/octet-stream");
}

}  // namespace
}  // namespace carrel::server
