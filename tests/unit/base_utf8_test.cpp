// Unicode 15, table 3-7: each row's bounds and what lies just outside of them.
#include <string>

#include <gtest/gtest.h>

#include "carrel/base/bytes.hpp"

namespace carrel {
namespace {

using namespace std::string_literals;

TEST(Utf8, AcceptsEachRowOfTheTable) {
  for (const std::string& text : {
           ""s,
           "\0"s,
           "\x7f"s,
           "\xc2\x80"s,
           "\xdf\xbf"s,
           "\xe0\xa0\x80"s,
           "\xe0\xbf\xbf"s,
           "\xe1\x80\x80"s,
           "\xec\xbf\xbf"s,
           "\xed\x80\x80"s,
           "\xed\x9f\xbf"s,
           "\xee\x80\x80"s,
           "\xef\xbf\xbf"s,
           "\xf0\x90\x80\x80"s,
           "\xf0\xbf\xbf\xbf"s,
           "\xf1\x80\x80\x80"s,
           "\xf3\xbf\xbf\xbf"s,
           "\xf4\x80\x80\x80"s,
           "\xf4\x8f\xbf\xbf"s,
           "a ü € 😀 z"s,
       })
    EXPECT_TRUE(is_utf8(text)) << testing::PrintToString(text);
}

TEST(Utf8, RefusesWhatTheTableLacks) {
  for (const std::string& text : {
           "\x80"s,              // a continuation alone
           "\xbf"s,              //
           "\xc0\x80"s,          // over-long
           "\xc1\xbf"s,          //
           "\xe0\x9f\xbf"s,      //
           "\xf0\x8f\xbf\xbf"s,  //
           "\xed\xa0\x80"s,      // surrogates
           "\xed\xbf\xbf"s,      //
           "\xf4\x90\x80\x80"s,  // above U+10FFFF
           "\xf5\x80\x80\x80"s,  //
           "\xff"s,              //
           "\xc2"s,              // cut
           "\xe1\x80"s,          //
           "\xf1\x80\x80"s,      //
           "\xc2\x7f"s,          // no continuation
           "\xc2\xc0"s,          //
           "\xe1\x80\x7f"s,      //
           "\xf1\x80\xc0\x80"s,  //
           "a\xe9z"s,            // ISO 8859-1
       })
    EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
}

}  // namespace
}  // namespace carrel
