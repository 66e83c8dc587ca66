// While a choice is on its way to the store, only what both it and the one before permit is done.
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/consent/consent.hpp"

namespace carrel::test {
namespace {

const Policy& policy = every_shape_policy();

using Keys = std::vector<std::string>;

ConsentValue between(const Consent& before, const Consent& after) {
  return narrower(policy, before, after, noon).value;
}

TEST(NarrowerChoice, HasThePurposesOfBoth) {
  const Consent resume = consent(policy, Choice::granted, {"resume"});
  const Consent both = consent(policy, Choice::granted, {"resume", "video"});
  const Consent video = consent(policy, Choice::granted, {"video"});
  EXPECT_EQ(between(resume, both).purposes, Keys{"resume"});
  EXPECT_EQ(between(both, resume).purposes, Keys{"resume"});
  EXPECT_EQ(between(video, resume).purposes, Keys{});
  EXPECT_EQ(between(both, both), both.value);
}

TEST(NarrowerChoice, IsARefusalWhereEitherRefuses) {
  const Consent refusal = consent(policy, Choice::refused);
  const Consent grant = consent(policy, Choice::granted, {"resume"});
  EXPECT_EQ(between(grant, refusal).choice, Choice::refused);
  EXPECT_EQ(between(refusal, grant).choice, Choice::refused);
}

TEST(NarrowerChoice, StaysOnTheDeviceWhereEitherDoes) {
  const Consent local = consent(policy, Choice::on_device, {"resume"});
  for (const Consent& other :
       {consent(policy, Choice::granted, {"resume"}), consent(policy, Choice::refused)}) {
    EXPECT_EQ(between(local, other).choice, Choice::on_device);
    EXPECT_EQ(between(other, local).choice, Choice::on_device);
  }
  EXPECT_EQ(between(local, consent(policy, Choice::refused)).purposes, Keys{});
  EXPECT_EQ(between(consent(policy, Choice::refused), local).purposes, Keys{});
}

TEST(NarrowerChoice, IsNoneBeforeTheFirst) {
  const Consent grant = consent(policy, Choice::granted, {"resume"});
  EXPECT_EQ(between({}, grant).choice, Choice::unasked);
  const Consent lapsed = {{.at = {0}, .choice = Choice::granted, .policy = policy.hash}, 1, true};
  EXPECT_EQ(between(lapsed, grant).choice, Choice::unasked);
  EXPECT_EQ(between({}, consent(policy, Choice::refused)).choice, Choice::refused);
}

TEST(NarrowerChoice, SendsNothingYetWithdrawsNothingWhereAllShallStayHere) {
  const Consent local = consent(policy, Choice::on_device, {"resume"});
  const Consent first = narrower(policy, {}, local, noon);
  EXPECT_EQ(first.value.choice, Choice::on_device);
  EXPECT_FALSE(in_force(policy, first, noon));
  Consent lapsed = local;
  lapsed.value.at = {0};
  const Consent renewed =
      narrower(policy, lapsed, consent(policy, Choice::granted, {"resume"}), noon);
  EXPECT_EQ(renewed.value.choice, Choice::on_device);
  EXPECT_FALSE(in_force(policy, renewed, noon));
}

TEST(NarrowerChoice, KeepsThePlaceAndTheGrantOfTheLater) {
  Consent after = consent(policy, Choice::granted, {"resume"});
  after.position = 9;
  for (const Consent& before : {Consent{}, consent(policy, Choice::granted, {"video"})}) {
    const Consent between_both = narrower(policy, before, after, noon);
    EXPECT_EQ(between_both.position, 9U);
    EXPECT_TRUE(between_both.ever_granted);
  }
}

}  // namespace
}  // namespace carrel::test
