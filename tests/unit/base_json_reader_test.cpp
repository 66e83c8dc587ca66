#include <limits>
#include <string>

#include "support/json.hpp"
#include <gtest/gtest.h>

#include "carrel/base/json_reader.hpp"

namespace carrel {
namespace {

class Reader : public testing::Test {
 protected:
  JsonReader read(const Json& value) {
    document_ = document_of(value);
    return {document_, faults_};
  }
  // As the member of that name.
  JsonReader read(const Json& value, const std::string& name) {
    return read(Json{{name, value}}).member(name);
  }
  std::vector<Fault> taken() { return std::exchange(faults_, {}); }

  JsonDocument document_;
  std::vector<Fault> faults_;
};

using Faults = std::vector<Fault>;

TEST_F(Reader, TakesATextWithinItsBounds) {
  EXPECT_EQ(read("ab").text(1, 2), "ab");
  EXPECT_EQ(read("").text(0, 2), "");
  EXPECT_EQ(taken(), Faults{});
  EXPECT_EQ(read("").text(1, 2), "");
  EXPECT_EQ(taken(), (Faults{{"", "has 0 bytes, not 1 to 2"}}));
  EXPECT_EQ(read("aü").text(1, 2), "");
  EXPECT_EQ(taken(), (Faults{{"", "has 3 bytes, not 1 to 2"}}));
}

TEST_F(Reader, TakesAnIntegerWithinItsBounds) {
  EXPECT_EQ(read(-3).integer(-3, 3), -3);
  EXPECT_EQ(read(3U).integer(-3, 3), 3);
  EXPECT_EQ(taken(), Faults{});
  for (const Json& outside : {Json(-4), Json(4), Json(UINT64_MAX)}) {
    EXPECT_EQ(read(outside).integer(-3, 3), 0);
    EXPECT_EQ(taken(), (Faults{{"", "is not between -3 and 3"}})) << dump_json(outside);
  }
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(read(least).integer(least, most), least);
  EXPECT_EQ(read(most).integer(least, most), most);
  EXPECT_EQ(taken(), Faults{});
}

TEST_F(Reader, NamesAValueOfAnotherType) {
  const Json values[] = {nullptr, true, 1, 1.0, "1", Json::array(), Json::object()};
  for (const Json& value : values) {
    SCOPED_TRACE(dump_json(value));
    const auto faults_unless = [&](bool fits, const char* what) {
      EXPECT_EQ(taken(), fits ? Faults{} : (Faults{{"/x", what}}));
    };
    read(value, "x").text(0, 9);
    faults_unless(value.is_string(), "is not a text");
    read(value, "x").integer(0, 9);
    faults_unless(value.is_number_integer(), "is not an integer");
    read(value, "x").boolean();
    faults_unless(value.is_boolean(), "is not true or false");
    read(value, "x").elements(0, 9);
    faults_unless(value.is_array(), "is not a list");
    read(value, "x").keys();
    faults_unless(value.is_object(), "is not an object");
  }
}

TEST_F(Reader, AnswersAFaultWithAZeroValue) {
  EXPECT_FALSE(read("true").boolean());
  EXPECT_EQ(read(1.5).integer(1, 2), 0);
  EXPECT_TRUE(read(Json::object()).elements(0, 1).empty());
  EXPECT_TRUE(read(Json::array()).keys().empty());
  EXPECT_EQ(taken().size(), 4U);
}

TEST_F(Reader, LocatesElements) {
  const auto elements = read({1, "b"}, "list").elements(2, 2);
  ASSERT_EQ(elements.size(), 2U);
  EXPECT_EQ(elements[1].text(1, 1), "b");
  EXPECT_EQ(elements[0].text(1, 1), "");
  EXPECT_EQ(taken(), (Faults{{"/list/0", "is not a text"}}));
}

TEST_F(Reader, TakesAsManyElementsAsAllowed) {
  EXPECT_TRUE(read(Json::array({1})).elements(2, 3).empty());
  EXPECT_EQ(taken(), (Faults{{"", "has 1 elements, not 2 to 3"}}));
  EXPECT_TRUE(read({1, 2, 3, 4}).elements(2, 3).empty());
  EXPECT_EQ(taken(), (Faults{{"", "has 4 elements, not 2 to 3"}}));
}

TEST_F(Reader, NotesAMissingMemberOnceHoweverItIsRead) {
  const JsonReader missing = read({{"a", 1}}, "o").member("b");
  EXPECT_EQ(missing.text(1, 9), "");
  EXPECT_EQ(missing.integer(1, 9), 0);
  EXPECT_FALSE(missing.boolean());
  EXPECT_TRUE(missing.elements(1, 9).empty());
  EXPECT_TRUE(missing.keys().empty());
  EXPECT_EQ(missing.member("c").member("d").text(1, 9), "");
  EXPECT_EQ(taken(), (Faults{{"/o/b", "is missing"}}));
}

TEST_F(Reader, BeginsItsPointersAtTheValueThatItWasGiven) {
  document_ = document_of(Json{{"list", {1, {{"a", 2}}}}});
  const JsonValue element = JsonValue(document_).find("list").children()[1];
  const JsonReader in(element, faults_);
  in.member("a").text(1, 9);
  in.member("b").member("c").text(1, 9);
  in.integer(0, 1);
  EXPECT_EQ(taken(),
            (Faults{{"/a", "is not a text"}, {"/b", "is missing"}, {"", "is not an integer"}}));
}

TEST_F(Reader, NotesOnceThatWhatHasNoMembersIsNoObject) {
  const JsonReader in = read({1, 2}, "o");
  in.only("a");
  EXPECT_EQ(in.member("a").text(1, 9), "");
  EXPECT_EQ(in.member("b").text(1, 9), "");
  EXPECT_EQ(taken(), (Faults{{"/o", "is not an object"}}));
  EXPECT_EQ(read("x").member("a").integer(1, 9), 0);
  EXPECT_EQ(taken(), (Faults{{"", "is not an object"}}));
}

TEST_F(Reader, HasOptionalMembers) {
  const JsonReader in = read({{"a", 1}});
  EXPECT_TRUE(in.has("a"));
  EXPECT_EQ(in.optional("a")->integer(0, 1), 1);
  EXPECT_EQ(in.optional("b"), std::nullopt);
  EXPECT_FALSE(read("a").has("a"));
  EXPECT_EQ(taken(), Faults{});
}

TEST_F(Reader, EscapesPointers) {
  read({{"a/b~c", 1}}).member("a/b~c").boolean();
  read({{"", {{"~1", 1}}}}).member("").only("");
  EXPECT_EQ(taken(),
            (Faults{{"/a~1b~0c", "is not true or false"}, {"//~01", "is not known here"}}));
}

TEST_F(Reader, NamesEachMemberThatIsNotKnown) {
  read({{"a", 1}, {"b", 2}, {"c", 3}}).only("b");
  EXPECT_EQ(taken(), (Faults{{"/a", "is not known here"}, {"/c", "is not known here"}}));
  read(1).only("b");
  EXPECT_EQ(taken(), (Faults{{"", "is not an object"}}));
}

enum class Door : std::uint8_t { shut, ajar, open };

TEST_F(Reader, ReadsAWordAsAnEnumerator) {
  const auto door = [&](const Json& value) {
    return read(value).one_of("ajar open", {Door::ajar, Door::open});
  };
  EXPECT_EQ(door("open"), Door::open);
  EXPECT_EQ(taken(), Faults{});
  EXPECT_EQ(door("shut"), Door::shut);
  EXPECT_EQ(door("Open"), Door::shut);
  EXPECT_EQ(taken(), Faults(2, {"", "is none of the words allowed here"}));
  EXPECT_EQ(door(2), Door::shut);
  EXPECT_EQ(taken(), (Faults{{"", "is not a text"}}));
}

}  // namespace
}  // namespace carrel
