#include <algorithm>

#include "property/arbitrary.hpp"
#include "unit/fixtures.hpp"

#include "carrel/consent/decision.hpp"

namespace carrel::test {
namespace {

// What permitted_purposes() says, said another way.
bool oracle(const Policy& policy, const Circumstances& who, std::size_t purpose, Instant now) {
  const Category& category = policy.category_of(purpose);
  const ConsentValue& value = who.consent.value;
  // The place is not known: 180 days, or less by the policy.
  const bool lapsed =
      now.ms - value.at.ms >= std::min(policy.consent_expires, Duration::days(180)).ms;
  const bool chosen = (value.choice == Choice::granted || value.choice == Choice::on_device) &&
                      std::ranges::count(value.purposes, policy.purposes[purpose].key) == 1;
  return category.required ||
         (chosen && !lapsed && value.policy == policy.hash && !(who.gpc && category.gpc));
}

bool in_journal(Tier tier) {
  return tier == Tier::local || tier == Tier::persistent;
}

bool is_kept_draft(const Event& event) {
  const auto* draft = std::get_if<DraftValue>(&event.payload);
  return draft != nullptr && draft->state == DraftState::kept;
}

struct Scene {
  explicit Scene(Gen& gen)
      : policy(arbitrary_policy(gen)),
        who(arbitrary_circumstances(gen, policy)),
        event(arbitrary_event(gen, policy)) {}

