#include "support/json.hpp"
#include "tools/explain.hpp"
#include "tools/explain_options.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

namespace carrel::tools {
namespace {

const Law& shipped() {
  static const Law law = [] {
    const std::string text = test::read_file("shared/rules/places.json");
    return Law{read_json(text), parse_rules(text).value()};
  }();
  return law;
}

// resume is plain, video third-party, sign_in required.
Policy policy() {
  Policy out = test::every_shape_policy();
  out.purposes[1].uses = static_cast<UseSet>(Use::measurement);
  return out;
}

using Arguments = std::vector<const char*>;

Explanation about(std::string_view purpose, const Arguments& arguments, const Policy& policy,
                  const Law& law = shipped()) {
  const auto options = parse_explain_options(policy, arguments);
  EXPECT_TRUE(options) << options.error();
  if (!options) return {};
  const auto rows = explain(policy, {}, law, options->person);
  EXPECT_TRUE(rows);
  if (!rows) return {};
  const auto found = std::ranges::find(*rows, purpose, &Explanation::purpose);
  return found == rows->end() ? Explanation{} : *found;
}

TEST(Explain, NamesTheRuleThatDecided) {
  Policy free = policy();
  free.without_choice = true;
  Policy asking = policy();
  asking.asks_age = true;
  Policy long_lived = policy();
  long_lived.consent_expires = Duration::days(395);
  const struct {
    const Policy& policy;
    Arguments arguments;
    const char* purpose;
    Reason reason;
    const char* rule;
    const char* value;
    const char* place;
  } rows[] = {
      {free, {}, "sign_in", Reason::required, "", "", ""},
      {free, {"--place", "DE"}, "resume", Reason::not_asked, "without_choice", "none", "eea"},
      {free,
       {"--place", "GB+exemptions"},
       "resume",
       Reason::without_choice,
       "without_choice",
       "measurement, appearance",
       "GB+exemptions"},
      {free,
       {"--place", "US-CA", "--age", "15"},
       "video",
       Reason::not_asked,
       "without_choice",
       "measurement, appearance, profiling, sharing, advertising",
       "US-CA"},
      {free,
       {"--place", "FR", "--age", "14", "--choice", "granted"},
       "resume",
       Reason::parent_pending,
       "digital_age",
       "15",
       "FR"},
      {free,
       {"--place", "FR", "--age", "14", "--choice", "granted", "--approval", "granted"},
       "resume",
       Reason::granted,
       "",
       "",
       ""},
      {free,
       {"--place", "FR", "--age", "12-14", "--choice", "granted"},
       "video",
       Reason::too_young,
       "digital_age",
       "15",
       "FR"},
      {asking, {"--choice", "granted"}, "resume", Reason::age_unknown, "", "", ""},
      {free,
       {"--choice", "granted", "--school", "third_party,x"},
       "video",
       Reason::restricted,
       "",
       "",
       ""},
      {free, {"--choice", "granted", "--signal"}, "video", Reason::signal, "", "", ""},
      {free, {"--choice", "granted", "--signal", "--told"}, "video", Reason::granted, "", "", ""},
      {free,
       {"--place", "JP", "--choice", "granted", "--signal"},
       "resume",
       Reason::signal_of_place,
       "signal_refuses",
       "measurement, appearance, profiling, sharing, advertising",
       "*"},
      {long_lived,
       {"--place", "FR", "--choice", "granted", "--at", "180"},
       "resume",
       Reason::expired,
       "grant_days",
       "180",
       "FR"},
      {long_lived,
       {"--place", "DE", "--choice", "granted", "--at", "394"},
       "resume",
       Reason::granted,
       "",
       "",
       ""},
      {free,
       {"--place", "IT", "--choice", "refused", "--at", "183"},
       "resume",
       Reason::expired,
       "ask_again_days",
       "183",
       "IT"},
      {free, {"--choice", "granted:resume"}, "video", Reason::refused, "", "", ""},
  };
  for (const auto& row : rows) {
    const Explanation found = about(row.purpose, row.arguments, row.policy);
    EXPECT_EQ(name(found.ruling.reason), name(row.reason)) << row.purpose;
    EXPECT_EQ(found.rule, row.rule) << name(row.reason);
    EXPECT_EQ(found.from ? found.from->value : "", row.value) << name(row.reason);
    EXPECT_EQ(found.from ? found.from->place : "", row.place) << name(row.reason);
    EXPECT_EQ(found.from && found.from->source.empty(), false);
  }
}

TEST(Explain, WithoutRulesIsTheStrictest) {
  const Explanation found =
      about("resume", {"--choice", "granted", "--age", "15"}, policy(), Law{});
  EXPECT_EQ(found.ruling.reason, Reason::parent_pending);
  ASSERT_TRUE(found.from);
  EXPECT_EQ(found.from->value, "16");
  EXPECT_EQ(found.from->place, "");
}

// The source names the value that holds: of each rule and place the same as the parser took.
TEST(Explain, GivesTheSourceOfWhatHolds) {
  for (const auto& [place, law] : shipped().rules.places) {
    if (!is_place(place)) continue;
    const auto value = [&](const char* rule) {
      return source_of(*shipped().document, place, rule).value;
    };
    EXPECT_EQ(value("digital_age"), std::to_string(law.digital_age)) << place;
    EXPECT_EQ(value("own_choice_age"), std::to_string(law.own_choice_age)) << place;
    EXPECT_EQ(value("grant_days"), std::to_string(law.grant.ms / Duration::days(1).ms)) << place;
    EXPECT_EQ(value("ask_again_days"), std::to_string(law.ask_again.ms / Duration::days(1).ms));
    EXPECT_EQ(value("without_choice") == "none", law.without_choice == 0) << place;
    EXPECT_EQ(value("signal_refuses") == "none", law.signal_refuses == 0) << place;
  }
}

TEST(Explain, WritesItForPeopleAndForPrograms) {
  const auto options = parse_explain_options(
      policy(), Arguments{"--place", "FR", "--age", "14", "--choice", "granted", "--json"});
  ASSERT_TRUE(options);
  EXPECT_TRUE(options->json);
  const auto rows = explain(policy(), {}, shipped(), options->person);
  ASSERT_TRUE(rows);
  const std::string text = explanation_text(*rows);
  EXPECT_TRUE(text.contains("resume   denied   parent_pending\n  digital_age: 15 (FR)\n")) << text;
  EXPECT_TRUE(text.contains("article 45")) << text;
  const Json json = Json::parse(explanation_json(*rows));
  EXPECT_EQ(json[0]["allowed"], true);
  EXPECT_EQ(json[1]["rule"], "digital_age");
}

TEST(Explain, SaysWhichOptionIsWrong) {
  const std::pair<Arguments, const char*> cases[] = {
      {{"--place", "Germany"}, "--place: not understood: Germany"},
      {{"--age", "x"}, "--age: not understood: x"},
      {{"--age", "16-13"}, "--age: not understood: 16-13"},
      {{"--approval", "granted"}, "--approval: needs --age"},
      {{"--approval", "maybe", "--age", "3"}, "--approval: not understood: maybe"},
      {{"--choice", "refused:resume"}, "--choice: not understood: refused:resume"},
      {{"--at", "-1"}, "--at: not understood: -1"},
      {{"--at"}, "--at: needs a value"},
      {{"--colour", "red"}, "--colour: no such option"},
  };
  for (const auto& [arguments, message] : cases) {
    const auto options = parse_explain_options(policy(), arguments);
    ASSERT_FALSE(options) << message;
    EXPECT_EQ(options.error(), message);
  }
  Case unknown{.choice = Choice::granted, .purposes = {"spying"}};
  EXPECT_EQ(explain(policy(), {}, shipped(), unknown).error().code, Errc::unknown_purpose);
}

TEST(Explain, NamesTheMetricsThatAPurposeIsFor) {
  const std::string text = test::read_file("tests/golden/policy/valid/aggregate.json");
  const Policy policy = parse_policy(text, test::hash_a).value();
  const auto rows = explain(policy, parse_aggregate(text, policy).value(), {}, {}).value();
  const std::vector<std::string> all{"drop_off", "time_on_task", "click_cell", "waiting"};
  for (const Explanation& row : rows)
    EXPECT_EQ(row.metrics, row.purpose == "sign_in" ? std::vector<std::string>{} : all)
        << row.purpose;
  EXPECT_TRUE(explanation_text(rows).contains("  metrics: drop_off time_on_task"));
  EXPECT_EQ(Json::parse(explanation_json(rows))[1]["metrics"].size(), all.size());
}

}  // namespace
}  // namespace carrel::tools
