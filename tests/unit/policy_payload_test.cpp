#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/policy/payload.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel::test {
namespace {

TEST(Payload, HasTheShapeOfItsMember) {
  constexpr std::string_view names[] = {
      "flag",  "number",     "choice",  "text",     "position",  "answer",     "attempt",
      "draft", "submission", "consent", "transfer", "intervals", "membership", "age"};
  const auto payloads = sample_payloads();
  ASSERT_EQ(payloads.size(), std::size(names));
  for (std::size_t i = 0; i < payloads.size(); ++i)
    EXPECT_EQ(name(shape_of(payloads[i])), names[i]);
  EXPECT_EQ(name(Shape::none), "none");
  EXPECT_EQ(name(Shape::service), "service");
}

TEST(Payload, FillsASlotOfItsOwnWhereAnEntityHasSeveral) {
  EXPECT_EQ(sub_slot(AnswerValue{2, 15, 1}), "2/15");
  EXPECT_EQ(sub_slot(AttemptValue{.attempt = 3}), "3");
  EXPECT_EQ(sub_slot(TransferValue{.statement = {0x0123456789ab4def, 0x82468ace13579bdf}}),
            "01234567-89ab-4def-8246-8ace13579bdf");
  for (const Payload& payload : {Payload(FlagValue{}), Payload(PositionValue{1, 2}),
                                 Payload(DraftValue{"x", DraftState::open})})
    EXPECT_EQ(sub_slot(payload), "");
}

TEST(Payload, WeighsItsTextAndLists) {
  EXPECT_EQ(weight(FlagValue{}), 1U);
  EXPECT_EQ(weight(NumberValue{}), 8U);
  EXPECT_EQ(weight(ChoiceValue{"dark"}), 4U);
  EXPECT_EQ(weight(TextValue{"Grüße"}), 7U);
  EXPECT_EQ(weight(PositionValue{}), 16U);
  EXPECT_EQ(weight(AnswerValue{}), 24U);
  EXPECT_EQ(weight(AttemptValue{.answers = {1, 2}}), 40U);
  EXPECT_EQ(weight(DraftValue{"abc", DraftState::open}), 3U);
  EXPECT_EQ(weight(SubmissionValue{"abcd"}), 4U);
  EXPECT_EQ(weight(ConsentValue{.policy = hash_a, .texts = hash_b}), 144U);
  EXPECT_EQ(weight(IntervalsValue{{{0, 1}, {2, 3}}}), 32U);
  EXPECT_EQ(weight(MembershipValue{true}), 1U);
  EXPECT_EQ(weight(TransferValue{.item = "a.b", .reason = "why"}), 22U);
}

TEST(Words, AreNamedAsInThePolicy) {
  EXPECT_EQ(name(Tier::none), "none");
  EXPECT_EQ(name(Tier::memory), "memory");
  EXPECT_EQ(name(Tier::visit), "visit");
  EXPECT_EQ(name(Tier::local), "local");
  EXPECT_EQ(name(Tier::persistent), "persistent");
  EXPECT_EQ(name(KeepRule::visit), "visit");
  EXPECT_EQ(name(KeepRule::age), "age");
  EXPECT_EQ(name(KeepRule::idle), "idle");
  EXPECT_EQ(name(KeepRule::until_sent), "until_sent");
  EXPECT_EQ(name(KeepRule::account), "account");
}

}  // namespace
}  // namespace carrel::test
