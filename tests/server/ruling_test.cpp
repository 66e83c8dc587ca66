// The server lets in what the engine would send, and nothing that the engine would not but for what
// a server is never told: the age and the school.
#include <set>

#include "handlers/judge.hpp"
#include "tools/situation_table.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

#include "carrel/sync/xapi.hpp"

namespace carrel::server::test {
namespace {

using tools::Law;
using tools::Person;

constexpr std::size_t step = 61;  // prime to each number of the table's product

// Every item may leave, and each purpose has one.
Policy sending() {
  Policy out =
      parse_policy(read_file(CARREL_SOURCE_DIR "/tests/golden/policy/valid/every_use.json"),
                   newest_hash)
          .value();
  for (PolicyItem& item : out.items) {
    if (is_built_in(item)) continue;
    item.shape.shape = Shape::flag;
    item.tier = Tier::persistent;
    item.sync = SyncRule::each;
    item.verb = "http://verbs.example/" + item.key;
  }
  return out;
}

class Ruled : public testing::Test {
 protected:
  Ruled()
      : text(read_file(CARREL_SOURCE_DIR "/shared/rules/places.json")),
        law{read_json(text), parse_rules(text).value()},
        policies({sending()}, {law.rules}) {}

  const Policy& policy() const { return policies.newest(); }

  // What the engine has sent of the choice: nothing of an anonymous one.
  static std::optional<ConsentEntry> entry_of(const Consent& consent) {
    if (consent.value.id.is_nil()) return {};
    return ConsentEntry{1, consent.value.at, consent_text(consent.value)};
  }

  JsonDocument statement(const PolicyItem& item) const {
    const Gate gate(policy());
    Circumstances all{.enrolled = true};
    all.consent.value = {.choice = Choice::granted, .policy = policy().hash};
    all.consent.value.at = tools::situation_noon;
    for (const Purpose& purpose : policy().purposes)
      all.consent.value.purposes.push_back(purpose.key);
    const auto admitted =
        gate.admit(all, {item.key, "course", FlagValue{true}}, tools::situation_noon);
    EXPECT_TRUE(admitted);
    return read_json(
        statement_text(policy(), ada.pseudonym, Uuid{1, 2}, tools::situation_noon, *admitted));
  }

  void check(const Person& person) {
    const auto in = tools::situated_person(policy(), law, person);
    ASSERT_TRUE(in);
    const auto entry = entry_of(in->consent);
    for (const int days : tools::situation_days)
      for (const bool signal : {false, true}) {
        const Instant now = tools::situation_noon + Duration::days(days);
        const Judge judge(policies, ada, entry, signal, now);
        for (const PolicyItem& item : policy().items)
          if (!is_built_in(item) && !HasFatalFailure()) compare(*in, judge, item, signal, now);
      }
  }

  void compare(const tools::Situated& in, const Judge& judge, const PolicyItem& item, bool signal,
               Instant now) {
    const auto& sent = statements.try_emplace(item.key, statement(item)).first->second;
    const auto verdict = judge.check(sent);
    const Gate gate(policy());
    const Circumstances who{in.consent, signal, true, in.where};
    const auto admitted = gate.admit(who, {item.key, "course", FlagValue{true}}, now);
    const bool leaves = admitted && gate.sendable(who, *admitted, now);
    const Reason reason = ruling(policy(), in.where, in.consent, signal, item.purpose, now).reason;
    seen.insert(reason);
    // "Keep everything on this device", by one who never granted, is told to no server (D124).
    const bool untold_choice =
        in.consent.value.choice == Choice::on_device && in.consent.value.id.is_nil();
    if (verdict && !leaves && !untold_choice) {
      ASSERT_TRUE(untold.contains(reason)) << item.key << ": " << name(reason);
      beyond.insert(reason);
    }
    if (leaves && !verdict) {
      // What runs without a choice has no record, and so does not leave.
      ASSERT_EQ(name(reason), name(Reason::without_choice)) << item.key;
    }
    if (!verdict && !leaves && in.consent.value.choice == Choice::granted &&
        !untold.contains(reason)) {
      const auto why = body_of(verdict.error())["reason"].get<std::string>();
      ASSERT_TRUE(why.ends_with(": " + std::string(name(reason)))) << why << name(reason);
    }
  }

  const std::string text;
  const Law law;
  const Policies policies;
  const Subject ada{"6845352b501643c945ada219f776496a", "ada", true};
  std::map<std::string, JsonDocument> statements;
  std::set<Reason> seen, beyond;
  const std::set<Reason> untold{Reason::restricted, Reason::age_unknown, Reason::too_young,
                                Reason::parent_pending, Reason::parent_refused};
};

TEST_F(Ruled, AsTheEngineRules) {
  const auto persons = tools::every_person(policy(), law.rules);
  for (std::size_t i = 0; i < persons.size(); i += step) {
    check(persons[i]);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(beyond, untold) << "what a server cannot know is written down in docs/formats/wire.md";
  EXPECT_GE(seen.size(), 13U);
}

}  // namespace
}  // namespace carrel::server::test
