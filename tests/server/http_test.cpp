#include "http.hpp"

#include <gtest/gtest.h>

namespace carrel::server {
namespace {

TEST(Http, DecodesPercentEscapes) {
  EXPECT_EQ(percent_decoded("a%20b%2Fc+d"), "a b/c+d");
  EXPECT_EQ(percent_decoded(""), "");
  for (const char* malformed : {"%", "%2", "%zz", "a%4"})
    EXPECT_EQ(percent_decoded(malformed), std::nullopt) << malformed;
}

TEST(Http, ReadsAQuery) {
  const QueryParameters expected{{"since", "2026-11-01T00:00:00+01:00"}, {"flag", ""}};
  EXPECT_EQ(parse_query("since=2026-11-01T00:00:00%2B01:00&&flag"), expected);
  EXPECT_EQ(parse_query(""), QueryParameters{});
  EXPECT_EQ(parse_query("a=%x"), std::nullopt);
}

TEST(Http, FindsACookieAmongOthers) {
  constexpr const char* header = "theme=dark; carrel_session=abc; my_carrel_session=no";
  EXPECT_EQ(find_cookie(header, "carrel_session"), "abc");
  EXPECT_EQ(find_cookie("xcarrel_session=no", "carrel_session"), "");
  EXPECT_EQ(find_cookie("", "carrel_session"), "");
}

TEST(Http, FindsAHeader) {
  const Request request{.method = "GET", .headers = {{"host", "localhost"}}};
  EXPECT_EQ(request.header("host"), "localhost");
  EXPECT_EQ(request.header("origin"), "");
}

}  // namespace
}  // namespace carrel::server
