#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/gate/gate.hpp"

namespace carrel::test {
namespace {

constexpr const char* entity = "course/privacy";

Circumstances who(const Policy& policy, Choice choice, std::vector<std::string> purposes = {}) {
  return {.consent = consent(policy, choice, std::move(purposes))};
}

Errc refusal(Event event) {
  const Policy& policy = every_shape_policy();
  const auto admitted =
      Gate(policy).admit(who(policy, Choice::granted, {"resume", "video"}), std::move(event), noon);
  return admitted ? Errc::none : admitted.error().code;
}

TEST(Admit, TakesWhatThePolicyDeclares) {
  const std::vector<Payload> payloads = sample_payloads();
  for (const PolicyItem& item : every_shape_policy().items) {
    if (is_built_in(item) || item.shape.shape == Shape::service) continue;
    const auto of_shape = [&](const Payload& payload) {
      return shape_of(payload) == item.shape.shape;
    };
    const auto payload = std::ranges::find_if(payloads, of_shape);
    EXPECT_EQ(refusal({item.key, entity, *payload}), Errc::none) << item.key;
  }
}

TEST(Admit, TakesNothingElse) {
  EXPECT_EQ(refusal({"lesson.seen", entity, FlagValue{true}}), Errc::unknown_item);
  EXPECT_EQ(refusal({"", entity, FlagValue{true}}), Errc::unknown_item);
  EXPECT_EQ(refusal({"lesson.done", "", FlagValue{true}}), Errc::bad_entity);
  EXPECT_EQ(refusal({"lesson.done", "../x", FlagValue{true}}), Errc::bad_entity);
  EXPECT_EQ(refusal({"lesson.done", entity, NumberValue{1}}), Errc::bad_payload);
  EXPECT_EQ(refusal({"pref.speed", entity, NumberValue{401}}), Errc::bad_payload);
  EXPECT_EQ(refusal({"essay.sent", entity, SubmissionValue{std::string(65'537, 'x')}}),
            Errc::too_large);
}

TEST(Admit, TakesNoRecordOfTheEngineItselfFromOutside) {
  EXPECT_EQ(refusal({"consent.choice", "profile", ConsentValue{}}), Errc::unknown_item);
  EXPECT_EQ(refusal({"transfer.entry", entity, TransferValue{}}), Errc::unknown_item);
}

TEST(Admit, StoresNothingForAService) {
  for (const Payload& payload : sample_payloads())
    EXPECT_EQ(refusal({"service.video", entity, payload}), Errc::bad_payload);
}

TEST(Admit, KeepsAValueWhereItsTierSaysOnceItsPurposeIsGrantedElseWhereIfRefusedSays) {
  constexpr Tier tiers[] = {Tier::visit, Tier::local, Tier::persistent};
  const struct {
    IfRefused rule;
    Tier tier;  // none: not at all
  } rules[] = {{IfRefused::drop, Tier::none},
               {IfRefused::memory, Tier::memory},
               {IfRefused::visit, Tier::visit}};
  for (const Tier tier : tiers)
    for (const auto& rule : rules)
      for (const bool granted : {false, true}) {
        Policy policy = every_shape_policy();
        item_of(policy, "lesson.done").tier = tier;
        item_of(policy, "lesson.done").if_refused = rule.rule;
        const auto admitted =
            Gate(policy).admit(who(policy, granted ? Choice::granted : Choice::refused, {"resume"}),
                               {"lesson.done", entity, FlagValue{true}}, noon);
        const Tier kept = admitted ? admitted->tier() : Tier::none;
        EXPECT_EQ(kept, granted ? tier : rule.tier)
            << name(tier) << " granted " << granted << " rule " << &rule - rules;
        if (!admitted) {
          EXPECT_EQ(admitted.error(), (Error{Errc::not_permitted, "lesson.done"}));
        }
      }
}

TEST(Admit, AppliesThePurposeOfAnEnrolledSubject) {
  const Policy& policy = every_shape_policy();
  Circumstances refused = who(policy, Choice::refused);
  const auto tier = [&] {
    return Gate(policy).admit(refused, {"lesson.done", entity, FlagValue{true}}, noon)->tier();
  };
  EXPECT_EQ(tier(), Tier::visit);
  refused.enrolled = true;
  EXPECT_EQ(tier(), Tier::persistent);
}

TEST(Admit, ForgetsAGrantThatHasLapsedOrThatGpcClears) {
  Policy policy = every_shape_policy();
  item_of(policy, "lesson.done").purpose = *policy.find_purpose("video");
  Circumstances granted = who(policy, Choice::granted, {"video"});
  const auto tier = [&](Instant now) {
    return Gate(policy).admit(granted, {"lesson.done", entity, FlagValue{true}}, now)->tier();
  };
  EXPECT_EQ(tier(noon), Tier::persistent);
  EXPECT_EQ(tier(noon + policy.consent_expires), Tier::visit);
  granted.gpc = true;
  EXPECT_EQ(tier(noon), Tier::visit);
}

TEST(Admit, KeepsARefusedDraftOnlyWhereThePersonAskedForIt) {
  const auto tier = [](DraftState state, OnWithdraw rule) {
    Policy policy = every_shape_policy();
    item_of(policy, "essay.draft").on_withdraw = rule;
    return Gate(policy)
        .admit(who(policy, Choice::refused), {"essay.draft", entity, DraftValue{"x", state}}, noon)
        ->tier();
  };
  EXPECT_EQ(tier(DraftState::kept, OnWithdraw::ask), Tier::persistent);
  for (const DraftState state : {DraftState::open, DraftState::sent, DraftState::discarded})
    EXPECT_EQ(tier(state, OnWithdraw::ask), Tier::visit);
  for (const OnWithdraw rule : {OnWithdraw::erase, OnWithdraw::visit, OnWithdraw::keep})
    EXPECT_EQ(tier(DraftState::kept, rule), Tier::visit);
}

TEST(Admit, CarriesTheEventAndItsItem) {
  const Policy& policy = every_shape_policy();
  const auto admitted =
      Gate(policy).admit(who(policy, Choice::refused),
                         {"essay.sent", entity, SubmissionValue{"x"}, /*requested=*/true}, noon);
  ASSERT_TRUE(admitted.has_value());
  EXPECT_EQ(&admitted->item(), policy.find_item("essay.sent"));
  EXPECT_EQ(admitted->entity(), entity);
  EXPECT_EQ(admitted->payload(), Payload(SubmissionValue{"x"}));
  EXPECT_TRUE(admitted->requested());
}

TEST(Admit, MakesTheEnginesOwnRecords) {
  const Policy& policy = every_shape_policy();
  const ConsentValue choice = consent(policy, Choice::refused).value;
  const Admitted consent_record = Gate(policy).admit(choice);
  EXPECT_EQ(consent_record.item().key, consent_item);
  EXPECT_EQ(consent_record.entity(), "profile");
  EXPECT_EQ(consent_record.payload(), Payload(choice));
  EXPECT_EQ(consent_record.tier(), Tier::persistent);
  const TransferValue transfer{.item = "lesson.done", .outcome = Outcome::sent, .status = 200};
  const Admitted log_entry = Gate(policy).admit(transfer, entity);
  EXPECT_EQ(log_entry.item().key, transfer_item);
  EXPECT_EQ(log_entry.entity(), entity);
  EXPECT_EQ(log_entry.payload(), Payload(transfer));
}

}  // namespace
}  // namespace carrel::test