  Policy policy;
  Gate gate{policy};
  Circumstances who;
  Event event;
};

Consent arbitrary_choice(Gen& gen, const Policy& policy) {
  Consent out = arbitrary_consent(gen, policy);
  if (out.value.choice == Choice::unasked) out.value.choice = Choice::refused;
  return out;
}

TEST(ConsentProperty, PermitsExactlyWhatIsRequiredOrChosenAndInForce) {
  for_all([](Gen& gen) {
    const Scene s(gen);
    const PurposeSet set = permitted_purposes(s.policy, s.who.consent, s.who.gpc, noon);
    for (std::size_t p = 0; p < s.policy.purposes.size(); ++p)
      EXPECT_EQ(((set >> p) & 1) != 0, oracle(s.policy, s.who, p, noon));
    EXPECT_EQ(set >> s.policy.purposes.size(), 0U);
  });
}

TEST(ConsentProperty, BetweenTwoChoicesOnlyWhatBothPermitIsDone) {
  int widened = 0;
  for_all([&](Gen& gen) {
    const Scene s(gen);
    const auto permitted = [&](const Consent& chosen) {
      return permitted_purposes(s.policy, chosen, s.who.gpc, noon);
    };
    const Consent& before = s.who.consent;
    const Consent after = arbitrary_choice(gen, s.policy);
    const Consent between = narrower(s.policy, before, after, noon);
    EXPECT_EQ(permitted(between) & ~(permitted(before) & permitted(after)), 0U);
    widened += (permitted(after) & ~permitted(before)) != 0 ? 1 : 0;
  });
  EXPECT_GT(widened, 200);
}

TEST(ConsentProperty, BetweenTwoChoicesOnlyWhatBothLetLeaveIsSent) {
  int sent = 0;
  for_all([&](Gen& gen) {
    const Scene s(gen);
    const auto admitted = s.gate.admit(s.who, s.event, noon);
    if (!admitted) return;
    const auto sendable = [&](const Consent& chosen) {
      return s.gate.sendable({chosen, s.who.gpc, s.who.enrolled}, *admitted, noon).has_value();
    };
    const Consent after = arbitrary_choice(gen, s.policy);
    if (!sendable(narrower(s.policy, s.who.consent, after, noon))) return;
    ++sent;
    EXPECT_TRUE(sendable(s.who.consent));
    EXPECT_TRUE(sendable(after));
  });
  EXPECT_GT(sent, 50);
}

TEST(GateProperty, TheJournalTakesWhatIsPermittedOrWasAskedFor) {
  int journalled = 0;
  int elsewhere = 0;
  for_all([&](Gen& gen) {
    const Scene s(gen);
    const auto admitted = s.gate.admit(s.who, s.event, noon);
    if (!admitted) return;
    const PolicyItem& item = admitted->item();
    const bool permitted = oracle(s.policy, s.who, item.purpose_for(s.who.enrolled), noon);
    (in_journal(admitted->tier()) ? journalled : elsewhere) += 1;
    if (in_journal(admitted->tier())) {
      EXPECT_TRUE(permitted || is_kept_draft(s.event));
    }
    EXPECT_TRUE(conforms(item.shape, s.event.payload, item.key).has_value());
    EXPECT_TRUE(is_entity(s.event.entity));
    EXPECT_FALSE(is_built_in(item));
  });
  EXPECT_GT(journalled, 200);
  EXPECT_GT(elsewhere, 200);
}

TEST(GateProperty, WhatLeavesIsPermittedSyncsAndIsAnEnrolledSubjects) {
  int sent = 0;
  for_all([&](Gen& gen) {
    const Scene s(gen);
    const auto again =
        s.gate.readmit(s.who, {{1}, {1}, {1, 0, {1}}, arbitrary_uuid(gen), s.event}, noon);
    if (!again || !s.gate.sendable(s.who, again->event, noon)) return;
    ++sent;
    const PolicyItem& item = again->event.item();
    EXPECT_TRUE(oracle(s.policy, s.who, item.purpose_for(true), noon));
    EXPECT_NE(item.sync, SyncRule::never);
    EXPECT_TRUE(s.who.enrolled);
    EXPECT_TRUE(s.who.consent.value.choice != Choice::on_device || s.event.requested);
  });
  EXPECT_GT(sent, 100);
}

TEST(GateProperty, GlobalPrivacyControlOnlyNarrows) {
  for_all([](Gen& gen) {
    const Scene s(gen);
    Circumstances with = s.who;
    Circumstances without = s.who;
    with.gpc = true;
    without.gpc = false;
    const auto stored_with = s.gate.admit(with, s.event, noon);
    const auto stored_without = s.gate.admit(without, s.event, noon);
    if (!stored_with) return;
    ASSERT_TRUE(stored_without.has_value());
    if (stored_with->tier() != stored_without->tier()) {
      EXPECT_FALSE(in_journal(stored_with->tier()));
    }
    if (s.gate.sendable(with, *stored_with, noon)) {
      EXPECT_TRUE(s.gate.sendable(without, *stored_without, noon).has_value());
    }
    for (const Category& category : s.policy.categories)
      EXPECT_LE(s.gate.permits(with, category, noon), s.gate.permits(without, category, noon));
  });
}

TEST(GateProperty, OnlyAChoiceThatRefusesTouchesWhatIsStored) {
  int touched = 0;
  for_all([&](Gen& gen) {
    const Scene s(gen);
    const auto again = s.gate.readmit(s.who, {{1}, {1}, {1, 0, {1}}, {}, s.event}, noon);
    if (!again || again->disposition == Disposition::keep) return;
    ++touched;
    const Circumstances without_gpc{s.who.consent, false, s.who.enrolled};
    EXPECT_TRUE(in_force(s.policy, s.who.consent, noon));
    EXPECT_FALSE(
        oracle(s.policy, without_gpc, again->event.item().purpose_for(s.who.enrolled), noon));
  });
  EXPECT_GT(touched, 100);
}

TEST(DecisionProperty, TheLoaderPermitsNoMoreThanTheGate) {
  int permitted = 0;
  for_all([&](Gen& gen) {
    const Scene s(gen);
    const Decision decision = decide(s.policy, s.who.consent, noon);
    const std::uint32_t bits = s.who.gpc ? decision.bits & ~decision.gpc : decision.bits;
    for (std::size_t c = 0; c < s.policy.categories.size(); ++c) {
      if (((bits >> c) & 1U) == 0 || s.policy.categories[c].required) continue;
      ++permitted;
      EXPECT_TRUE(s.gate.permits(s.who, s.policy.categories[c], noon));
    }
  });
  EXPECT_GT(permitted, 100);
}

}  // namespace
}  // namespace carrel::test
