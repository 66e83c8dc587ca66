#include <gtest/gtest.h>

#include "carrel/base/entropy.hpp"

namespace carrel {
namespace {

TEST(Uuid, IsOfVersion4AndItsVariantWhateverWasDrawn) {
  EXPECT_EQ(Uuid::from({{0, 0, 0, 0}}).text(), "00000000-0000-4000-8000-000000000000");
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(Uuid::from({{ones, ones, ones, ones}}).text(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(Uuid::from({{0x01234567, 0x89abcdef, 0x02468ace, 0x13579bdf}}).text(),
            "01234567-89ab-4def-8246-8ace13579bdf");
}

TEST(Uuid, IsReadInEitherCase) {
  const Uuid id{0x0123456789ab4def, 0x82468ace13579bdf};
  EXPECT_EQ(parse_uuid("01234567-89ab-4def-8246-8ace13579bdf"), id);
  EXPECT_EQ(parse_uuid("01234567-89AB-4DEF-8246-8ACE13579BDF"), id);
}

TEST(Uuid, IsNilForAnythingElse) {
  for (const char* text : {
           "",
           "01234567-89ab-4def-8246-8ace13579bd",
           "01234567-89ab-4def-8246-8ace13579bdf0",
           "0123456789ab4def82468ace13579bdf",
           "0123456789ab4def82468ace13579bdf0000",
           "{1234567-89ab-4def-8246-8ace13579bd}",
           "01234567-89ab-4def-82468-ace13579bdf",
           "01234567_89ab-4def-8246-8ace13579bdf",
           "0123456g-89ab-4def-8246-8ace13579bdf",
           "0123456`-89ab-4def-8246-8ace13579bdf",
           "0123456@-89ab-4def-8246-8ace13579bdf",
           " 1234567-89ab-4def-8246-8ace13579bdf",
           "00000000-0000-0000-0000-000000000000",
       })
    EXPECT_TRUE(parse_uuid(text).is_nil()) << text;
}

TEST(Uuid, IsNilOnlyWhenBothHalvesAre) {
  EXPECT_TRUE(Uuid{}.is_nil());
  EXPECT_FALSE((Uuid{1, 0}.is_nil()));
  EXPECT_FALSE((Uuid{0, 1}.is_nil()));
}

}  // namespace
}  // namespace carrel
