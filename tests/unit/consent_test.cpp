#include "carrel/consent/consent.hpp"

#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

constexpr Entropy drawn{{0x01234567, 0x89abcdef, 0x02468ace, 0x13579bdf}};
constexpr Uuid drawn_id{0x0123456789ab4def, 0x82468ace13579bdf};
const Policy& policy = every_shape_policy();  // sign_in is required, resume on_device, video gpc

const Manner how{.method = Method::banner,
                 .told = true,
                 .language = "de",
                 .interface = "0.2.0",
                 .place = "DE",
                 .rules = "2026-11-22"};

using Keys = std::vector<std::string>;

ConsentChange change(Choice choice, Keys purposes) {
  return {choice, std::move(purposes), hash_a, hash_b, noon, how};
}

Error error_of(const ConsentChange& wanted) {
  return checked(policy, {}, wanted, drawn).error_or(Error{});
}

TEST(CheckedChoice, NamesWhatIsWrongWithIt) {
  const struct {
    Choice choice;
    Keys purposes;
    Error error;
  } rows[] = {
      {Choice::granted, {"resume"}, {}},
      {Choice::granted, {"video", "resume"}, {}},
      {Choice::granted, {}, {Errc::bad_choice, "consent.choice"}},
      {Choice::granted, {"sign_in"}, {Errc::bad_choice, "consent.choice"}},
      {Choice::refused, {}, {}},
      {Choice::refused, {"sign_in", "accountability"}, {}},
      {Choice::refused, {"resume"}, {Errc::bad_choice, "consent.choice"}},
      {Choice::on_device, {}, {}},
      {Choice::on_device, {"resume"}, {}},
      {Choice::on_device, {"video"}, {Errc::bad_choice, "consent.choice"}},
      {Choice::on_device, {"resume", "video"}, {Errc::bad_choice, "consent.choice"}},
      {Choice::unasked, {}, {Errc::bad_choice, "consent.choice"}},
      {Choice::granted, {"resume", "profiling"}, {Errc::unknown_purpose, "purposes/1"}},
      {Choice::refused, {""}, {Errc::unknown_purpose, "purposes/0"}},
  };
  for (const auto& row : rows)
    EXPECT_EQ(error_of(change(row.choice, row.purposes)), row.error) << "row " << &row - rows;
}

