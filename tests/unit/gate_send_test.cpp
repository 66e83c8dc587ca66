#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/gate/gate.hpp"

namespace carrel::test {
namespace {

const Policy& policy = every_shape_policy();
const Gate gate(policy);

Circumstances enrolled(Consent chosen) {
  return {std::move(chosen), /*gpc=*/false, /*enrolled=*/true};
}

// The gate's reason against sending, empty where there is none.
std::string reason(const Circumstances& who, Event event, Instant now = noon) {
  const auto admitted = gate.admit(who, std::move(event), now);
  if (!admitted) return "not admitted";
  const auto sendable = gate.sendable(who, *admitted, now);
  if (sendable) return "";
  EXPECT_EQ(sendable.error().code, Errc::not_permitted);
  return sendable.error().where;
}

const Event done{"lesson.done", "a", FlagValue{true}};            // necessary once enrolled
const Event place{"lesson.place", "a", PositionValue{1, 2}};      // of purpose resume
const Event theme{"pref.theme", "profile", ChoiceValue{"dark"}};  // never leaves

TEST(Sendable, IsWhatSyncsOfAnEnrolledSubjectWhoPermitsIt) {
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::granted, {"resume"})), place), "");
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::granted, {"video"})), done), "");
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::refused)), done), "");
  EXPECT_EQ(reason(enrolled({}), done), "");
}

TEST(Sendable, NeedsASyncRule) {
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::granted, {"resume"})), theme),
            "pref.theme: never leaves the device");
}

TEST(Sendable, NeedsAnEnrolledSubject) {
  EXPECT_EQ(reason({consent(policy, Choice::granted, {"resume"})}, place),
            "lesson.place: leaves only for an enrolled subject");
}

TEST(Sendable, NeedsThePurpose) {
  const std::string refused = "lesson.place: purpose resume is not granted";
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::refused)), place), refused);
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::granted, {"video"})), place), refused);
  EXPECT_EQ(reason(enrolled({}), place), refused);
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::granted, {"resume"})), place,
                   noon + policy.consent_expires),
            refused);
}

TEST(Sendable, IsNothingWhileAllStaysOnTheDeviceButWhatWasAskedFor) {
  const Circumstances local = enrolled(consent(policy, Choice::on_device, {"resume"}));
  Event asked = done;
  asked.requested = true;
  EXPECT_EQ(reason(local, done), "lesson.done: everything is kept on the device");
  EXPECT_EQ(reason(local, place), "lesson.place: everything is kept on the device");
  EXPECT_EQ(reason(local, asked), "");
}

TEST(Sendable, IsNothingOnceKeepingAllOnTheDeviceHasLapsed) {
  const Circumstances local = enrolled(consent(policy, Choice::on_device, {"resume"}));
  EXPECT_EQ(reason(local, done, noon + policy.consent_expires),
            "lesson.done: everything is kept on the device");
}

TEST(Sendable, NeedsThePurposeEvenWhereThePersonAsked) {
  Event asked = place;
  asked.requested = true;
  EXPECT_EQ(reason(enrolled(consent(policy, Choice::on_device)), asked),
            "lesson.place: purpose resume is not granted");
}

TEST(Sendable, LeavesOutWhatGpcClears) {
  Policy third_party = policy;
  item_of(third_party, "lesson.place").purpose = *policy.find_purpose("video");
  const Gate its_gate(third_party);
  Circumstances who = enrolled(consent(third_party, Choice::granted, {"video"}));
  const Admitted event = *its_gate.admit(who, place, noon);
  EXPECT_TRUE(its_gate.sendable(who, event, noon).has_value());
  who.gpc = true;
  EXPECT_FALSE(its_gate.sendable(who, event, noon).has_value());
}

TEST(Permits, RunsAServiceOnlyWhileItsCategoryIsGrantedWhole) {
  const auto third_party = [](const Circumstances& who, Instant now = noon) {
    return gate.permits(who, policy.categories[2], now);
  };
  const Consent granted = consent(policy, Choice::granted, {"video"});
  EXPECT_TRUE(third_party({granted}));
  EXPECT_FALSE(third_party({granted, /*gpc=*/true}));
  EXPECT_FALSE(third_party({granted}, noon + policy.consent_expires));
  EXPECT_FALSE(third_party({consent(policy, Choice::granted, {"resume"})}));
  EXPECT_FALSE(third_party({consent(policy, Choice::refused)}));
  EXPECT_FALSE(third_party({}));
}

TEST(Permits, RunsWhatIsRequiredWithoutAChoice) {
  EXPECT_TRUE(gate.permits({}, policy.categories[0], noon));
  EXPECT_TRUE(gate.permits({consent(policy, Choice::refused), true}, policy.categories[0], noon));
}

TEST(Permits, DeniesACategoryWithoutAPurpose) {
  Policy bare = policy;
  bare.categories.push_back({.key = "empty"});
  const Circumstances who{consent(bare, Choice::granted, {"resume", "video"})};
  EXPECT_FALSE(Gate(bare).permits(who, bare.categories.back(), noon));
}

}  // namespace
}  // namespace carrel::test
