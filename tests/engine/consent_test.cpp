// A restriction acts when the command arrives; a grant acts when its record is durable.
#include "desk.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

TEST(EngineConsent, NothingIsAllowedBeforeTheEngineIsOpen) {
  Desk desk;
  const auto engine = Engine::open(desk.policy_text(), demo_hash, learner, desk.moment()).value();
  ASSERT_TRUE(engine);
  EXPECT_EQ(engine->handle({desk.moment(), place(1)}).error.code, Errc::not_open);
  EXPECT_EQ(engine->handle({desk.moment(), Choose{}}).error.code, Errc::not_open);
  EXPECT_TRUE(engine->allows(0)) << "what is strictly necessary needs no choice";
  EXPECT_FALSE(engine->allows(1));
  EXPECT_FALSE(engine->allows(99));
}

TEST(EngineConsent, AProfileOrHashThatIsNoneIsRefused) {
  Desk desk;
  for (const char* profile : {"", "abc", "UPPER", "with space", "../../etc"})
    EXPECT_FALSE(Engine::open(desk.policy_text(), demo_hash, profile, desk.moment())) << profile;
  EXPECT_FALSE(Engine::open(desk.policy_text(), "short", learner, desk.moment()));
  EXPECT_FALSE(Engine::open("{", demo_hash, learner, desk.moment()));
}

TEST(EngineConsent, AGrantWaitsForItsRecord) {
  Desk desk;
  Tab& tab = desk.tab();
  const ConsentChange change = desk.change(Choice::granted, {"resume"});
  const Reaction reaction = tab.send(Choose{change, 0});
  EXPECT_EQ(tab.engine().decision().choice, Choice::unasked);
  EXPECT_EQ(tab.until_saved(reaction), Tier::persistent);
  EXPECT_EQ(tab.engine().decision().choice, Choice::granted);
}

const Persist& written_for(const Reaction& reaction) {
  for (const auto& [id, act] : reaction.effects)
    if (const auto* persist = std::get_if<Persist>(&act)) return *persist;
  static const Persist none;
  return none;
}

TEST(EngineConsent, AChoiceIsHandedOutAsTheServerIsSentItOnceItNamesSomebody) {
  Desk desk;
  Tab& tab = desk.tab();
  const auto handed_out = [&](const ConsentChange& change) {
    const Persist written = written_for(tab.send(Choose{change, 0}));
    EXPECT_EQ(written.frames.size(), 1U);
    desk.settle();
    return written.consent;
  };
  EXPECT_EQ(handed_out(desk.change(Choice::refused)), "");
  std::vector<std::string> choices{handed_out(desk.change(Choice::granted, {"resume"})),
                                   handed_out(desk.change(Choice::refused))};
  std::vector<std::string> bodies;
  for (const Send& send : desk.sent)
    if (send.method == "PUT") bodies.push_back(send.body);
  EXPECT_EQ(bodies, choices);
  EXPECT_EQ(written_for(tab.send(place(1))).consent, "");
}

TEST(EngineConsent, AGrantThatCannotBeStoredGrantsNothing) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.disk(learner).full = true;
  EXPECT_EQ(desk.grant(tab), Tier::none);
  EXPECT_EQ(tab.record(place(5)), Tier::visit);
  EXPECT_EQ(tab.engine().status().reason, "quota");

  desk.disk(learner).full = false;
  desk.now = desk.now + Duration::seconds(40);
  tab.send(Tick{});
  desk.settle();
  EXPECT_EQ(tab.engine().decision().choice, Choice::granted);
  EXPECT_EQ(place_in(tab)->at, 5) << "and takes along what the visit holds";
  EXPECT_TRUE(tab.session.empty());
}

TEST(EngineConsent, ARestrictionActsEvenWhereItCannotBeStored) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.disk(learner).full = true;
  EXPECT_EQ(desk.refuse(tab), Tier::none);
  EXPECT_FALSE(tab.engine().allows(1));
  EXPECT_EQ(tab.record(place(5)), Tier::visit);
  EXPECT_FALSE(desk.local.at("carrel/ada0/decision").contains("granted"));
}

TEST(EngineConsent, AChoiceThatCouldNotBeStoredDoesNotOvertakeALaterOne) {
  for (const bool granted_first : {true, false}) {
    Desk desk;
    Tab& tab = desk.tab();
    desk.disk(learner).full = true;
    granted_first ? desk.grant(tab) : desk.refuse(tab);
    desk.disk(learner).full = false;
    granted_first ? desk.refuse(tab) : desk.grant(tab);
    desk.now = desk.now + Duration::seconds(40);
    tab.send(Tick{});
    desk.settle();
    const Choice last = granted_first ? Choice::refused : Choice::granted;
    EXPECT_EQ(tab.engine().decision().choice, last);
    desk.kill();
    EXPECT_EQ(desk.tab().engine().decision().choice, last);
  }
}

TEST(EngineConsent, WhoRefusesLeavesOneRecordWithoutAWriter) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.refuse(tab);
  ASSERT_EQ(desk.stored_items(), std::vector<std::string>{"consent.choice"});
  const auto record = decode_frame(desk.disk(learner).journal.begin()->second);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->writer, WriterId{});
  EXPECT_EQ(record->seq, Seq{});
  EXPECT_TRUE(std::get<ConsentValue>(record->event.payload).id.is_nil());
  EXPECT_TRUE(desk.sent.empty()) << "and no record at the server";
}

