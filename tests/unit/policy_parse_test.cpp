#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include "unit/tampering.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

Json every_shape_document() {
  return json_of(read_file("tests/golden/policy/valid/every_shape.json"));
}

std::vector<std::string> places(const Json& document) {
  std::vector<std::string> out;
  const auto policy = parse_policy(dump_json(document), hash_a);
  if (!policy)
    for (const Fault& fault : policy.error())
      out.push_back(fault.where);
  return out;
}

TEST(ParsePolicy, KeepsWhatTheDocumentSays) {
  const Policy& policy = every_shape_policy();
  EXPECT_EQ(policy.id, "every-shape");
  EXPECT_EQ(policy.revision, "2026-11-01");
  EXPECT_EQ(policy.site, "https://school.example/");
  EXPECT_EQ(policy.hash, hash_a);
  EXPECT_EQ(policy.languages, std::vector<std::string>{"en"});
  EXPECT_EQ(policy.consent_expires, Duration::days(180));
  ASSERT_EQ(policy.categories.size(), 3U);
  const Category& third_party = policy.categories[2];
  EXPECT_EQ(third_party.key, "third_party");
  EXPECT_FALSE(third_party.required);
  EXPECT_FALSE(third_party.on_device);
  EXPECT_TRUE(third_party.gpc);
  EXPECT_EQ(third_party.facts, (std::vector<std::string>{"D115", "D606"}));
  EXPECT_EQ(third_party.refused.at("en"), "What refusing means.");
}

TEST(ParsePolicy, KeepsTheRulesOfAnItem) {
  const Policy& policy = every_shape_policy();
  const PolicyItem* done = policy.find_item("lesson.done");
  ASSERT_NE(done, nullptr);
  EXPECT_EQ(policy.purposes[done->purpose].key, "resume");
  EXPECT_EQ(policy.purposes[done->purpose_for(true)].key, "sign_in");
  EXPECT_EQ(done->purpose_for(false), done->purpose);
  EXPECT_EQ(done->tier, Tier::persistent);
  EXPECT_EQ(done->if_refused, IfRefused::visit);
  EXPECT_EQ(done->on_withdraw, OnWithdraw::visit);
  EXPECT_EQ(done->on_behavioural_erasure, OnErasure::keep);
  EXPECT_EQ(done->keep.rule, KeepRule::idle);
  EXPECT_EQ(done->keep.days, 365);
  EXPECT_EQ(done->durability, Durability::relaxed);
  EXPECT_EQ(done->sync, SyncRule::each);
  EXPECT_EQ(done->verb, "http://adlnet.gov/expapi/verbs/completed");

  const PolicyItem* answer = policy.find_item("quiz.answer");
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->if_refused, IfRefused::drop);
  EXPECT_EQ(answer->on_withdraw, OnWithdraw::erase);
  EXPECT_EQ(answer->sync, SyncRule::never);
  EXPECT_EQ(answer->purpose_for(true), answer->purpose);
  EXPECT_EQ(policy.find_item("quiz.attempt")->durability, Durability::strict);
}

