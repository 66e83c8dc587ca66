#include "program/policy_file.hpp"

#include "scratch.hpp"
#include "tools/published.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

const std::string newest = CARREL_SOURCE_DIR "/tests/server/policies/newest.json";
const std::string older = CARREL_SOURCE_DIR "/tests/server/policies/older.json";

TEST(PolicyFile, HashesAsSha256sumDoes) {
  EXPECT_EQ(tools::sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(PolicyFile, LoadsSeveralTheNewestFirst) {
  const auto policies = load_policies({newest, older});
  ASSERT_TRUE(policies) << policies.error();
  EXPECT_EQ(policies->newest().revision, "2026-11-01");
  EXPECT_EQ(policies->find(policies->newest().hash), &policies->newest());
  EXPECT_EQ(policies->find("unknown"), nullptr);
}

TEST(PolicyFile, LoadsTheRulesOfPlacesByVersion) {
  const auto policies = load_policies({newest}, {CARREL_SOURCE_DIR "/shared/rules/places.json"});
  ASSERT_TRUE(policies) << policies.error();
  EXPECT_EQ(policies->law("2026-11-22", "FR")->digital_age, 15);
  EXPECT_EQ(policies->law("", "FR"), PlaceRules{});
  EXPECT_FALSE(policies->law("1999-01-01", "FR"));
  const auto faulty = load_policies({newest}, {newest});
  ASSERT_FALSE(faulty);
  EXPECT_TRUE(faulty.error().contains(newest + ": /places: is missing\n")) << faulty.error();
}

TEST(PolicyFile, KnowsTheHostsOfEveryPolicysServices) {
  const std::string every_use = CARREL_SOURCE_DIR "/tests/golden/policy/valid/every_use.json";
  const auto policies = load_policies({newest, every_use});
  ASSERT_TRUE(policies) << policies.error();
  EXPECT_EQ(policies->hosts(),
            (std::vector<std::string>{"https://agency.example", "https://player.example"}));
}

TEST(PolicyFile, KnowsWhatEachPolicyAggregates) {
  const std::string with_metrics = CARREL_SOURCE_DIR "/tests/golden/policy/valid/aggregate.json";
  const auto policies = load_policies({newest, with_metrics});
  ASSERT_TRUE(policies) << policies.error();
  ASSERT_EQ(policies->plans().size(), 2);
  EXPECT_TRUE(policies->plans()[0].plan.metrics.empty());
  EXPECT_EQ(policies->plans()[1].policy,
            policies->find(tools::sha256_hex(read_file(with_metrics)))->id);
  EXPECT_FALSE(policies->plans()[1].plan.metrics.empty());
}

TEST(PolicyFile, WithABadMetricIsRefused) {
  const Scratch scratch;
  Json policy =
      Json::parse(read_file(CARREL_SOURCE_DIR "/tests/golden/policy/valid/aggregate.json"));
  policy["aggregate"]["metrics"][0]["odds"] = {1, 1};
  scratch.write("policy.json", dump_json(policy));
  const auto policies = load_policies({scratch / "policy.json"});
  ASSERT_FALSE(policies);
  EXPECT_TRUE(policies.error().contains("policy.json: /aggregate/metrics/0/odds"))
      << policies.error();
}

TEST(PolicyFile, OfARevisionWithOtherEpochsIsRefused) {
  const Scratch scratch;
  const std::string published = CARREL_SOURCE_DIR "/tests/golden/policy/valid/aggregate.json";
  Json policy = Json::parse(read_file(published));
  policy["aggregate"]["calendar"]["from"] = "2026-01-06";
  scratch.write("policy.json", dump_json(policy));
  const auto policies = load_policies({published, scratch / "policy.json"});
  ASSERT_FALSE(policies);
  EXPECT_TRUE(policies.error().contains("/aggregate/calendar")) << policies.error();
}

TEST(PolicyFile, NamesEveryFaultWithItsFileAndPath) {
  const Scratch scratch;
  scratch.write("a.json", R"({"format": 1, "colour": "red"})");
  scratch.write("b.json", "{");
  const auto policies = load_policies({newest, scratch / "a.json", scratch / "b.json", "missing"});
  ASSERT_FALSE(policies);
  const std::string& text = policies.error();
  EXPECT_TRUE(text.contains((scratch / "a.json") + ": /colour: is not known here\n")) << text;
  EXPECT_TRUE(text.contains((scratch / "a.json") + ": /items: is missing\n")) << text;
  EXPECT_TRUE(text.contains((scratch / "b.json") + ": the document is not JSON\n")) << text;
  EXPECT_TRUE(text.contains("missing: cannot be read\n")) << text;
}

}  // namespace
}  // namespace carrel::server::test
