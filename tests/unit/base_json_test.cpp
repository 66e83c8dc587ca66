#include <string>

#include "support/json.hpp"
#include <gtest/gtest.h>

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
  EXPECT_EQ(values_of(*json), expected);
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

TEST(ParseJson, RefusesAnObjectOfTooManyMembers) {
  const std::vector<Fault> many{{"", "has an object of more than 2 members"}};
  EXPECT_TRUE(faults_of(R"([{"a":1,"b":{"c":3}},{"a":1,"b":2}])", {.members = 2}).empty());
  EXPECT_EQ(faults_of(R"({"a":1,"b":2,"c":3})", {.members = 2}), many);
  EXPECT_EQ(faults_of(R"({"o":{"a":1,"b":2,"c":3}})", {.members = 2}), many);
}

TEST(JsonValue, HasItsMembersInTheOrderOfTheText) {
  std::vector<Fault> faults;
  const auto document = parse_json(R"({"b":[{"x":1},2],"a":"t","":{"b":null}})", faults).value();
  const JsonValue root(document);
  ASSERT_EQ(root.children().size(), 3U);
  EXPECT_EQ(root.children()[0].name(), "b");
  EXPECT_EQ(root.children()[1].name(), "a");
  EXPECT_EQ(root.find("a").text(), "t");
  EXPECT_EQ(root.find("").find("b").kind(), JsonKind::null);
  EXPECT_EQ(root.find("x").kind(), JsonKind::missing);
  EXPECT_EQ(root.find("b").find("x").kind(), JsonKind::missing);
  EXPECT_EQ(root.find("b").children()[0].find("x").number(), 1);
  EXPECT_EQ(root.find("b").children()[1].number(), 2);
  EXPECT_TRUE(root.find("a").children().empty());
  EXPECT_TRUE(JsonValue().children().empty());
}

TEST(JsonValue, KnowsThePointerThatLeadsToIt) {
  std::vector<Fault> faults;
  const auto document = parse_json(R"({"a":[0,{"b/c~d":[1,2]}]})", faults).value();
  const JsonValue root(document);
  const JsonValue list = root.find("a");
  const JsonValue deep = list.children()[1].find("b/c~d").children()[1];
  EXPECT_EQ(root.pointer_from(root), "");
  EXPECT_EQ(deep.pointer_from(root), "/a/1/b~1c~0d/1");
  EXPECT_EQ(deep.pointer_from(list), "/1/b~1c~0d/1");
}

}  // namespace
}  // namespace carrel