TEST(ParsePolicy, KeepsTheBoundsOfAShape) {
  const auto spec = [](std::string_view key) { return every_shape_policy().find_item(key)->shape; };
  EXPECT_EQ(spec("pref.speed"),
            (ShapeSpec{.shape = Shape::number, .min = -100, .max = 400, .scale = 100}));
  EXPECT_EQ(spec("pref.theme"), (ShapeSpec{.shape = Shape::choice, .options = {"light", "dark"}}));
  EXPECT_EQ(spec("lesson.place"), (ShapeSpec{.shape = Shape::position, .max = 86'400'000}));
  EXPECT_EQ(spec("quiz.answer"),
            (ShapeSpec{.shape = Shape::answer, .max_questions = 30, .max_options = 31}));
  EXPECT_EQ(spec("quiz.attempt"), (ShapeSpec{.shape = Shape::attempt, .max = 30}));
  EXPECT_EQ(spec("essay.draft"),
            (ShapeSpec{.shape = Shape::draft, .max_bytes = 65'536, .max_versions = 10}));
  EXPECT_EQ(spec("forum.draft"), (ShapeSpec{.shape = Shape::draft, .max_bytes = 4096}));
  EXPECT_EQ(spec("lesson.watched"),
            (ShapeSpec{.shape = Shape::intervals, .max = 86'400'000, .max_intervals = 4}));
  EXPECT_EQ(spec("lesson.done"), ShapeSpec{.shape = Shape::flag});
  EXPECT_EQ(spec("lesson.passed"), (ShapeSpec{.shape = Shape::flag, .grows = true}));
  EXPECT_EQ(spec("course.bookmarked"), ShapeSpec{.shape = Shape::membership});
  EXPECT_EQ(spec("service.video"), ShapeSpec{.shape = Shape::service});
}

TEST(ParsePolicy, AddsTheBuiltInItemsUnderARequiredCategory) {
  const Policy& policy = every_shape_policy();
  for (const auto key : {consent_item, transfer_item, use_item}) {
    const PolicyItem* item = policy.find_item(key);
    ASSERT_NE(item, nullptr);
    EXPECT_TRUE(is_built_in(*item));
    EXPECT_EQ(policy.purposes[item->purpose].key, "accountability");
    EXPECT_TRUE(policy.category_of(item->purpose).required);
    EXPECT_EQ(item->tier, Tier::persistent);
    EXPECT_EQ(item->sync, SyncRule::never);
  }
  EXPECT_EQ(policy.find_item(consent_item)->durability, Durability::strict);
  EXPECT_FALSE(is_built_in(*policy.find_item("lesson.done")));
}

TEST(ParsePolicy, LeavesTheBuiltInKeysToTheEngine) {
  for (const char* key : {"consent.choice", "transfer.entry"}) {
    Json document = every_shape_document();
    document["items"][1]["key"] = key;
    EXPECT_EQ(places(document), std::vector<std::string>{"/items/1/key"});
  }
  Json document = every_shape_document();
  document["purposes"][0]["key"] = "accountability";
  EXPECT_EQ(places(document).front(), "/purposes/0/key");
}

TEST(ParsePolicy, ShowsExactlyTheCategoriesThatHaveAnItem) {
  Json document = every_shape_document();
  document["items"].erase(9);  // service.video, the only one of third_party
  const auto policy = parse_policy(dump_json(document), hash_a);
  ASSERT_TRUE(policy.has_value());
  EXPECT_TRUE(policy->categories[0].shown);
  EXPECT_TRUE(policy->categories[1].shown);
  EXPECT_FALSE(policy->categories[2].shown);
  EXPECT_TRUE(every_shape_policy().categories[2].shown);
}

TEST(ParsePolicy, FindsByKeyOrNotAtAll) {
  const Policy& policy = every_shape_policy();
  EXPECT_EQ(policy.find_purpose("video"), 2U);
  EXPECT_EQ(policy.find_purpose("vide"), std::nullopt);
  EXPECT_EQ(policy.find_item("lesson"), nullptr);
  EXPECT_EQ(policy.category_of(2).key, "third_party");
  EXPECT_EQ(policy.purposes_where(&Category::required), 0b1001U);  // and the built-in one
  EXPECT_EQ(policy.purposes_where(&Category::on_device), 0b1011U);
  EXPECT_EQ(policy.purposes_where(&Category::gpc), 0b0100U);
}

TEST(ParsePolicy, NeedsEveryMemberOfItsTypeAndNoOther) {
  const auto refused = [](const Json& document) { return !places(document).empty(); };
  const Json document = every_shape_document();
  expect_every_member_needed(
      document, refused, {"$schema", "durability", "sync", "when_enrolled", "grows", "versions"});
  expect_every_type_fixed(document, refused);
  expect_nothing_added(document, refused);
}

TEST(ParsePolicy, FindsEveryFaultInOnePass) {
  Json document = every_shape_document();
  document["site"] = "http://school.example/";
  document["purposes"][1].erase("why");
  document["items"][0]["tier"] = "cloud";
  document["items"][2]["shape"]["scale"] = 0;
  document["items"][3]["title"]["fr"] = "Titre";
  EXPECT_EQ(places(document),
            (std::vector<std::string>{"/site", "/purposes/1/why", "/items/0/tier",
                                      "/items/2/shape/scale", "/items/3/title/fr"}));
}

TEST(ParsePolicy, LooksNoFurtherIntoAnotherFormat) {
  Json document = every_shape_document();
  document["site"] = 1;
  document["format"] = 2;
  EXPECT_EQ(places(document), std::vector<std::string>{"/format"});
  document["format"] = 0;
  EXPECT_EQ(places(document), std::vector<std::string>{"/format"});
}

TEST(ParsePolicy, HoldsAsManyEntriesAsItsLimitsSay) {
  Json document = every_shape_document();
  Json purpose = document["purposes"][0];
  for (std::size_t i = document["purposes"].size(); i < max_purposes; ++i) {
    purpose["key"] = "p" + std::to_string(i);
    document["purposes"].push_back(purpose);
  }
  Json item = document["items"][1];
  for (std::size_t i = document["items"].size(); i < max_items; ++i) {
    item["key"] = "i" + std::to_string(i);
    document["items"].push_back(item);
  }
  EXPECT_EQ(places(document), std::vector<std::string>{});
  purpose["key"] = item["key"] = "one_more";
  document["purposes"].push_back(purpose);
  EXPECT_EQ(places(document).front(), "/purposes");
  document["purposes"].erase(document["purposes"].size() - 1);
  document["items"].push_back(item);
  EXPECT_EQ(places(document), std::vector<std::string>{"/items"});
}

}  // namespace
}  // namespace carrel::test
