#include <string>

#include <gtest/gtest.h>

#include "carrel/base/json.hpp"

namespace carrel {
namespace {

using namespace std::string_literals;

std::vector<Fault> faults_of(std::string_view text, JsonLimits limits = {}) {
  std::vector<Fault> faults;
  const auto parsed = parse_json(text, faults, limits);
  EXPECT_EQ(parsed.has_value(), faults.empty()) << text;
  return faults;
}

TEST(ParseJson, ReadsEveryKindOfValue) {
  std::vector<Fault> faults;
  const auto json =
      parse_json(R"( {"a":[1,-2,18446744073709551615,0.5,true,false,null,"ü\n"],"":{}} )", faults);
  ASSERT_TRUE(json.has_value());
  EXPECT_TRUE(faults.empty());
  const Json expected = {
      {"a", {1, -2, 18446744073709551615U, 0.5, true, false, nullptr, "ü\n"}},
      {"", Json::object()},
  };
  EXPECT_EQ(*json, expected);
}

TEST(ParseJson, RefusesWhatIsNotJson) {
  for (const std::string& text : {
           ""s,          " "s,         "{"s,           "[1,]"s,     "{\"a\":1,}"s, "{a:1}"s,
           "'a'"s,       "[1] 2"s,     "01"s,          "+1"s,       ".5"s,         "1."s,
           "NaN"s,       "1e999"s,     "nul"s,         "// c\n1"s,  "/* c */1"s,   "\"\n\""s,
           "\"\\x\""s,   "\"\\u12\""s, "\"\\ud800\""s, "\"\xff\""s, "[1}"s,        "[1\0]"s,
           "{\"a\" 1}"s, "\"a"s,
       })
    EXPECT_EQ(faults_of(text), (std::vector<Fault>{{"", "is not JSON"}})) << text;
}

TEST(ParseJson, RefusesAMemberNamedTwiceInOneObject) {
  const std::vector<Fault> twice{{"", "names a member twice"}};
  EXPECT_EQ(faults_of(R"({"a":1,"a":1})"), twice);
  EXPECT_EQ(faults_of(R"({"a":{"b":1,"c":2,"b":3}})"), twice);
  EXPECT_EQ(faults_of(R"([{"a":1,"\u0061":2}])"), twice);
  EXPECT_EQ(faults_of(R"({"a":{"a":[{"a":1},{"a":1}]},"b":{"a":1}})"), std::vector<Fault>{});
}

TEST(ParseJson, RefusesWhatIsNestedTooDeep) {
  const auto nested = [](int levels) {
    const auto n = static_cast<std::size_t>(levels);
    return std::string(n, '[') + std::string(n, ']');
  };
  EXPECT_TRUE(faults_of(nested(32)).empty());
  EXPECT_EQ(faults_of(nested(33)), (std::vector<Fault>{{"", "is nested deeper than 32 levels"}}));
  EXPECT_EQ(faults_of(nested(100'000)).size(), 1U);
  EXPECT_TRUE(faults_of(R"({"a":[]})", {.depth = 2}).empty());
  EXPECT_EQ(faults_of(R"({"a":[{}]})", {.depth = 2}).size(), 1U);
}

TEST(ParseJson, RefusesWhatIsTooLarge) {
  EXPECT_TRUE(faults_of("[1]", {.bytes = 3}).empty());
  EXPECT_EQ(faults_of("[10]", {.bytes = 3}), (std::vector<Fault>{{"", "is larger than 3 bytes"}}));
  EXPECT_EQ(faults_of(std::string((1 << 20) + 1, ' ')).size(), 1U);
}

TEST(DumpJson, IsCompactWithMembersInByteOrder) {
  const Json value = {{"b", 1}, {"a", {true, nullptr}}, {"ä", "é/\"\n"}, {"B", 2}};
  EXPECT_EQ(dump_json(value), R"({"B":2,"a":[true,null],"b":1,"ä":"é/\"\n"})");
}

TEST(DumpJson, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(dump_json(Json("a\xff")), "\"a\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace carrel
