// Effects that cross: what is under way, taken back, in two places at once, or stamped by a clock
// that was wrong.
#include "desk.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

bool holds(const Bytes& bytes, std::string_view text) {
  return std::string(bytes.begin(), bytes.end()).contains(text);
}

TEST(EngineCrossing, ASnapshotHoldsNothingOfTheVisit) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("before"));
  desk.refuse(tab);
  tab.record(draft("typed after"));
  for (int i = 0; i < 300; ++i)
    tab.record(done("course/privacy/page" + std::to_string(i)));
  desk.settle();
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  for (const auto& [generation, bytes] : desk.disk(learner).snapshots)
    EXPECT_FALSE(holds(bytes, "typed after"));
  desk.kill();
  EXPECT_EQ(std::get<DraftValue>(drafts_in(desk.tab())[0].event.payload).text, "before");
}

TEST(EngineCrossing, AWithdrawalReachesWhatASnapshotFoundUnderWay) {
  Desk desk;
  desk.set_online(false);
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(1, "course/b"));
  tab.record(place(1, "course/c"));
  for (int i = 2; i < 140; ++i) {
    tab.send(place(i, "course/a"));
    tab.send(place(i, "course/b"));
    desk.settle();
  }
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  desk.kill();
  desk.refuse(desk.tab());
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 0);
}

TEST(EngineCrossing, ADraftDiscardedAfterARefusalLeavesNoText) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("secret words"));
  desk.refuse(tab);
  tab.record(draft("", DraftState::discarded));
  desk.settle();
  for (const auto& [key, bytes] : desk.disk(learner).journal)
    EXPECT_FALSE(holds(bytes, "secret"));
  desk.kill();
  EXPECT_TRUE(drafts_in(desk.tab()).empty());
}

TEST(EngineCrossing, AnEditReplacesAValueOfAFutureClock) {
  Desk desk;
  Tab* tab = &desk.tab();
  desk.grant(*tab);
  tab->record(place(1));
  desk.kill();
  desk.now = desk.now + Duration::days(-40);
  tab = &desk.tab();
  EXPECT_EQ(tab->record(place(2)), Tier::persistent);
  EXPECT_EQ(place_in(*tab)->at, 2);
  desk.kill();
  EXPECT_EQ(place_in(desk.tab())->at, 2);
}

TEST(EngineCrossing, AlsoInAVisit) {
  Desk desk;
  Tab& tab = desk.tab();
  tab.record(place(1));
  desk.now = desk.now + Duration::seconds(-5000);
  tab.load();
  tab.record(place(2));
  EXPECT_EQ(place_in(tab)->at, 2);
}

TEST(EngineCrossing, ManyShortVisitsMakeASnapshotToo) {
  Desk desk;
  desk.grant(desk.tab());
  for (int i = 0; i < 300; ++i) {
    desk.tab().record(place(i));
    desk.close("one");
  }
  EXPECT_FALSE(desk.disk(learner).snapshots.empty());
}

TEST(EngineCrossing, OfTwoChoicesAtOnceBothAreKept) {
  Desk desk;
  Tab& one = desk.tab();
  Tab& two = desk.tab("two");
  const ConsentChange grant = desk.change(Choice::granted, {"resume"});
  const Reaction first = one.send(Choose{grant, 0});
  const Reaction second = two.send(Choose{grant, 0});
  EXPECT_EQ(two.until_saved(second), Tier::persistent);
  EXPECT_EQ(one.until_saved(first), Tier::persistent);
  desk.settle();
  EXPECT_EQ(std::ranges::count(desk.stored_items(), consent_item), 2);
}

TEST(EngineCrossing, AGrantTakenBackBeforeTheVisitWasTakenAlong) {
  Desk desk;
  Tab& tab = desk.tab();
  tab.record(place(4));
  const ConsentChange grant = desk.change(Choice::granted, {"resume"});
  ASSERT_EQ(tab.send(Choose{grant, 0}).error.code, Errc::none);
  tab.step();
  desk.refuse(tab);
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 0);
  EXPECT_FALSE(tab.session.empty());
  tab.load();
  ASSERT_TRUE(place_in(tab));
  EXPECT_EQ(place_in(tab)->at, 4);
}

// A store of two tabs' frames, where `engine` is one of them.
struct Written {
  EffectId id;
  Bytes frame;
};

Written written(const Reaction& reaction) {
  for (const Effect& effect : reaction.effects)
    if (const auto* persist = std::get_if<Persist>(&effect.act))
      return {effect.id, persist->frames.front()};
  return {};
}

TEST(EngineCrossing, WhatTheJournalHeldBeforeAFrameThatIsLostIsStillThere) {
  Desk desk;
  const auto engine = Engine::open(desk.policy_text(), demo_hash, learner, desk.moment()).value();
  const Reaction opened = engine->handle({desk.moment(), Opened{}});
  engine->handle({desk.moment(), FramesRead{opened.effects[0].id, {}, true}});
  const auto keep = [&](decltype(Command::act) act, std::uint64_t key) {
    const Written frame = written(engine->handle({desk.moment(), std::move(act)}));
    Done done;
    done.id = frame.id;
    done.ok = true;
    done.keys = {key};
    return engine->handle({desk.moment(), done});
  };
  keep(Choose{desk.change(Choice::granted, {"resume"}), 0}, 1);
  keep(place(1), 2);
  const Reaction behind = keep(place(2), 4);
  const auto read = std::ranges::find_if(
      behind.effects, [](const Effect& e) { return std::holds_alternative<Read>(e.act); });
  ASSERT_NE(read, behind.effects.end()) << "what another tab has written before it";
  engine->handle({desk.moment(), FramesRead{read->id, {{4, Bytes{1, 2, 3}}}, true}});
  const auto places = engine->values("progress.place", "");
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(std::get<PositionValue>(places[0].event.payload).at, 1);
}

TEST(EngineCrossing, AnAlarmIsSetForTheEndOfAChoice) {
  Desk desk;
  const auto engine = Engine::open(desk.policy_text(), demo_hash, learner, desk.moment()).value();
  const Reaction opened = engine->handle({desk.moment(), Opened{}});
  engine->handle({desk.moment(), FramesRead{opened.effects[0].id, {}, true}});
  const ConsentChange change = desk.change(Choice::granted, {"resume"});
  Done done;
  done.id = engine->handle({desk.moment(), Choose{change, 0}}).effects[0].id;
  done.ok = true;
  done.keys = {1};
  Instant alarm;
  for (const Effect& effect : engine->handle({desk.moment(), done}).effects)
    if (const auto* wake = std::get_if<Wake>(&effect.act)) alarm = wake->at;
  EXPECT_EQ(alarm, engine->decision().until);
}

}  // namespace
}  // namespace carrel::test
