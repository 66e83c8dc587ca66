// Two tabs that write to one slot: what is kept, shown, forgotten and offered.
#include "desk.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

const std::string essay_place = "course/privacy/essay";

struct TwoTabs : testing::Test {
  TwoTabs() { desk.grant(one); }

  ValueView shown(Tab& tab) { return drafts_in(tab).at(0); }
  std::string text(Tab& tab) { return std::get<DraftValue>(shown(tab).event.payload).text; }
  Event from(std::uint64_t version, std::string text, DraftState state = DraftState::open) {
    Event out = draft(std::move(text), state);
    out.version = version;
    return out;
  }
  bool in_journal(std::string_view text) {
    return std::ranges::any_of(desk.disk(learner).journal, [&](const auto& frame) {
      return std::string(frame.second.begin(), frame.second.end()).contains(text);
    });
  }

  Desk desk;
  Tab& one = desk.tab("one");
  Tab& two = desk.tab("two");
};

TEST_F(TwoTabs, ATextThatGrewFromAnOlderOneStandsBesideTheOther) {
  one.record(draft("Dear"));
  desk.settle();
  const std::uint64_t seen = shown(one).event.version;
  two.record(from(shown(two).event.version, "Dear friend"));
  desk.settle();
  EXPECT_EQ(text(one), "Dear friend");
  EXPECT_TRUE(shown(one).rivals.empty());

  desk.now = desk.now + Duration::seconds(1);
  one.record(from(seen, "Dear Sir"));
  desk.settle();
  for (Tab* tab : {&one, &two}) {
    EXPECT_EQ(text(*tab), "Dear Sir");
    ASSERT_EQ(shown(*tab).rivals.size(), 1U);
    EXPECT_EQ(shown(*tab).rivals[0].text, "Dear friend");
  }
  desk.kill();
  EXPECT_EQ(shown(desk.tab()).rivals.size(), 1U);
}

TEST_F(TwoTabs, TheNextLettersOfOneTabReplaceItsOwnAlone) {
  one.record(from(1, "a"));
  two.record(from(1, "b"));
  desk.settle();
  one.record(from(1, "aa"));
  one.record(from(1, "aaa"));
  desk.settle();
  EXPECT_EQ(text(two), "aaa");
  ASSERT_EQ(shown(two).rivals.size(), 1U);
  EXPECT_EQ(shown(two).rivals[0].text, "b");
}

TEST_F(TwoTabs, WhoHasSeenBothMakesOneOfThem) {
  one.record(from(1, "a"));
  two.record(from(1, "b"));
  desk.settle();
  two.record(from(shown(two).event.version, "a and b"));
  desk.settle();
  EXPECT_EQ(text(one), "a and b");
  EXPECT_TRUE(shown(one).rivals.empty());
}

TEST_F(TwoTabs, AnEndForgetsTheTextAndItsVersionsButNotARival) {
  one.record(from(1, "first words"));
  desk.now = desk.now + Duration::seconds(90);
  one.record(from(1, "second words"));
  two.record(from(1, "other words"));
  desk.settle();
  EXPECT_EQ(one.engine().versions("draft.text", essay_place).size(), 1U);
  one.record(from(1, "", DraftState::discarded));
  desk.settle();
  EXPECT_EQ(text(one), "other words");
  EXPECT_FALSE(in_journal("first words"));
  EXPECT_FALSE(in_journal("second words"));
  EXPECT_TRUE(in_journal("other words"));
  two.record(draft("", DraftState::sent));
  desk.settle();
  EXPECT_FALSE(in_journal("other words"));
}

TEST_F(TwoTabs, VersionsOutliveTheBrowserAndCountAsStored) {
  one.record(draft("first"));
  desk.now = desk.now + Duration::seconds(90);
  one.record(draft("second"));
  desk.kill();
  Tab& again = desk.tab();
  const auto versions = again.engine().versions("draft.text", essay_place);
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_EQ(versions[0].text, "first");
  for (const StoredView& row : again.engine().stored("en"))
    if (row.item == "draft.text") EXPECT_EQ(row.bytes, 11U);
}

TEST_F(TwoTabs, ASubmittedAttemptIsNotStartedAgain) {
  const auto attempt = [](AttemptState state) {
    return Event{"quiz.attempt", "courses/privacy/quiz",
                 AttemptValue{.attempt = 1, .state = state, .score = 0, .max = 30}};
  };
  one.record(attempt(AttemptState::submitted));
  desk.settle();
  EXPECT_EQ(two.record(attempt(AttemptState::started)), Tier::persistent);
  const auto values = two.engine().values("quiz.attempt", "");
  ASSERT_EQ(values.size(), 1U);
  EXPECT_EQ(std::get<AttemptValue>(values[0].event.payload).state, AttemptState::submitted);
}

}  // namespace
}  // namespace carrel::test
