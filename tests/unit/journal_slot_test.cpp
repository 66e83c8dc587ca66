#include <gtest/gtest.h>

#include "carrel/journal/slot.hpp"

namespace carrel {
namespace {

TEST(Slot, TellsAnEntitysValuesApart) {
  const auto slot = [](Payload payload) { return slot_of({"i.k", "e", std::move(payload)}); };
  EXPECT_EQ(slot(FlagValue{true}), (Slot{"i.k", "e", ""}));
  EXPECT_EQ(slot(AnswerValue{1, 2, 3}), (Slot{"i.k", "e", "1/2"}));
  EXPECT_EQ(slot(AttemptValue{.attempt = 4}), (Slot{"i.k", "e", "4"}));
}

TEST(Slot, IsOneForEachChoice) {
  const auto sub = [](Uuid id) {
    return slot_of({"consent.choice", "profile", ConsentValue{.id = id, .at = {1'700}}}).sub;
  };
  EXPECT_EQ(sub({}), "1700");
  EXPECT_EQ(sub({0x0123456789ab4def, 0x82468ace13579bdf}), "01234567-89ab-4def-8246-8ace13579bdf");
  EXPECT_NE(sub({1, 2}), sub({1, 3}));
}

TEST(JournalKeys, AreKeptAscendingAndOnce) {
  std::vector<std::uint64_t> keys;
  for (const std::uint64_t key : {5U, 2U, 9U, 5U, 0U, 2U, 7U})
    add_key(keys, key);
  EXPECT_EQ(keys, (std::vector<std::uint64_t>{2, 5, 7, 9}));
}

}  // namespace
}  // namespace carrel
