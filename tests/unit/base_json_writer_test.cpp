#include <string>

#include <gtest/gtest.h>

#include "carrel/base/json_writer.hpp"

namespace carrel {
namespace {

std::string written(std::string_view text) {
  JsonWriter out;
  out.text(text);
  return std::move(out).take();
}

TEST(JsonWriter, SeparatesMembersAndElements) {
  JsonWriter out;
  out.begin_object();
  out.member("a").begin_list().integer(-1).boolean(true).boolean(false).end_list();
  out.member("b").begin_object().end_object();
  out.member("c").begin_list().begin_list().end_list().begin_object().end_object().end_list();
  out.member("d").text("").end_object();
  EXPECT_EQ(std::move(out).take(), R"({"a":[-1,true,false],"b":{},"c":[[],{}],"d":""})");
}

TEST(JsonWriter, SeparatesAfterTextsThatLookLikeOpenings) {
  JsonWriter out;
  out.begin_list().text("[").text("{").text(":").end_list();
  EXPECT_EQ(std::move(out).take(), R"(["[","{",":"])");
}

TEST(JsonWriter, EscapesWhatJsonMust) {
  EXPECT_EQ(written("\"\\/\b\f\n\r\t"), R"("\"\\/\b\f\n\r\t")");
  EXPECT_EQ(written(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(written("ä€😀"), "\"ä€😀\"");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(written("a\xff"), "\"a\xef\xbf\xbd\"");
  EXPECT_EQ(written("\xc3"), "\"\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace carrel