TEST(CheckedChoice, IsAboutThisPolicyAndTheTextsThatWereShown) {
  ConsentChange wanted = change(Choice::refused, {});
  wanted.policy = hash_b;
  EXPECT_EQ(error_of(wanted).code, Errc::other_policy);
  for (const std::string& texts :
       {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A')}) {
    wanted = change(Choice::refused, {});
    wanted.texts = texts;
    EXPECT_EQ(error_of(wanted).code, Errc::bad_choice) << texts;
  }
}

TEST(CheckedChoice, RecordsTheOptionalPurposesSortedAndOnce) {
  const auto value =
      checked(policy, {}, change(Choice::granted, {"video", "sign_in", "resume", "video"}), drawn);
  ASSERT_TRUE(value.has_value());
  std::vector<std::uint32_t> prints{policy.purposes[1].print, policy.purposes[2].print};
  std::ranges::sort(prints);
  EXPECT_EQ(
      *value,
      (ConsentValue{
          drawn_id, noon, Choice::granted, {"resume", "video"}, hash_a, hash_b, how, prints}));
}

TEST(CheckedChoice, HasAnIdFromTheFirstGrantOnAndNoneBefore) {
  const auto id = [](bool ever_granted, Choice choice, Keys purposes) {
    const Consent before{.ever_granted = ever_granted};
    return checked(policy, before, change(choice, std::move(purposes)), drawn)->id;
  };
  EXPECT_TRUE(id(false, Choice::refused, {}).is_nil());
  EXPECT_TRUE(id(false, Choice::on_device, {"resume"}).is_nil());
  EXPECT_EQ(id(false, Choice::granted, {"resume"}), drawn_id);
  EXPECT_EQ(id(true, Choice::refused, {}), drawn_id);
  EXPECT_EQ(id(true, Choice::on_device, {}), drawn_id);
}

TEST(CheckedChoice, SaysHowItWasMadeUnlessItIsAnAnonymousRefusal) {
  const ConsentChange wanted = change(Choice::refused, {});
  EXPECT_EQ(checked(policy, {}, wanted, drawn)->how, Manner{});
  EXPECT_EQ(checked(policy, {.ever_granted = true}, wanted, drawn)->how, how);
}

TEST(CheckedChoice, IsGrantedByAMethod) {
  ConsentChange wanted = change(Choice::granted, {"resume"});
  wanted.how.method = Method::none;
  EXPECT_EQ(error_of(wanted).code, Errc::bad_choice);
  wanted = change(Choice::refused, {});
  wanted.how.method = Method::none;
  EXPECT_EQ(error_of(wanted).code, Errc::none);
}

TEST(CheckedChoice, IsOfShortTexts) {
  for (std::string Manner::* text :
       {&Manner::language, &Manner::interface, &Manner::place, &Manner::rules}) {
    ConsentChange wanted = change(Choice::granted, {"resume"});
    wanted.how.*text = std::string(64, 'x');
    EXPECT_EQ(error_of(wanted).code, Errc::none);
    wanted.how.*text = std::string(65, 'x');
    EXPECT_EQ(error_of(wanted).code, Errc::bad_choice);
    wanted.how.*text = "\xff";
    EXPECT_EQ(error_of(wanted).code, Errc::bad_choice);
  }
}

TEST(CheckedChoice, HasATimeThatEveryFormatHolds) {
  const auto recorded_at = [](std::int64_t ms) {
    ConsentChange wanted = change(Choice::refused, {});
    wanted.at = {ms};
    return checked(policy, {}, wanted, drawn)->at;
  };
  EXPECT_EQ(recorded_at(-1), Instant{0});
  EXPECT_EQ(recorded_at(INT64_MIN), Instant{0});
  EXPECT_EQ(recorded_at(INT64_MAX), last_instant);
  EXPECT_EQ(recorded_at(last_instant.ms), last_instant);
}

TEST(AppliedChoice, IsTheLaterInTheJournal) {
  const ConsentValue grant = consent(policy, Choice::granted, {"resume"}).value;
  const ConsentValue refusal = consent(policy, Choice::refused).value;
  const Consent first = applied({}, grant, 5);
  EXPECT_EQ(first.value, grant);
  EXPECT_EQ(first.position, 5U);
  EXPECT_EQ(applied(first, refusal, 4).value, grant);
  EXPECT_EQ(applied(first, refusal, 5).value, grant);
  EXPECT_EQ(applied(first, refusal, 6).value, refusal);
  EXPECT_EQ(applied(first, refusal, 6).position, 6U);
}

TEST(AppliedChoice, RemembersAGrantWhereverItStands) {
  const ConsentValue grant = consent(policy, Choice::granted, {"resume"}).value;
  const ConsentValue refusal = consent(policy, Choice::refused).value;
  EXPECT_FALSE(applied({}, refusal, 5).ever_granted);
  EXPECT_TRUE(applied({}, grant, 5).ever_granted);
  const Consent older_grant = applied(applied({}, refusal, 5), grant, 4);
  EXPECT_EQ(older_grant.value, refusal);
  EXPECT_TRUE(older_grant.ever_granted);
}

TEST(ConsentInForce, EndsOnTheMillisecond) {
  const Consent granted = consent(policy, Choice::granted, {"resume"});
  const Instant end = noon + policy.consent_expires;
  EXPECT_TRUE(in_force(policy, granted, noon));
  EXPECT_TRUE(in_force(policy, granted, {end.ms - 1}));
  EXPECT_FALSE(in_force(policy, granted, end));
  EXPECT_FALSE(in_force(policy, granted, {end.ms + 1}));
}

TEST(ConsentInForce, OutlivesAClockSetBack) {
  const Consent granted = consent(policy, Choice::granted, {"resume"});
  EXPECT_TRUE(in_force(policy, granted, {noon.ms - 1}));
  EXPECT_TRUE(in_force(policy, granted, {0}));
}

TEST(ConsentInForce, NeedsAChoiceUnderThisPolicy) {
  EXPECT_FALSE(in_force(policy, {}, noon));
  EXPECT_FALSE(in_force(policy, consent(policy, Choice::unasked), noon));
  EXPECT_FALSE(
      in_force(demo_policy(), Consent{{.choice = Choice::refused, .policy = hash_b}}, noon));
  EXPECT_TRUE(in_force(policy, consent(policy, Choice::refused), noon));
}

constexpr PurposeSet required = 0b1001;  // sign_in and the built-in one
constexpr PurposeSet resume = 0b0010;
constexpr PurposeSet video = 0b0100;

TEST(PermittedPurposes, AreTheRequiredOnesAndThoseChosen) {
  const auto permitted = [](const Consent& chosen, bool gpc = false) {
    return permitted_purposes(policy, chosen, gpc, noon);
  };
  EXPECT_EQ(permitted({}), required);
  EXPECT_EQ(permitted(consent(policy, Choice::refused)), required);
  EXPECT_EQ(permitted(consent(policy, Choice::on_device)), required);
  EXPECT_EQ(permitted(consent(policy, Choice::on_device, {"resume"})), required | resume);
  EXPECT_EQ(permitted(consent(policy, Choice::granted, {"resume"})), required | resume);
  EXPECT_EQ(permitted(consent(policy, Choice::granted, {"resume", "video"})),
            required | resume | video);
  EXPECT_EQ(permitted(consent(policy, Choice::granted, {"no_longer_there"})), required);
}

TEST(PermittedPurposes, OfARefusalIgnoreWhatItNames) {
  EXPECT_EQ(permitted_purposes(policy, consent(policy, Choice::refused, {"resume"}), false, noon),
            required);
  EXPECT_EQ(permitted_purposes(policy, consent(policy, Choice::unasked, {"resume"}), false, noon),
            required);
}

TEST(PermittedPurposes, LackWhatGlobalPrivacyControlRefuses) {
  const Consent all = consent(policy, Choice::granted, {"resume", "video"});
  EXPECT_EQ(permitted_purposes(policy, all, /*gpc=*/true, noon), required | resume);
}

TEST(PermittedPurposes, AreTheRequiredOnesOnceTheChoiceHasLapsed) {
  const Consent all = consent(policy, Choice::granted, {"resume", "video"});
  EXPECT_EQ(permitted_purposes(policy, all, false, noon + policy.consent_expires), required);
}

}  // namespace
}  // namespace carrel::test
