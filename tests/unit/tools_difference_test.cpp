// The difference between two revisions says "asked" exactly where an answer ends.
#include "support/json.hpp"
#include "tools/difference.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/policy/parse_parts.hpp"

namespace carrel::tools {
namespace {

using test::hash_a, test::hash_b, test::read_file;

Json original() {
  Json out = Json::parse(read_file("tests/golden/policy/valid/every_shape.json"));
  out["services"] = {{{"key", "player"},
                      {"purpose", "video"},
                      {"title", {{"en", "Player"}}},
                      {"receives", {{"en", "The address"}}},
                      {"country", "US"},
                      {"safeguard", "standard_clauses"},
                      {"policy", "https://player.example/privacy"},
                      {"hosts", {"https://player.example"}},
                      {"leaves", {{"cookies", {"p_*"}}}}}};
  return out;
}

Json& entry(Json& document, const char* list, std::string_view member, std::string_view value) {
  for (Json& found : document[list])
    if (found[member] == value) return found;
  return document;
}

struct Compared {
  explicit Compared(const Json& after, const Json& before = original())
      : text_before(dump_json(before)),
        text_after(dump_json(after)),
        policy_before(parse_policy(text_before, hash_a).value()),
        policy_after(parse_policy(text_after, hash_b).value()),
        document_before(read_json(text_before)),
        document_after(read_json(text_after)),
        found(difference(revision_before(), revision_after())) {}

  Revision revision_before() const { return {document_before, policy_before}; }
  Revision revision_after() const { return {document_after, policy_after}; }
  const PurposeChange& purpose(std::string_view key) const {
    return *std::ranges::find(found.purposes, key, &PurposeChange::key);
  }
  // By fingerprint: whether an answer about the purpose, in both revisions, ends.
  bool ends(std::string_view key) const {
    const auto a = policy_before.find_purpose(key);
    const auto b = policy_after.find_purpose(key);
    return policy_before.purposes[*a].print != policy_after.purposes[*b].print;
  }

