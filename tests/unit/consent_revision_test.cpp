// Between two revisions of a policy answers stand for what has not changed.
#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/consent/decision.hpp"

namespace carrel::test {
namespace {

Json document() {
  return Json::parse(read_file("tests/golden/policy/valid/every_shape.json"));
}

// Another revision of every_shape.json.
Policy revised(const Json& document) {
  return parse_policy(dump_json(document), hash_b).value();
}

Consent granted_before() {
  const Policy& before = every_shape_policy();
  ConsentChange change{Choice::granted,           {"resume", "video"}, before.hash, hash_b, noon,
                       {.method = Method::banner}};
  return {checked(before, {}, change, Entropy{{1, 2, 3, 4}}).value(), 1, true};
}

Reason reason(const Policy& policy, const char* purpose) {
  return ruling(policy, {}, granted_before(), false, *policy.find_purpose(purpose), noon).reason;
}

TEST(Revision, OfTheTextsAloneAsksForNothing) {
  Json later = document();
  later["revision"] = "2027-01-01";
  later["purposes"][1]["why"]["en"] = "Said better.";
  later["categories"][1]["title"]["en"] = "Named better";
  later["items"][0]["facts"] = Json::array({"D203"});
  const Policy policy = revised(later);
  EXPECT_EQ(reason(policy, "resume"), Reason::granted);
  EXPECT_EQ(reason(policy, "video"), Reason::granted);
  EXPECT_FALSE(may_ask(policy, {}, granted_before(), noon));
  EXPECT_EQ(decide(policy, granted_before(), noon).choice, Choice::granted);
}

TEST(Revision, AsksForWhatChangedAndForThatAlone) {
  const struct {
    const char* what;
    const char* pointer;
    Json value;
  } rows[] = {
      {"a longer time", "/keep", {{"rule", "age"}, {"days", 3000}}},
      {"another place", "/tier", "visit"},
      {"another rule for withdrawal", "/on_withdraw", "keep"},
  };
  for (const auto& [what, pointer, value] : rows) {
    Json later = document();
    for (Json& item : later["items"])
      if (item["purpose"] == "resume" && item["shape"]["type"] != "service")
        item[Json::json_pointer(pointer)] = value;
    const Policy policy = revised(later);
    EXPECT_EQ(reason(policy, "resume"), Reason::changed) << what;
    EXPECT_EQ(reason(policy, "video"), Reason::granted) << what;
    EXPECT_TRUE(may_ask(policy, {}, granted_before(), noon)) << what;
    const Decision decision = decide(policy, granted_before(), noon);
    EXPECT_EQ(decision.choice, Choice::granted);
    EXPECT_TRUE(decision.ask);
    EXPECT_EQ(decision.bits, 0b101U) << what;
  }
}

TEST(Revision, AsksWhereTheSiteSaysThatTheMeaningChanged) {
  Json later = document();
  later["purposes"][2]["edition"] = 2;
  EXPECT_EQ(reason(revised(later), "video"), Reason::changed);
  EXPECT_EQ(reason(revised(later), "resume"), Reason::granted);
}

TEST(Revision, KeepsWhatWasRefusedRefused) {
  Json later = document();
  later["purposes"][1]["edition"] = 2;
  const Policy policy = revised(later);
  ConsentChange change{Choice::refused, {}, every_shape_policy().hash, hash_b, noon};
  const Consent refusal{checked(every_shape_policy(), {}, change, {}).value(), 1, false};
  EXPECT_EQ(ruling(policy, {}, refusal, false, 2, noon).reason, Reason::refused);
  EXPECT_TRUE(refuses(policy, {}, refusal, 2, noon));
  EXPECT_EQ(ruling(policy, {}, refusal, false, 1, noon).reason, Reason::changed);
  EXPECT_FALSE(refuses(policy, {}, refusal, 1, noon));
}

TEST(Revision, TakesNothingFromRecordsWithoutFingerprints) {
  Consent old = granted_before();
  old.value.asked.clear();
  const Policy policy = revised(document());
  EXPECT_EQ(ruling(policy, {}, old, false, 1, noon).reason, Reason::changed);
  EXPECT_FALSE(in_force(policy, old, noon));
}

}  // namespace
}  // namespace carrel::test
