// Bad input, a damaged store, a full one: a clear error or a right answer, and nothing is lost.
#include "unit/damage.hpp"

#include <ranges>

#include "desk.hpp"
#include "golden/records.hpp"

#include "carrel/journal/frame.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::test {
namespace {

// One bit of the newest frame of an item.
void damage_newest(Disk& disk, std::string_view item) {
  for (auto& [key, bytes] : std::views::reverse(disk.journal)) {
    const auto record = decode_frame(bytes);
    if (!record || record->event.item != item) continue;
    bytes[bytes.size() / 2] ^= 0x40;
    return;
  }
  ADD_FAILURE() << "no frame of " << item;
}

void expect_unasked(const Device& desk, const Engine& engine) {
  EXPECT_EQ(engine.decision().choice, Choice::unasked);
  EXPECT_TRUE(engine.granted_purposes().empty());
  EXPECT_FALSE(engine.allows(1));
  EXPECT_FALSE(desk.local.contains("carrel/" + learner + "/decision"));
}

TEST(EngineDamage, RefusesWhatThePolicyDoesNotKnow) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  const auto before = desk.disk(learner).journal;
  const auto refused = [&](Event event) { return tab.send(std::move(event)).error.code; };
  EXPECT_EQ(refused({"no.such", "course/a", FlagValue{true}}), Errc::unknown_item);
  EXPECT_EQ(refused({"consent.choice", "profile", ConsentValue{}}), Errc::unknown_item);
  EXPECT_EQ(refused({"transfer.entry", "course/a", TransferValue{}}), Errc::unknown_item);
  EXPECT_EQ(refused({"progress.place", "../secret path", PositionValue{1, 2}}), Errc::bad_entity);
  EXPECT_EQ(refused({"progress.place", "course/a", FlagValue{true}}), Errc::bad_payload);
  EXPECT_EQ(refused(place(-1)), Errc::bad_payload);
  EXPECT_EQ(refused({"pref.theme", "profile", ChoiceValue{"purple"}}), Errc::bad_payload);
  EXPECT_EQ(refused(draft("\xff not UTF-8")), Errc::bad_payload);
  desk.settle();
  EXPECT_EQ(desk.disk(learner).journal, before);
}

TEST(EngineDamage, AnOversizedDraftIsRefusedAndTheOlderOneStays) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(draft("short"));
  const Reaction reaction = tab.send(draft(std::string(1 << 20, 'x')));
  EXPECT_EQ(reaction.error, (Error{Errc::too_large, "draft.text"}));
  EXPECT_TRUE(reaction.effects.empty());
  EXPECT_EQ(std::get<DraftValue>(drafts_in(tab)[0].event.payload).text, "short");
}

TEST(EngineDamage, ACorruptFrameIsReportedKeptAndHarmsNoOther) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(1));
  tab.record(done("course/privacy/reading"));
  desk.close("one");
  const std::vector<std::string> items = desk.stored_items();
  const auto at = std::ranges::find(items, "progress.place") - items.begin();
  const auto damaged = std::next(desk.disk(learner).journal.begin(), at);
  damaged->second[damaged->second.size() / 2] ^= 0x40;
  const Bytes before = damaged->second;
  Tab& again = desk.tab();
  EXPECT_EQ(again.engine().status().corrupt, 1U);
  EXPECT_FALSE(place_in(again));
  EXPECT_EQ(again.engine().values("progress.completed", "").size(), 1U);
  EXPECT_EQ(damaged->second, before);
}

TEST(EngineDamage, NoEarlierGrantIsInForceWhereTheLastChoiceCannotBeRead) {
  for (const Choice last : {Choice::refused, Choice::on_device, Choice::granted}) {
    Desk desk;
    Tab& tab = desk.tab();
    desk.grant(tab);
    tab.record(place(1));
    desk.choose(
        tab, last,
        last == Choice::granted ? std::vector<std::string>{"drafts"} : std::vector<std::string>{});
    desk.close("one");
    damage_newest(desk.disk(learner), consent_item);
    const auto before = desk.disk(learner).journal;
    desk.sent.clear();
    Tab& again = desk.tab();
    expect_unasked(desk, again.engine());
    EXPECT_EQ(again.record(place(2)), Tier::visit);
    again.record(done("course/privacy/reading"));
    desk.settle();
    EXPECT_TRUE(desk.sent.empty()) << "the choice may have been to keep everything here";
    for (const auto& [key, bytes] : before)
      EXPECT_TRUE(desk.disk(learner).journal.contains(key)) << key;

    desk.refuse(again);
    EXPECT_EQ(again.engine().decision().choice, Choice::refused);
    ASSERT_FALSE(desk.sent.empty());
    EXPECT_TRUE(desk.sent[0].body.contains("\"refused\""));
    desk.grant(again);
    EXPECT_TRUE(again.engine().allows(1));
    desk.kill();
    EXPECT_TRUE(desk.tab().engine().allows(1)) << "a choice that came later counts";
  }
}

