#include <limits>

#include <gtest/gtest.h>

#include "carrel/base/time.hpp"

namespace carrel {
namespace {

constexpr std::int64_t last_ms = 253'402'300'799'999;

struct Written {
  std::int64_t ms;
  const char* text;
};

constexpr Written written[] = {
    {0, "1970-01-01T00:00:00.000Z"},
    {946'684'799'999, "1999-12-31T23:59:59.999Z"},
    {951'827'696'789, "2000-02-29T12:34:56.789Z"},
    {1'709'164'800'000, "2024-02-29T00:00:00.000Z"},
    {1'793'525'400'000, "2026-11-01T09:30:00.000Z"},
    {4'107'542'399'999, "2100-02-28T23:59:59.999Z"},
    {4'107'542'400'000, "2100-03-01T00:00:00.000Z"},
    {13'574'563'200'000, "2400-02-29T00:00:00.000Z"},
    {last_ms, "9999-12-31T23:59:59.999Z"},
};

TEST(Rfc3339, WritesMillisecondsInUtc) {
  for (const auto& [ms, text] : written)
    EXPECT_EQ(to_rfc3339({ms}), text);
}

TEST(Rfc3339, ReadsWhatItWrites) {
  for (const auto& [ms, text] : written)
    EXPECT_EQ(from_rfc3339(text), Instant{ms}) << text;
}

TEST(Rfc3339, ClampsWhatHasNoFourDigitYearSince1970) {
  for (const std::int64_t ms : {std::int64_t{-1}, std::numeric_limits<std::int64_t>::min()})
    EXPECT_EQ(to_rfc3339({ms}), "1970-01-01T00:00:00.000Z");
  for (const std::int64_t ms : {last_ms + 1, std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(to_rfc3339({ms}), "9999-12-31T23:59:59.999Z");
}

TEST(Rfc3339, ReadsOffsetsAndDecimals) {
  constexpr Written other[] = {
      {1'793'525'400'000, "2026-11-01T09:30:00Z"},
      {1'793'525'400'500, "2026-11-01T09:30:00.5Z"},
      {1'793'525'400'123, "2026-11-01T09:30:00.123999999999Z"},
      {1'793'525'400'000, "2026-11-01T10:30:00+01:00"},
      {1'793'525'400'000, "2026-11-01T04:00:00.000-05:30"},
      {1'793'525'400'000, "2026-11-02T09:29:00+23:59"},
      {1'793'525'400'000, "2026-11-01T09:30:00-00:00"},
      {0, "1969-12-31T23:30:00-00:30"},
      {last_ms, "9999-12-31T23:59:59.999+00:00"},
  };
  for (const auto& [ms, text] : other)
    EXPECT_EQ(from_rfc3339(text), Instant{ms}) << text;
}

TEST(Rfc3339, RefusesEverythingElse) {
  for (const char* text : {
           "",
           "2026",
           "2026-11-01",
           "2026-11-01T09:30Z",
           "2026-11-01T09:30:00",
           "2026-11-01 09:30:00Z",
           "2026-11-01t09:30:00Z",
           "2026-11-01T09:30:00z",
           "2026-11-01T09:30:00.Z",
           "2026-11-01T09:30:00,5Z",
           "2026-11-01T09:30:00+01",
           "2026-11-01T09:30:00+0100",
           "2026-11-01T09:30:00+24:00",
           "2026-11-01T09:30:00+00:60",
           "2026-11-01T09:30:00-99:99",
           "2026-11-01T09:30:00 Z",
           "2026-11-01T09:30:00ZZ",
           " 2026-11-01T09:30:00Z",
           "+2026-11-01T09:30:00Z",
           "02026-11-01T09:30:00Z",
           "2026-1-01T09:30:00Z",
           "2026-11-01T9:30:00Z",
           "2026-00-01T00:00:00Z",
           "2026-13-01T00:00:00Z",
           "2026-11-00T00:00:00Z",
           "2026-11-31T00:00:00Z",
           "2026-02-29T00:00:00Z",
           "2100-02-29T00:00:00Z",
           "2024-02-30T00:00:00Z",
           "2026-11-01T24:00:00Z",
           "2026-11-01T23:60:00Z",
           "2026-11-01T23:59:60Z",
           "2026-11-01T-1:00:00Z",
           "2026-11-0xT00:00:00Z",
           "1969-12-31T23:59:59.999Z",
           "1970-01-01T00:00:00+00:01",
           "9999-12-31T23:59:59-00:01",
       })
    EXPECT_EQ(from_rfc3339(text), std::nullopt) << text;
}

TEST(Instant, CountsInMilliseconds) {
  EXPECT_EQ(Duration::days(2), Duration{172'800'000});
  EXPECT_EQ(Duration::seconds(3), Duration{3000});
  EXPECT_EQ(Instant{5} + Duration{7}, Instant{12});
  EXPECT_EQ(Instant{5} - Instant{7}, Duration{-2});
  EXPECT_LT(Instant{5}, Instant{6});
}

}  // namespace
}  // namespace carrel
