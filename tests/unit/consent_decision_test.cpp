#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/base/crc32c.hpp"
#include "carrel/consent/decision.hpp"

namespace carrel::test {
namespace {

const Policy& policy = every_shape_policy();

TEST(Decision, HasABitForEachCategoryThatIsGrantedWhole) {
  const auto bits = [](const Consent& chosen) { return decide(policy, chosen, noon).bits; };
  EXPECT_EQ(bits({}), 0b001U);
  EXPECT_EQ(bits(consent(policy, Choice::refused)), 0b001U);
  EXPECT_EQ(bits(consent(policy, Choice::on_device, {"resume"})), 0b011U);
  EXPECT_EQ(bits(consent(policy, Choice::granted, {"video"})), 0b101U);
  EXPECT_EQ(bits(consent(policy, Choice::granted, {"resume", "video"})), 0b111U);
}

TEST(Decision, DeniesACategoryOfWhichOnePurposeIsRefused) {
  EXPECT_EQ(
      decide(demo_policy(), consent(demo_policy(), Choice::granted, {"resume", "drafts"}), noon)
          .bits,
      0b01U);
  EXPECT_EQ(decide(demo_policy(),
                   consent(demo_policy(), Choice::granted,
                           {"resume", "drafts", "preferences", "figures"}),
                   noon)
                .bits,
            0b11U);
}

TEST(Decision, DeniesACategoryThatIsNotShown) {
  Policy hidden = policy;
  hidden.categories[2].shown = false;
  EXPECT_EQ(decide(hidden, consent(hidden, Choice::granted, {"resume", "video"}), noon).bits,
            0b011U);
}

TEST(Decision, HoldsNoLongerThanTheAgeThatItRestsOn) {
  const Consent granted = consent(policy, Choice::granted, {"resume"});
  const Instant lapse = noon + policy.consent_expires;
  const Instant found_out = lapse + Duration::days(-367);
  const auto until = [&](std::uint8_t from, Instant at) {
    Situation where;
    where.age = AgeValue{.from = from, .method = AgeMethod::stated, .at = at};
    return decide(policy, granted, noon, where).until;
  };
  EXPECT_EQ(until(17, found_out), lapse + Duration::days(-1));
  EXPECT_EQ(until(17, noon), lapse);
  EXPECT_EQ(until(18, found_out), lapse) << "nobody gets younger";
  // Already out of date: the decision is as narrow as it gets.
  EXPECT_EQ(until(17, noon + Duration::days(-366)), lapse);
}

TEST(Decision, HoldsUntilTheChoiceLapses) {
  const Consent granted = consent(policy, Choice::granted, {"resume"});
  const Instant end = noon + policy.consent_expires;
  const Decision last = decide(policy, granted, {end.ms - 1});
  EXPECT_EQ(last.choice, Choice::granted);
  EXPECT_EQ(last.until, end);
  EXPECT_EQ(last.keys, (std::vector<std::string>{"necessary", "functional", "third_party"}));
  EXPECT_EQ(last.gpc, 0b100U);
  const Decision lapsed = decide(policy, granted, end);
  EXPECT_EQ(lapsed.choice, Choice::unasked);
  EXPECT_EQ(lapsed.bits, 0b001U);
}

TEST(DecisionText, IsTheseBytes) {
  const Decision decision = decide(policy, consent(policy, Choice::granted, {"resume"}), noon);
  EXPECT_EQ(
      decision_text(policy, decision),
      R"({"format":1,"policy":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
      R"("until":1809086400000,"choice":"granted","ask":false,"dnt":false,"keys":["necessary","functional","third_party"],)"
      R"("bits":3,"gpc":4,"sum":"f84f7825"})");
}

TEST(DecisionText, EndsWithTheSumOfWhatStandsBefore) {
  for (const Choice choice : {Choice::refused, Choice::on_device, Choice::granted}) {
    const std::string text =
        decision_text(policy, decide(policy, consent(policy, choice, {"resume"}), noon));
    const std::size_t sum = text.find(R"(,"sum")");
    ASSERT_NE(sum, std::string::npos);
    const std::string before = text.substr(0, sum) + '}';
    EXPECT_EQ(text.substr(sum), R"(,"sum":")" + to_hex(crc32c(as_bytes(before)), 8) + R"("})");
    EXPECT_EQ(json_of(text)["choice"], std::string(name(choice)));
  }
}

TEST(DecisionText, IsEmptyWhileNobodyWasAsked) {
  EXPECT_EQ(decision_text(policy, decide(policy, {}, noon)), "");
  const Consent granted = consent(policy, Choice::granted, {"resume"});
  EXPECT_EQ(decision_text(policy, decide(policy, granted, noon + policy.consent_expires)), "");
}

TEST(Choices, AreNamedAsOnTheWire) {
  EXPECT_EQ(name(Choice::unasked), "unasked");
  EXPECT_EQ(name(Choice::refused), "refused");
  EXPECT_EQ(name(Choice::on_device), "on_device");
  EXPECT_EQ(name(Choice::granted), "granted");
}

}  // namespace
}  // namespace carrel::test