TEST(EngineDamage, NorAfterCompaction) {
  Desk desk;
  desk.grant(desk.tab());
  desk.refuse(desk.tab());
  desk.close("one");
  damage_newest(desk.disk(learner), consent_item);
  Tab& tab = desk.tab();
  for (int i = 1; i <= 1000; ++i)
    tab.record(done("course/privacy/page" + std::to_string(i)));
  desk.close("one");
  ASSERT_GT(desk.disk(learner).compaction.deleted_to, 3U);
  expect_unasked(desk, desk.tab().engine());
  desk.kill();
  expect_unasked(desk, desk.tab().engine());
}

TEST(EngineDamage, WhileTheLatestChoiceIsUnknownNoneIsOutdated) {
  Desk desk;
  desk.choose(desk.tab(), Choice::on_device, {"resume"});
  desk.refuse(desk.tab());
  desk.close("one");
  Disk& disk = desk.disk(learner);
  damage_newest(disk, consent_item);
  Tab& tab = desk.tab();
  for (int i = 1; i <= 1000; ++i)
    tab.record(done("course/privacy/page" + std::to_string(i)));
  desk.close("one");
  const auto snapshot = decode_snapshot(std::prev(disk.snapshots.end())->second);
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(std::ranges::count_if(
                snapshot->records,
                [](const HeldRecord& held) { return held.record.event.item == consent_item; }),
            1);
}

TEST(EngineDamage, AChoiceThatASnapshotHasIsNotLostWithItsFrame) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (int i = 1; i <= 200; ++i)
    tab.record(done("course/privacy/page" + std::to_string(i)));
  desk.close("one");
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  damage_newest(desk.disk(learner), consent_item);
  EXPECT_TRUE(desk.tab().engine().allows(1));
}

TEST(EngineDamage, ADamagedChoiceIsNoticedByATabThatReadsOn) {
  Desk desk;
  Tab& one = desk.tab();
  desk.grant(one);
  Tab& two = desk.tab("two");
  ASSERT_TRUE(two.engine().allows(1));
  Bytes bytes = std::prev(desk.disk(learner).journal.end())->second;
  bytes.back() ^= 1;
  desk.disk(learner).journal.emplace(desk.disk(learner).next_key++, bytes);
  two.send(PeerAdvanced{});
  desk.settle();
  expect_unasked(desk, two.engine());
}

TEST(EngineDamage, ATruncatedSnapshotIsRebuiltFromTheJournal) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (int i = 1; i <= 300; ++i)
    tab.record(place(i, "course/privacy/page" + std::to_string(i)));
  desk.close("one");
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  for (auto& [generation, bytes] : desk.disk(learner).snapshots)
    bytes.resize(bytes.size() / 2);
  Tab& again = desk.tab();
  EXPECT_GE(again.engine().status().corrupt, 1U);
  EXPECT_EQ(again.engine().values("progress.place", "").size(), 300U);
}

TEST(EngineDamage, ASnapshotAndTheTailGiveTheSameAsTheJournalAlone) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  for (int i = 1; i <= 400; ++i)
    tab.record(place(i, "course/privacy/page" + std::to_string(i % 50)));
  desk.close("one");
  ASSERT_FALSE(desk.disk(learner).snapshots.empty());
  const auto with = desk.tab().engine().values("", "");
  desk.close("one");
  desk.disk(learner).snapshots.clear();
  const auto without = desk.tab().engine().values("", "");
  ASSERT_EQ(with.size(), without.size());
  for (std::size_t i = 0; i < with.size(); ++i)
    EXPECT_EQ(with[i].event.payload, without[i].event.payload);
}

TEST(EngineDamage, ANewerFormatIsRefusedAndLeftUntouched) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(1));
  desk.close("one");
  desk.disk(learner).journal.at(2) = newer_frame();
  const auto before = desk.disk(learner).journal;
  Tab& again = desk.tab();
  EXPECT_EQ(again.opened.code, Errc::newer_format);
  EXPECT_FALSE(again.engine().ready());
  EXPECT_EQ(again.send(place(2)).error.code, Errc::not_open);
  desk.settle();
  EXPECT_EQ(desk.disk(learner).journal, before);
}

TEST(EngineDamage, AValueOfTheVisitInANewerFormatIsRefusedAndLeftUntouched) {
  Desk desk;
  Tab& tab = desk.tab();
  tab.session["progress.place/course/a"] = newer_frame();
  const auto before = tab.session;
  tab.load();
  EXPECT_EQ(tab.opened.code, Errc::newer_format);
  EXPECT_EQ(tab.send(place(1)).error.code, Errc::not_open);
  desk.settle();
  EXPECT_EQ(tab.session, before);
}

