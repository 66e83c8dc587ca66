// Every place of the shipped rules × age × school × signal × choice × time, against the rules said
// another way.
#include <map>

#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/consent/decision.hpp"

namespace carrel::test {
namespace {

// resume is plain, video is third-party (gpc), and both are optional; sign_in is required.
Policy with_uses() {
  Policy out = every_shape_policy();
  out.purposes[1].uses = static_cast<UseSet>(Use::measurement);
  out.purposes[2].uses = static_cast<UseSet>(Use::profiling);
  return out;
}

constexpr std::size_t optional[] = {1, 2};

const Rules& rules() {
  static const Rules out = parse_rules(read_file("shared/rules/places.json")).value_or(Rules{});
  return out;
}

struct Case {
  PlaceRules law;
  int age = -1;  // -1: not known
  bool age_is_stale = false;
  Approval approval = Approval::none;
  bool school = false;
  bool signal = false;
  bool without_choice = false;
  Choice choice = Choice::unasked;
  bool names = false;     // the choice grants the purpose
  bool told = false;      // of the signal
  bool approved = false;  // by a parent, says the choice
  int days = 0;           // since the choice
};

// For the purpose at `index` of with_uses(), in the order in which a lawyer would ask.
Reason expected(const Case& c, std::size_t index) {
  if (c.school) return Reason::restricted;
  const bool profiles = index == 2;
  const bool old_enough = c.age >= c.law.digital_age && c.age >= c.law.own_choice_age;
  const bool stale = c.age >= 0 && c.age_is_stale && !old_enough;
  if (stale) return Reason::age_unknown;
  const bool child = c.age >= 0 && c.age < c.law.digital_age;
  if (child && profiles) return Reason::too_young;
  if (child && c.approval == Approval::refused) return Reason::parent_refused;
  if (child && c.approval != Approval::granted) return Reason::parent_pending;
  const UseSet uses = static_cast<UseSet>(profiles ? Use::profiling : Use::measurement);
  const bool signalled = c.signal && (profiles || (c.law.signal_refuses & uses) != 0);
  const Reason by_signal = profiles ? Reason::signal : Reason::signal_of_place;
  if (c.choice == Choice::unasked) {
    const bool runs =
        c.without_choice && (c.law.without_choice & uses) != 0 && (c.age < 0 || old_enough);
    if (!runs) return Reason::not_asked;
    return signalled ? by_signal : Reason::without_choice;
  }
  const auto grant_days = std::min<std::int64_t>(180, c.law.grant.ms / Duration::days(1).ms);
  const auto quiet_days = std::max(grant_days, c.law.ask_again.ms / Duration::days(1).ms);
  if (c.days >= (c.choice == Choice::refused ? quiet_days : grant_days)) return Reason::expired;
  if (c.choice == Choice::refused || !c.names) return Reason::refused;
  if (c.approved != child) return Reason::decides_anew;
  return signalled && !c.told ? by_signal : Reason::granted;
}

Consent chosen(const Policy& policy, const Case& c) {
  Consent out = consent(policy, c.choice);
  if (c.names) out.value.purposes = {"resume", "video"};
  out.value.id = {1, 1};
  out.value.how = {.told = c.told, .approved = c.approved};
  return out;
}

void check(const Policy& policy, const Case& c) {
  Situation where{.law = c.law, .restricted = c.school ? PurposeSet{0b110} : 0};
  const Instant now = noon + Duration::days(c.days);
  if (c.age >= 0)
    where.age = AgeValue{.from = static_cast<std::uint8_t>(c.age),
                         .method = AgeMethod::stated,
                         .at = c.age_is_stale ? Instant{now.ms - Duration::days(366).ms} : now,
                         .approval = c.approval};
  const Consent consent = chosen(policy, c);
  EXPECT_EQ(ruling(policy, where, consent, c.signal, 0, now), (Ruling{true, Reason::required}));
  for (const std::size_t index : optional) {
    const Ruling ruled = ruling(policy, where, consent, c.signal, index, now);
    ASSERT_EQ(name(ruled.reason), name(expected(c, index)))
        << index << " age " << c.age << " days " << c.days << " choice " << name(c.choice);
    ASSERT_EQ(ruled.allowed,
              ruled.reason == Reason::granted || ruled.reason == Reason::without_choice);
  }
  // What the loader is handed is no wider than the rulings.
  const Decision decision = decide(policy, consent, now, where);
  const std::uint32_t bits = c.signal ? decision.bits & ~decision.gpc : decision.bits;
  for (const std::size_t index : optional)
    ASSERT_EQ((bits >> policy.purposes[index].category) & 1U,
              ruling(policy, where, consent, c.signal, index, now).allowed ? 1U : 0U);
}

TEST(Ruling, IsTheSameSaidAnotherWayForEveryPlaceAgeSchoolSignalChoiceAndTime) {
  Policy policy = with_uses();
  std::map<Reason, int> seen;
  std::vector<PlaceRules> laws{PlaceRules{}};
  for (const auto& [key, law] : rules().places)
    if (!std::ranges::contains(laws, law)) laws.push_back(law);
  for (const PlaceRules& law : laws)
    for (const int age : {-1, 0, 12, 13, 14, 15, 16, 17, 18})
      for (const Approval approval : {Approval::none, Approval::refused, Approval::granted})
        for (unsigned flags = 0; flags < 128; ++flags)
          for (const auto& [choice, days] : {std::pair{Choice::unasked, 0},
                                             {Choice::refused, 179},
                                             {Choice::refused, 183},
                                             {Choice::refused, 366},
                                             {Choice::granted, 0},
                                             {Choice::granted, 179},
                                             {Choice::granted, 180},
                                             {Choice::on_device, 1}}) {
            const auto flag = [&](unsigned bit) { return ((flags >> bit) & 1U) != 0; };
            const Case c{law,     age,    flag(0), approval, flag(1), flag(2),
                         flag(3), choice, flag(4), flag(5),  flag(6), days};
            policy.without_choice = c.without_choice;
            check(policy, c);
            if (HasFatalFailure()) return;
            ++seen[expected(c, 1)];
            ++seen[expected(c, 2)];
          }
  // Without a case of each the above would say less.
  EXPECT_EQ(seen.size(), 13U);
}

TEST(Ruling, NeverLetsARestrictionWiden) {
  Policy policy = with_uses();
  policy.without_choice = true;
  for (const auto& [key, law] : rules().places)
    for (const Choice choice : {Choice::unasked, Choice::refused, Choice::granted}) {
      const Consent made = consent(policy, choice, {"resume"});
      const Situation open{.law = law};
      const PurposeSet before = permitted_purposes(policy, made, false, noon, open);
      Situation school = open;
      school.restricted = 0b100;
      EXPECT_EQ(permitted_purposes(policy, made, false, noon, school) & ~before, 0U);
      EXPECT_EQ(permitted_purposes(policy, made, true, noon, open) & ~before, 0U);
    }
}

TEST(Ruling, TakesTheUnknownAgeForAChildsWhereThePolicyAsksForIt) {
  Policy policy = with_uses();
  policy.asks_age = true;
  const Consent made = consent(policy, Choice::granted, {"resume"});
  EXPECT_EQ(ruling(policy, {}, made, false, 1, noon).reason, Reason::age_unknown);
  EXPECT_FALSE(may_ask(policy, {}, made, noon));
}

TEST(Ruling, AsksAgainForWhatLapsedAndNotEarlyAfterARefusal) {
  const Policy policy = with_uses();
  const Situation california{.law = rules().of("US-CA")};
  const Consent refusal = consent(policy, Choice::refused);
  const Consent grant = consent(policy, Choice::granted, {"resume", "video"});
  EXPECT_TRUE(may_ask(policy, california, {}, noon));
  EXPECT_FALSE(may_ask(policy, california, refusal, noon + Duration::days(364)));
  EXPECT_TRUE(may_ask(policy, california, refusal, noon + Duration::days(365)));
  EXPECT_FALSE(may_ask(policy, california, grant, noon + Duration::days(179)));
  EXPECT_TRUE(may_ask(policy, california, grant, noon + Duration::days(180)));
}

}  // namespace
}  // namespace carrel::test
