#include <set>
#include <string>

#include <gtest/gtest.h>

#include "carrel/base/result.hpp"

namespace carrel {
namespace {

TEST(Result, NamesEachErrorDifferently) {
  std::set<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(Errc::bad_statement); ++code) {
    const std::string_view text = name(static_cast<Errc>(code));
    EXPECT_NE(text, "unknown") << code;
    EXPECT_TRUE(names.insert(text).second) << text;
  }
  EXPECT_EQ(name(Errc::none), "");
  EXPECT_EQ(name(static_cast<Errc>(255)), "unknown");
}

TEST(Result, CarriesTheCodeAndThePlace) {
  const Result<int> result = fail(Errc::too_large, "draft.text");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error(), (Error{Errc::too_large, "draft.text"}));
}

}  // namespace
}  // namespace carrel