TEST(EngineDamage, ASnapshotOfANewerFormatIsRefusedToo) {
  Desk desk;
  Bytes bytes = encode_snapshot({.generation = 1, .watermark = 0, .records = {}});
  bytes = with_right_sum(with(std::move(bytes), 8, snapshot_format + 1));
  desk.disk(learner).snapshots[1] = bytes;
  EXPECT_EQ(desk.tab().opened.code, Errc::newer_format);
  EXPECT_EQ(desk.disk(learner).snapshots.at(1), bytes);
}

TEST(EngineDamage, AFullDiskIsSaidAndWhatWasTypedIsSavedOnceThereIsRoom) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.disk(learner).full = true;
  const Reaction first = tab.send(draft("one"));
  EXPECT_EQ(tab.until_saved(first), Tier::none);
  EXPECT_EQ(tab.engine().status().unsaved, 1U);
  EXPECT_EQ(tab.engine().status().reason, "quota");
  EXPECT_EQ(drafts_in(tab).size(), 1U) << "still there to be seen";
  EXPECT_FALSE(drafts_in(tab)[0].saved);

  desk.disk(learner).full = false;
  desk.now = desk.now + Duration::seconds(40);
  tab.send(Tick{});
  EXPECT_EQ(tab.until_saved(first), Tier::persistent);
  EXPECT_EQ(tab.engine().status().unsaved, 0U);
  desk.kill();
  EXPECT_EQ(drafts_in(desk.tab()).size(), 1U);
}

TEST(EngineDamage, AWriteThatFailedIsNotStoredAfterAWithdrawal) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.disk(learner).full = true;
  tab.record(place(6));
  desk.disk(learner).full = false;
  desk.refuse(tab);
  desk.now = desk.now + Duration::seconds(40);
  tab.send(Tick{});
  desk.settle();
  EXPECT_EQ(std::ranges::count(desk.stored_items(), "progress.place"), 0);
}

TEST(EngineDamage, ADraftThatCouldNotBeWrittenIsNotLostToAWithdrawal) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  desk.disk(learner).full = true;
  tab.record(draft("typed"));
  desk.disk(learner).full = false;
  desk.refuse(tab);
  desk.now = desk.now + Duration::seconds(40);
  tab.send(Tick{});
  desk.settle();
  desk.kill();
  Tab& again = desk.tab();
  ASSERT_EQ(drafts_in(again).size(), 1U);
  EXPECT_TRUE(drafts_in(again)[0].pending);
}

TEST(EngineDamage, WithoutAStoreThingsStayInMemoryAndThatIsSaid) {
  Desk desk;
  const auto engine = Engine::open(desk.policy_text(), demo_hash, learner, desk.moment()).value();
  Reaction opened = engine->handle({desk.moment(), Opened{}});
  engine->handle({desk.moment(), FramesRead{opened.effects[0].id, {}, true}});
  const ConsentChange change = desk.change(Choice::granted, {"resume"});
  const Reaction chosen = engine->handle({desk.moment(), Choose{change, 0}});
  Done done;
  done.id = chosen.effects[0].id;
  done.failure = Failure::unavailable;
  const Reaction answer = engine->handle({desk.moment(), done});
  const auto* acknowledged = std::get_if<Acknowledge>(&answer.effects[0].act);
  ASSERT_NE(acknowledged, nullptr);
  EXPECT_EQ(acknowledged->saved, Tier::memory);
  EXPECT_EQ(engine->status().reason, "unavailable");
  EXPECT_FALSE(engine->allows(1)) << "a grant that is not durable grants nothing";
}

TEST(EngineDamage, AnAnswerToNoQuestionIsRefused) {
  Desk desk;
  Tab& tab = desk.tab();
  Done done;
  done.id = {4711};
  EXPECT_EQ(tab.send(done).error.code, Errc::unknown_effect);
  EXPECT_EQ(tab.send(FramesRead{{4711}, {}, true}).error.code, Errc::unknown_effect);
  EXPECT_EQ(tab.send(Opened{}).error.code, Errc::unknown_effect);
}

TEST(EngineDamage, AClockSetBackLosesToNoOlderValue) {
  Desk desk;
  Tab& tab = desk.tab();
  desk.grant(tab);
  tab.record(place(1));
  desk.now = desk.now + Duration::days(-400);
  tab.record(place(2));
  EXPECT_EQ(place_in(tab)->at, 2);
  desk.kill();
  EXPECT_EQ(place_in(desk.tab())->at, 2);
}

}  // namespace
}  // namespace carrel::test
