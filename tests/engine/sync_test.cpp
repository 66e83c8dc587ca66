// What leaves, when, and what the server's answers do.
#include "desk.hpp"

namespace carrel::test {
namespace {

// A learner who granted, with the consent record delivered.
struct EngineSync : ::testing::Test {
  Desk desk;
  Tab& tab = desk.tab();
  void SetUp() override {
    desk.grant(tab);
    desk.sent.clear();
  }
  void later(Duration pause) {
    desk.now = desk.now + pause;
    tab.send(Tick{});
    desk.settle();
  }
  void record(Event event) {
    tab.record(std::move(event));
    desk.settle();
  }
};

TEST_F(EngineSync, SendsTheConsentRecordBeforeAnyStatement) {
  Desk fresh;
  fresh.network.online = false;
  Tab& one = fresh.tab();
  fresh.grant(one);
  one.record(done("course/privacy/reading"));
  fresh.settle();
  ASSERT_TRUE(fresh.sent.empty());
  fresh.set_online(true);
  fresh.settle();
  ASSERT_EQ(fresh.sent.size(), 2U);
  EXPECT_EQ(fresh.sent[0].method, "PUT");
  EXPECT_EQ(fresh.sent[1].path, "/xapi/statements");
}

TEST_F(EngineSync, SendsEachStatementOnceAndLogsIt) {
  record(done("course/privacy/reading"));
  record(done("course/privacy/reading"));
  tab.send(Online{true});
  desk.settle();
  ASSERT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(tab.engine().status().queued, 0U);
  const auto left = tab.engine().left();
  ASSERT_EQ(left.size(), 2U) << "the consent record and the statement";
  EXPECT_EQ(left[0].item, "progress.completed");
  EXPECT_EQ(left[0].outcome, Outcome::sent);
  desk.kill();
  EXPECT_EQ(desk.tab().engine().left().size(), 2U);
  EXPECT_EQ(desk.sent.size(), 1U);
}

TEST_F(EngineSync, AFrequentValueWaitsForCompany) {
  for (int i = 1; i <= 9; ++i)
    record(place(i));
  EXPECT_TRUE(desk.sent.empty());
  record(done("course/privacy/video"));
  ASSERT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(statements_in(desk.sent[0]), 2U) << "the newest place alone";
  EXPECT_TRUE(desk.sent[0].body.contains("\"urn:carrel:at\":9"));
}

TEST_F(EngineSync, OrForFiveMinutesOfRest) {
  record(place(3));
  later(Duration::seconds(299));
  EXPECT_TRUE(desk.sent.empty());
  later(Duration::seconds(2));
  EXPECT_EQ(desk.sent.size(), 1U);
}

TEST_F(EngineSync, ALostNetworkIsTriedAgain) {
  desk.reply = Reply{};
  record(done("course/privacy/reading"));
  EXPECT_EQ(tab.engine().status().queued, 1U);
  desk.reply.reset();
  later(Duration::seconds(301));
  EXPECT_EQ(tab.engine().status().queued, 0U);
}

TEST_F(EngineSync, TheServersPauseIsKept) {
  desk.reply = Reply{503, 60, ""};
  record(done("course/privacy/reading"));
  desk.reply.reset();
  later(Duration::seconds(58));
  EXPECT_EQ(desk.sent.size(), 1U);
  later(Duration::seconds(3));
  EXPECT_EQ(desk.sent.size(), 2U);
}

TEST_F(EngineSync, CallsSentWhatTheAnswerNamesAndNoMore) {
  desk.set_online(false);
  record(done("course/privacy/reading"));
  record(done("course/privacy/quiz"));
  desk.reply = Reply{};
  desk.set_online(true);
  for (const char* body : {"", "[]", "<html>Sign in to the hotel's network</html>"}) {
    desk.reply = Reply{200, 0, body};
    later(Duration::seconds(301));
    EXPECT_EQ(tab.engine().status().queued, 2U) << body;
  }
  ASSERT_FALSE(desk.sent.empty());
  Reply half = taken(desk.sent.back());
  half.body = half.body.substr(0, half.body.find(',')) + ']';
  desk.reply = half;
  later(Duration::seconds(301));
  EXPECT_EQ(tab.engine().status().queued, 1U);
  EXPECT_EQ(std::ranges::count(tab.engine().left(), "progress.completed", &TransferView::item), 1);
  desk.reply.reset();
  later(Duration::seconds(301));
  EXPECT_EQ(tab.engine().status().queued, 0U);
  EXPECT_EQ(statements_in(desk.sent.back()), 1U);
}

TEST_F(EngineSync, ARefusedConsentRecordIsSaidAndTriedUntilItArrives) {
  for (const char* body : {R"({"error":"policy"})", R"({"error":"other"})", ""}) {
    desk.reply = Reply{403, 0, body};
    desk.refuse(desk.tab());
    desk.kill();
    Tab& again = desk.tab();
    desk.settle();
    again.record(done("course/privacy/reading"));
    desk.sent.clear();
    desk.reply.reset();
    desk.now = desk.now + Duration::seconds(301);
    again.send(Tick{});
    desk.settle();
    ASSERT_FALSE(desk.sent.empty()) << body;
    EXPECT_TRUE(desk.sent[0].body.contains("\"refused\""));
    EXPECT_EQ(again.engine().left().front().outcome, Outcome::sent);
  }
}

TEST_F(EngineSync, ARefusedConsentRecordIsInTheLog) {
  desk.reply = Reply{400, 0, R"({"error":"shape"})"};
  desk.refuse(tab);
  const TransferView newest = tab.engine().left().front();
  EXPECT_EQ(newest.item, consent_item);
  EXPECT_EQ(newest.outcome, Outcome::refused);
  EXPECT_EQ(newest.reason, "shape");
}

TEST_F(EngineSync, StatementsWaitForAServerThatLearnsThePolicy) {
  desk.reply = Reply{403, 0, R"({"error":"policy"})"};
  record(done("course/privacy/reading"));
  EXPECT_EQ(tab.engine().status().queued, 1U);
  desk.reply.reset();
  later(Duration::seconds(301));
  EXPECT_EQ(tab.engine().status().queued, 0U);
}

TEST_F(EngineSync, TheServersPauseIsKeptWhenTheNetworkComesBack) {
  desk.reply = Reply{503, 60, ""};
  record(done("course/privacy/reading"));
  desk.reply.reset();
  desk.set_online(false);
  desk.set_online(true);
  desk.settle();
  EXPECT_EQ(desk.sent.size(), 1U);
  later(Duration::seconds(61));
  EXPECT_EQ(desk.sent.size(), 2U);
}

TEST_F(EngineSync, OurOwnPauseEndsWhenTheNetworkComesBack) {
  desk.reply = Reply{};
  record(done("course/privacy/reading"));
  desk.reply.reset();
  desk.set_online(true);
  desk.settle();
  EXPECT_EQ(tab.engine().status().queued, 0U);
}

TEST_F(EngineSync, AClockSetBackStallsNothing) {
  desk.reply = Reply{503, 60, ""};
  record(done("course/privacy/reading"));
  desk.reply.reset();
  later(Duration::days(-400));
  EXPECT_EQ(tab.engine().status().queued, 0U);
  desk.now = desk.now + Duration::days(800);
  record(place(3));
  desk.now = desk.now + Duration::days(-400);
  later(Duration::seconds(301));
  EXPECT_EQ(tab.engine().status().queued, 0U);
}

TEST_F(EngineSync, WhatAnotherTabWithdrewDoesNotLeaveBeforeThatIsRead) {
  desk.set_online(false);
  record(place(3));
  record(done("course/privacy/video"));
  Device elsewhere(desk.policy_text(), demo_hash);  // its messages do not arrive here
  elsewhere.now = desk.now;
  elsewhere.disk(learner) = desk.disk(learner);
  Tab& other = elsewhere.open("two", learner, {learner, true});
  const ConsentChange refuse = desk.change(Choice::refused);
  other.send(Choose{refuse, 0});
  other.settle();
  desk.disk(learner) = elsewhere.disk(learner);
  desk.set_online(true);
  desk.settle();
  ASSERT_FALSE(desk.sent.empty());
  for (const Send& send : desk.sent)
    EXPECT_FALSE(send.body.contains("progress.place"));
}

TEST_F(EngineSync, SignedOutKeepsTheQueue) {
  desk.reply = Reply{401, 0, R"({"error":"session"})"};
  record(done("course/privacy/reading"));
  EXPECT_FALSE(tab.engine().status().session);
  later(Duration::days(1));
  EXPECT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(tab.engine().status().queued, 1U);
  desk.reply.reset();
  tab.send(Account{learner, true});
  desk.settle();
  EXPECT_EQ(tab.engine().status().queued, 0U);
}

TEST_F(EngineSync, AnotherSubjectsSessionSendsNothing) {
  tab.send(Account{"eve1", true});
  record(done("course/privacy/reading"));
  EXPECT_TRUE(desk.sent.empty());
}

TEST_F(EngineSync, OneBadStatementDoesNotHoldUpTheOthers) {
  desk.set_online(false);
  for (int i = 0; i < 9; ++i)
    record(done("course/privacy/page" + std::to_string(i)));
  desk.network.server = [&](const Send& request) {
    desk.sent.push_back(request);
    if (request.body.contains("page5")) return Reply{400, 0, R"({"error":"statement"})"};
    return taken(request);
  };
  desk.set_online(true);
  desk.settle();
  EXPECT_EQ(tab.engine().status().queued, 0U);
  std::size_t refused = 0;
  for (const TransferView& view : tab.engine().left()) {
    if (view.outcome != Outcome::refused) continue;
    ++refused;
    EXPECT_EQ(view.entity, "course/privacy/page5");
    EXPECT_EQ(view.status, 400);
    EXPECT_EQ(view.reason, "statement");
  }
  EXPECT_EQ(refused, 1U);
  EXPECT_EQ(tab.engine().values("progress.completed", "").size(), 9U) << "nothing is lost here";
}

TEST_F(EngineSync, WithdrawalPurgesWhatWasQueuedUnderIt) {
  desk.set_online(false);
  record(place(3));
  record(done("course/privacy/reading"));
  EXPECT_EQ(tab.engine().status().queued, 2U);
  desk.refuse(tab);
  EXPECT_EQ(tab.engine().status().queued, 1U);
  desk.set_online(true);
  desk.settle();
  ASSERT_EQ(desk.sent.size(), 2U);
  EXPECT_TRUE(desk.sent[0].body.contains("\"refused\""));
  EXPECT_FALSE(desk.sent[1].body.contains("progress.place"));
}

TEST_F(EngineSync, WhatArrivedWhileItWasWithdrawnIsInTheLog) {
  desk.network.server = [&](const Send& request) {
    desk.sent.push_back(request);
    if (request.method == "POST") {
      // The choice is made while the request is under way.
      const ConsentChange refuse = desk.change(Choice::refused);
      tab.send(Choose{refuse, 0});
    }
    return taken(request);
  };
  record(place(3));
  record(done("course/privacy/video"));
  desk.settle();
  EXPECT_EQ(std::ranges::count(tab.engine().left(), "progress.place", &TransferView::item), 1);
}

TEST_F(EngineSync, KeepingEverythingHereSendsNothingAtAll) {
  desk.choose(tab, Choice::on_device, {"drafts", "figures", "preferences", "resume"});
  EXPECT_EQ(tab.record(place(3)), Tier::persistent);
  record(done("course/privacy/reading"));
  record(essay("not confirmed"));
  later(Duration::days(2));
  EXPECT_TRUE(desk.sent.empty()) << "progress and the consent record included";
  record(essay("confirmed by the person", true));
  ASSERT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(statements_in(desk.sent[0]), 1U);
  EXPECT_TRUE(desk.sent[0].body.contains("confirmed by the person"));
}

TEST_F(EngineSync, AGuestSendsNothing) {
  Tab& guest = desk.open("two", "guest", {"guest", true});
  guest.record(done("course/privacy/reading"));
  desk.settle();
  EXPECT_TRUE(desk.sent.empty());
}

TEST_F(EngineSync, OnlyTheLeaderSendsAlsoForTheOtherTab) {
  Tab& two = desk.tab("two");
  ASSERT_FALSE(two.leader);
  two.record(done("course/privacy/reading"));
  desk.settle();
  EXPECT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(two.engine().status().queued, 0U) << "the other tab has read that it left";
}

TEST_F(EngineSync, WithoutATransportNothingIsTried) {
  desk.network.server = nullptr;
  const auto engine = Engine::open(desk.policy_text(), demo_hash, learner, desk.moment()).value();
  Done blocked;
  blocked.failure = Failure::blocked;
  engine->handle({desk.moment(), Role{true, true}});
  const Reaction opened = engine->handle({desk.moment(), Opened{}});
  FramesRead frames{opened.effects[0].id, {}, true};
  for (const auto& [key, bytes] : desk.disk(learner).journal)
    frames.frames.push_back({key, bytes});
  engine->handle({desk.moment(), frames});
  FramesRead nothing_new{{}, {}, true};
  engine->handle({desk.moment(), Online{true}});
  const Reaction signed_in = engine->handle({desk.moment(), Account{learner, true}});
  std::size_t sends = 0;
  for (const Effect& effect : signed_in.effects) {
    if (!std::holds_alternative<Send>(effect.act)) continue;
    ++sends;
    blocked.id = effect.id;
  }
  EXPECT_EQ(sends, 0U) << "the consent record has left already";
  const Reaction recorded = engine->handle({desk.moment(), done("course/privacy/reading")});
  Done written;
  written.id = recorded.effects[0].id;
  written.ok = true;
  written.keys = {desk.disk(learner).next_key};
  for (const Effect& effect : engine->handle({desk.moment(), written}).effects)
    if (std::holds_alternative<Read>(effect.act)) nothing_new.id = effect.id;
  for (const Effect& effect : engine->handle({desk.moment(), nothing_new}).effects)
    if (std::holds_alternative<Send>(effect.act)) blocked.id = effect.id;
  ASSERT_NE(blocked.id, EffectId{});
  EXPECT_EQ(engine->handle({desk.moment(), blocked}).error.code, Errc::none);
  for (const Effect& effect : engine->handle({desk.moment(), Online{true}}).effects)
    EXPECT_FALSE(std::holds_alternative<Send>(effect.act));
}

// Two tabs, the leader frozen, and the other one told to stand in for it.
struct EngineStandIn : EngineSync {
  Tab& two = desk.tab("two");
  void SetUp() override {
    EngineSync::SetUp();
    tab.frozen = true;
  }
  void record_in_two(Event event) {
    two.record(std::move(event));
    desk.settle();
  }
  void stand_in(bool sends) {
    two.send(Role{false, sends});
    desk.settle();
  }
};

TEST_F(EngineStandIn, SendsWhatWaitedAndWhatComes) {
  record_in_two(done("course/privacy/reading"));
  EXPECT_TRUE(desk.sent.empty());
  stand_in(true);
  EXPECT_EQ(desk.sent.size(), 1U);
  record_in_two(done("course/privacy/video"));
  EXPECT_EQ(desk.sent.size(), 2U);
  EXPECT_EQ(two.engine().status().queued, 0U);
  stand_in(false);
  record_in_two(done("course/privacy/quiz"));
  EXPECT_EQ(desk.sent.size(), 2U);
}

TEST_F(EngineStandIn, SendsTheConsentRecordToo) {
  stand_in(true);
  desk.refuse(two);
  ASSERT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(desk.sent[0].method, "PUT");
  EXPECT_TRUE(desk.sent[0].body.contains("\"refused\""));
}

TEST_F(EngineStandIn, NeverCompacts) {
  stand_in(true);
  for (int i = 0; i < 600; ++i)
    record_in_two(place(i));
  EXPECT_TRUE(desk.disk(learner).snapshots.empty());
  tab.frozen = false;
  tab.send(PeerAdvanced{});
  desk.settle();
  EXPECT_FALSE(desk.disk(learner).snapshots.empty()) << "the leader does, once it is back";
}

TEST_F(EngineStandIn, ReadsOnBeforeItSends) {
  record_in_two(done("course/privacy/reading"));
  const std::vector<Effect> first = two.send(Role{false, true}).effects;
  ASSERT_EQ(first.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<Read>(first[0].act));
}

TEST_F(EngineStandIn, WhatItSentIsNotSentAgain) {
  tab.send(done("course/privacy/reading"));  // written, and under way when the tab freezes
  tab.frozen = false;
  for (bool persisted = false; !persisted; persisted = tab.engine().status().queued > 0)
    tab.step();
  tab.frozen = true;
  stand_in(true);
  ASSERT_EQ(desk.sent.size(), 1U) << "the other tab has read it and sent it";
  tab.frozen = false;
  desk.settle();
  tab.send(PeerAdvanced{});
  desk.settle();
  EXPECT_EQ(desk.sent.size(), 1U) << "the tab that froze reads on before it sends";
  for (Tab* each : {&tab, &two}) {
    EXPECT_EQ(each->engine().status().queued, 0U);
    EXPECT_EQ(each->engine().left().size(), 2U) << "the consent record and the statement";
  }
}

}  // namespace
}  // namespace carrel::test