  std::string text_before, text_after;
  Policy policy_before, policy_after;
  JsonDocument document_before, document_after;
  Difference found;
};

TEST(Difference, OfARevisionWithItselfIsNone) {
  const Compared same(original());
  EXPECT_EQ(same.found.effect(), Effect::none);
  EXPECT_TRUE(same.found.policy.empty());
}

// Every member of every entry, changed or taken out, where the policy stays valid.
TEST(Difference, AsksExactlyWhereTheFingerprintChanges) {
  const std::vector<std::pair<const char*, Json>> values = {
      {"category", "functional"},
      {"category", "third_party"},
      {"basis", "explicit_consent"},
      {"uses", {"profiling"}},
      {"edition", 7},
      {"required", true},
      {"on_device", true},
      {"on_device", false},
      {"gpc", true},
      {"gpc", false},
      {"key", "renamed"},
      {"purpose", "resume"},
      {"when_enrolled", {{"purpose", "resume"}}},
      {"tier", "visit"},
      {"keep", {{"rule", "age"}, {"days", 3}}},
      {"sync", {{"rule", "each"}, {"verb", "http://verbs.example/did"}}},
      {"on_withdraw", "keep"},
      {"if_refused", "memory"},
      {"on_behavioural_erasure", "erase"},
      {"durability", "strict"},
      {"country", "JP"},
      {"safeguard", "adequacy"},
      {"hosts", {"https://other.example"}},
      {"leaves", {{"local", {"p"}}}},
      {"policy", "https://player.example/new"},
      {"title", {{"en", "Another name"}}},
      {"why", {{"en", "Another reason"}}},
      {"facts", {"D101"}},
  };
  int asked = 0, stood = 0;
  for (const char* list : {"categories", "purposes", "items", "services"}) {
    const Json before = original();
    for (std::size_t i = 0; i < before[list].size(); ++i)
      for (const auto& [member, value] : values) {
        Json after = original();
        after[list][i][member] = value;
        if (!parse_policy(dump_json(after), hash_b)) continue;
        const Compared compared(after);
        for (const PurposeChange& purpose : compared.found.purposes) {
          if (purpose.added || purpose.effect == Effect::gone) continue;
          const std::size_t index = *compared.policy_after.find_purpose(purpose.key);
          const bool needed = !compared.policy_after.category_of(index).required;
          ASSERT_EQ(purpose.effect == Effect::asked, needed && compared.ends(purpose.key))
              << list << '/' << i << '/' << member << ": " << purpose.key;
          ++(purpose.effect == Effect::asked ? asked : stood);
        }
      }
  }
  EXPECT_GT(asked, 20);
  EXPECT_GT(stood, 50);
}

TEST(Difference, SaysWhatChanged) {
  Json after = original();
  after["revision"] = "2027-01-01";
  after["consent"]["expires_days"] = 31;
  entry(after, "services", "key", "player")["country"] = "JP";
  entry(after, "purposes", "key", "resume")["why"]["en"] = "Said better.";
  entry(after, "items", "purpose", "sign_in")["keep"] = {{"rule", "age"}, {"days", 3}};
  const Compared compared(after);
  EXPECT_EQ(compared.purpose("video").effect, Effect::asked);
  EXPECT_EQ(compared.purpose("resume").effect, Effect::editorial);
  EXPECT_EQ(compared.purpose("sign_in").effect, Effect::notice);
  const std::string text = difference_text(compared.revision_before(), compared.revision_after());
  EXPECT_TRUE(text.contains(" -> 2027-01-01\n")) << text;
  EXPECT_TRUE(text.contains("consent: expires_days: ")) << text;
  EXPECT_TRUE(text.contains("video: asked about again\n  service player: country: US -> JP\n"))
      << text;
  EXPECT_TRUE(text.contains("resume: editorial: answers stand\n  purpose: why\n")) << text;
  EXPECT_TRUE(text.contains("sign_in: changed: answers stand\n")) << text;
  EXPECT_FALSE(text.contains("Said better")) << text;
  const Json json =
      Json::parse(difference_json(compared.revision_before(), compared.revision_after()));
  EXPECT_EQ(json["effect"], "asked");
  EXPECT_EQ(json["purposes"].size(), compared.found.purposes.size());
}

TEST(Difference, OfWhatIsNewAndWhatIsGone) {
  Json more = original();
  more["purposes"].push_back({{"key", "study"},
                              {"category", "functional"},
                              {"facts", Json::array()},
                              {"title", {{"en", "A study"}}},
                              {"why", {{"en", "To learn."}}}});
  const Compared added(more);
  EXPECT_TRUE(added.purpose("study").added);
  EXPECT_EQ(added.found.effect(), Effect::asked);
  const Compared dropped(original(), more);
  EXPECT_EQ(dropped.purpose("study").effect, Effect::gone);
  EXPECT_EQ(dropped.found.effect(), Effect::gone);

  Json without = original();
  without["services"] = Json::array();
  const Compared fewer(without);
  ASSERT_EQ(fewer.purpose("video").changes.size(), 1U);
  EXPECT_EQ(fewer.purpose("video").changes[0].entry, "service player");
  EXPECT_EQ(fewer.purpose("video").changes[0].after, "gone");
}

// A metric is in no fingerprint: who is to be asked about it is asked by the purpose's edition.
TEST(Difference, TellsOfMetrics) {
  const Json before = Json::parse(read_file("tests/golden/policy/valid/aggregate.json"));
  Json after = before;
  Json& metrics = after["aggregate"]["metrics"];
  metrics[0]["odds"] = {3, 1};
  metrics[1]["why"]["en"] = "Said better.";
  metrics[2]["key"] = "scrolled";
  after["aggregate"]["limit_permille"] = 20;
  const Compared compared(after, before);
  EXPECT_EQ(compared.purpose("insights").effect, Effect::notice);
  EXPECT_FALSE(compared.ends("insights"));
  EXPECT_EQ(compared.purpose("figures").effect, Effect::none);
  const std::string text = difference_text(compared.revision_before(), compared.revision_after());
  for (const char* line :
       {"aggregate: limit_permille: 50 -> 20\n", "insights: changed: answers stand\n",
        "  metric drop_off: odds: 7, 1 -> 3, 1\n", "  metric time_on_task: why\n",
        "  metric scrolled: not there -> new\n", "  metric click_cell: there -> gone\n"})
    EXPECT_TRUE(text.contains(line)) << line << "in\n" << text;
}

}  // namespace
}  // namespace carrel::tools
