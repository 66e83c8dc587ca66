#include "unit/statements.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

TEST(Statement, IsTheseBytes) {
  EXPECT_EQ(text_of({"lesson.place", "course/video", PositionValue{61'500, 123'000}}),
            R"({"actor":{"account":{"homePage":"https://school.example/","name":"k7m2p9q4"},)"
            R"("objectType":"Agent"},)"
            R"("context":{"extensions":{"urn:carrel:item":"lesson.place","urn:carrel:policy":)"
            R"("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},)"
            R"("id":"01234567-89ab-4def-8246-8ace13579bdf",)"
            R"("object":{"id":"https://school.example/course/video","objectType":"Activity"},)"
            R"("result":{"extensions":{"urn:carrel:at":61500,"urn:carrel:of":123000}},)"
            R"("timestamp":"2026-11-01T12:00:00.123Z",)"
            R"("verb":{"id":"http://adlnet.gov/expapi/verbs/position"}})");
}

TEST(Statement, HasItsMembersInByteOrder) {
  for (Event event : sample_events()) {
    event.requested = true;
    EXPECT_EQ(text_of(event), dump_json(statement_of(event)));
  }
}

TEST(Statement, SaysItsValueInTheWordsOfXapi) {
  const auto result = [](const char* item, Payload payload) {
    return dump_json(statement_of({item, "a", std::move(payload)})["result"]);
  };
  EXPECT_EQ(result("lesson.done", FlagValue{true}), R"({"completion":true})");
  EXPECT_EQ(result("pref.theme", ChoiceValue{"dark"}), R"({"response":"dark"})");
  EXPECT_EQ(result("essay.sent", SubmissionValue{"Text"}), R"({"response":"Text"})");
  EXPECT_EQ(
      result("quiz.attempt", AttemptValue{2, AttemptState::submitted, 27, 30, {1, 6}}),
      R"({"completion":true,"extensions":{"urn:carrel:answers":[1,6],"urn:carrel:attempt":2},)"
      R"("score":{"max":30,"min":0,"raw":27}})");
  EXPECT_EQ(result("quiz.attempt", AttemptValue{1, AttemptState::started, 0, 30, {}}),
            R"({"completion":false,"extensions":{"urn:carrel:answers":[],"urn:carrel:attempt":1},)"
            R"("score":{"max":30,"min":0,"raw":0}})");
}

TEST(Statement, IsReadBack) {
  const auto events = sample_events();
  EXPECT_EQ(events.size(), 13U);
  for (const bool requested : {false, true})
    for (Event event : events) {
      SCOPED_TRACE(event.item);
      event.requested = requested;
      const auto statement = parse_statement(syncing_policy(), document_of(statement_of(event)));
      ASSERT_TRUE(statement.has_value()) << statement.error().where;
      EXPECT_EQ(statement->id, statement_id);
      EXPECT_EQ(statement->subject, "k7m2p9q4");
      EXPECT_EQ(statement->policy, hash_a);
      EXPECT_EQ(statement->at, Instant{noon.ms + 123});
      EXPECT_EQ(statement->event.item, event.item);
      EXPECT_EQ(statement->event.entity, event.entity);
      EXPECT_EQ(statement->event.payload, event.payload);
      EXPECT_EQ(statement->event.requested, requested);
    }
}

TEST(Statement, MayNameItsVersion) {
  Json statement = statement_of(sample_events()[0]);
  statement["version"] = "1.0.3";
  EXPECT_TRUE(parse_statement(syncing_policy(), document_of(statement)).has_value());
}

TEST(Statement, NamesThePolicyToReadItBy) {
  Json statement = statement_of(sample_events()[0]);
  EXPECT_EQ(statement_policy(document_of(statement)), hash_a);
  statement["context"]["extensions"].erase("urn:carrel:policy");
  EXPECT_EQ(statement_policy(document_of(statement)).error(),
            (Error{Errc::bad_statement, "/context/extensions/urn:carrel:policy: is missing"}));
  EXPECT_EQ(statement_policy(document_of(Json::array())).error().code, Errc::bad_statement);
}

TEST(Statement, OfAnUnknownItemIsRefusedAsSuch) {
  Json statement = statement_of(sample_events()[0]);
  statement["context"]["extensions"]["urn:carrel:item"] = "lesson.gone";
  EXPECT_EQ(parse_statement(syncing_policy(), document_of(statement)).error().code,
            Errc::unknown_item);
}

TEST(Statement, OfAnItemThatNeverLeavesIsRefused) {
  for (const Event& event : sample_events()) {
    Policy silent = syncing_policy();
    item_of(silent, event.item).sync = SyncRule::never;
    item_of(silent, event.item).verb.clear();
    EXPECT_EQ(parse_statement(silent, document_of(statement_of(event))).error(),
              (Error{Errc::bad_statement, "/verb/id: is not the item's verb"}));
  }
}

TEST(Statement, OfTheEnginesOwnRecordsIsRefused) {
  for (const char* item : {"consent.choice", "transfer.entry", "service.video"}) {
    Json statement = statement_of(sample_events()[0]);
    statement["context"]["extensions"]["urn:carrel:item"] = item;
    EXPECT_EQ(parse_statement(syncing_policy(), document_of(statement)).error().code,
              Errc::bad_statement)
        << item;
  }
}

}  // namespace
}  // namespace carrel::test
