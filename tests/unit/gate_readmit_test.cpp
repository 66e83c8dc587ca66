// What a choice means for what is stored already.
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/gate/gate.hpp"

namespace carrel::test {
namespace {

RawRecord record(std::string item, Payload payload) {
  return {{1}, {1}, {1, 0, {1}}, {}, {std::move(item), "course/privacy", std::move(payload)}};
}

Disposition disposition(const Policy& policy, const Circumstances& who, const RawRecord& raw,
                        Instant now = noon) {
  const auto again = Gate(policy).readmit(who, raw, now);
  return again ? again->disposition : Disposition::quarantine;
}

const RawRecord draft = record("essay.draft", DraftValue{"x", DraftState::open});
const RawRecord kept_draft = record("essay.draft", DraftValue{"x", DraftState::kept});
const RawRecord done = record("lesson.done", FlagValue{true});

struct Rule {
  OnWithdraw rule;
  Disposition disposition;
};
constexpr Rule rules[] = {{OnWithdraw::erase, Disposition::erase},
                          {OnWithdraw::visit, Disposition::demote},
                          {OnWithdraw::ask, Disposition::ask},
                          {OnWithdraw::keep, Disposition::keep}};

Policy with(OnWithdraw rule) {
  Policy policy = every_shape_policy();
  item_of(policy, "essay.draft").on_withdraw = rule;
  return policy;
}

TEST(Readmit, AppliesTheItemsRuleToWhatAChoiceRefuses) {
  for (const Rule& rule : rules) {
    const Policy policy = with(rule.rule);
    for (const Consent& chosen :
         {consent(policy, Choice::refused), consent(policy, Choice::granted, {"video"}),
          consent(policy, Choice::on_device)})
      EXPECT_EQ(disposition(policy, {chosen}, draft), rule.disposition) << &rule - rules;
  }
}

TEST(Readmit, KeepsWhatIsPermitted) {
  for (const Rule& rule : rules) {
    const Policy policy = with(rule.rule);
    EXPECT_EQ(disposition(policy, {consent(policy, Choice::granted, {"resume"})}, draft),
              Disposition::keep);
    EXPECT_EQ(disposition(policy, {consent(policy, Choice::on_device, {"resume"})}, draft),
              Disposition::keep);
  }
}

TEST(Readmit, KeepsWhatIsThereUntilThePersonHasChosen) {
  for (const Rule& rule : rules) {
    const Policy policy = with(rule.rule);
    const Consent refused = consent(policy, Choice::refused);
    Consent under_another_policy = refused;
    under_another_policy.value.policy = hash_b;
    EXPECT_EQ(disposition(policy, {}, draft), Disposition::keep);
    EXPECT_EQ(disposition(policy, {under_another_policy}, draft), Disposition::keep);
    EXPECT_EQ(disposition(policy, {refused}, draft, noon + Duration::days(365)), Disposition::keep);
  }
}

TEST(Readmit, ErasesNothingForGpc) {
  Policy policy = with(OnWithdraw::erase);
  item_of(policy, "essay.draft").purpose = *policy.find_purpose("video");
  EXPECT_EQ(disposition(policy, {consent(policy, Choice::granted, {"video"}), /*gpc=*/true}, draft),
            Disposition::keep);
}

TEST(Readmit, AppliesThePurposeOfAnEnrolledSubject) {
  const Policy& policy = every_shape_policy();
  const Consent refused = consent(policy, Choice::refused);
  EXPECT_EQ(disposition(policy, {refused, false, /*enrolled=*/false}, done), Disposition::demote);
  EXPECT_EQ(disposition(policy, {refused, false, /*enrolled=*/true}, done), Disposition::keep);
}

TEST(Readmit, KeepsADraftThatThePersonAskedToKeep) {
  const Circumstances refused{consent(every_shape_policy(), Choice::refused)};
  EXPECT_EQ(disposition(with(OnWithdraw::ask), refused, kept_draft), Disposition::keep);
  EXPECT_EQ(disposition(with(OnWithdraw::erase), refused, kept_draft), Disposition::erase);
}

TEST(Readmit, TakesToTheVisitWhatIsDemoted) {
  const Policy& policy = every_shape_policy();
  const Gate gate(policy);
  const auto demoted = gate.readmit({consent(policy, Choice::refused)}, done, noon);
  ASSERT_TRUE(demoted.has_value());
  EXPECT_EQ(demoted->event.tier(), Tier::visit);
  EXPECT_EQ(demoted->event.payload(), done.event.payload);
  const auto kept = gate.readmit({consent(policy, Choice::granted, {"resume"})}, done, noon);
  EXPECT_EQ(kept->event.tier(), Tier::persistent);
}

TEST(Readmit, LeavesAloneWhatThePolicyDoesNotHold) {
  const Policy& policy = every_shape_policy();
  const Circumstances who{consent(policy, Choice::refused)};
  RawRecord elsewhere = done;
  elsewhere.event.entity = "../x";
  for (const RawRecord& raw :
       {record("lesson.gone", FlagValue{true}), record("lesson.done", NumberValue{1}),
        record("pref.speed", NumberValue{401}), record("consent.choice", FlagValue{true}),
        record("transfer.entry", ConsentValue{}), elsewhere})
    EXPECT_EQ(disposition(policy, who, raw), Disposition::quarantine) << raw.event.item;
}

TEST(Readmit, KeepsTheEnginesOwnRecordsWhateverIsRefused) {
  const Policy& policy = every_shape_policy();
  const Circumstances who{consent(policy, Choice::refused)};
  EXPECT_EQ(disposition(policy, who, record("consent.choice", ConsentValue{})), Disposition::keep);
  EXPECT_EQ(disposition(policy, who, record("transfer.entry", TransferValue{})), Disposition::keep);
}

}  // namespace
}  // namespace carrel::test