TEST(EngineConsent, FromTheFirstGrantOnEachChoiceIsKept) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.refuse(tab);
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "consent.choice"), 2);
  ASSERT_EQ(desk.sent.size(), 2U);
  EXPECT_TRUE(desk.sent[0].path.starts_with("/carrel/consent/"));
  EXPECT_TRUE(desk.sent[1].body.contains("\"refused\""));
}

TEST(EngineConsent, AnExpiredChoiceIsAskedAgainAndLosesNothing) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(7));
  desk.now = desk.now + Duration::days(181);
  tab.send(Tick{});
  desk.settle();
  EXPECT_EQ(tab.engine().decision().choice, Choice::unasked);
  EXPECT_FALSE(tab.engine().allows(1));
  EXPECT_EQ(place_in(tab)->at, 7);
  EXPECT_EQ(tab.record(place(8)), Tier::visit);
}

TEST(EngineConsent, AnAnswerHoldsUnderAnotherPolicyWhileItsPurposeStays) {
  Desk desk;
  desk.grant(desk.tab());
  desk.close("one");
  std::string revised = desk.policy_text();
  const std::string key = R"("key": "resume",)";
  const struct {
    const char* what;
    std::string text;
    Choice choice;
    Tier tier;
  } rows[] = {
      {"the same", revised, Choice::granted, Tier::persistent},
      {"another edition", revised.replace(revised.find(key), key.size(), key + R"("edition": 2,)"),
       Choice::granted, Tier::visit},
  };
  for (const auto& [what, text, choice, tier] : rows) {
    Device other(text, std::string(64, 'c'));
    other.disk(learner) = desk.disk(learner);
    Tab& tab = other.open("one", learner);
    EXPECT_EQ(tab.engine().decision().choice, choice) << what;
    EXPECT_EQ(tab.engine().decision().ask, tier == Tier::visit) << what;
    EXPECT_EQ(tab.record(place(1)), tier) << what;
  }
}

TEST(EngineConsent, AChoiceAboutAnotherPolicyIsRefused) {
  Desk desk;
  Device other(desk.policy_text(), std::string(64, 'c'));
  ConsentChange stale = Desk().change(Choice::granted, {"resume"});
  stale.at = other.now;
  EXPECT_EQ(other.open("one", learner).send(Choose{stale, 0}).error.code, Errc::other_policy);
}

TEST(EngineConsent, AChoiceOfTheInboxIsTakenOverOnce) {
  Desk desk;
  desk.disk(learner).inbox[3] = {.choice = Choice::granted,
                                 .purposes = {"resume"},
                                 .policy = demo_hash,
                                 .texts = std::string(64, 'b'),
                                 .at = desk.now,
                                 .how = {.method = Method::page}};
  EXPECT_EQ(desk.tab().engine().decision().choice, Choice::granted);
  EXPECT_TRUE(desk.disk(learner).inbox.empty());
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "consent.choice"), 1);
}

TEST(EngineConsent, AChoiceOfTheInboxThatIsNoneIsRemoved) {
  Desk desk;
  desk.disk(learner).inbox[3] = {Choice::granted, {"no_such"}, demo_hash, "", desk.now};
  EXPECT_EQ(desk.tab().engine().decision().choice, Choice::unasked);
  EXPECT_TRUE(desk.disk(learner).inbox.empty());
}

TEST(EngineConsent, GlobalPrivacyControlClearsItsCategoriesAndErasesNothing) {
  Desk desk("examples/embed-policy.json");
  Tab& tab = desk.open("one", "guest");
  const auto third = std::ranges::find(tab.engine().decision().keys, "third_party") -
                     tab.engine().decision().keys.begin();
  const auto index = static_cast<std::size_t>(third);
  std::vector<std::string> all;
  for (const Purpose& purpose : tab.engine().policy().purposes)
    if (!tab.engine()
             .policy()
             .category_of(*tab.engine().policy().find_purpose(purpose.key))
             .required)
      all.push_back(purpose.key);
  ASSERT_EQ(desk.choose(tab, Choice::granted, all), Tier::persistent);
  EXPECT_TRUE(tab.engine().allows(index));
  tab.send(Signal{true});
  EXPECT_FALSE(tab.engine().allows(index));
  EXPECT_EQ(tab.engine().decision().choice, Choice::granted) << "never stored as the person's own";
  tab.send(Signal{false});
  EXPECT_TRUE(tab.engine().allows(index));
}

TEST(EngineConsent, AChoiceThatTwoTabsFindInTheInboxIsWrittenOnce) {
  Desk desk;
  Tab& one = desk.tab();
  desk.grant(one);
  Tab& two = desk.tab("two");
  const ConsentChange refuse = desk.change(Choice::refused);
  desk.disk(learner).inbox[7] = refuse;
  const Reaction first = one.send(Choose{refuse, 7});
  const Reaction second = two.send(Choose{refuse, 7});
  EXPECT_EQ(one.until_saved(first), Tier::persistent);
  EXPECT_EQ(two.until_saved(second), Tier::persistent);
  desk.settle();
  EXPECT_EQ(std::ranges::count(desk.stored_items(), consent_item), 2);
  EXPECT_EQ(two.engine().decision().choice, Choice::refused);
  EXPECT_EQ(two.engine().status().unsaved, 0U);
}

}  // namespace
}  // namespace carrel::test
