// What the server lets in: the gate's verdict on forged, malformed and unpermitted statements.
#include "handlers/judge.hpp"

#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

class Judging : public testing::Test {
 protected:
  void expect(int status, std::string_view error, const Json& statement) {
    const Response response = world.post(ada, statement);
    EXPECT_EQ(response.status, status) << dump_json(body_of(response));
    EXPECT_EQ(error_of(response), error) << dump_json(body_of(response));
  }
  Json under_older(Json statement) {
    statement["context"]["extensions"]["urn:carrel:policy"] = older_hash;
    return statement;
  }
  Json note(int n) { return statement(ada, n, "note.shared", "commented", {{"response", "hi"}}); }

  World world;
  Client ada = world.sign_in("ada");
};

TEST_F(Judging, WithoutARecordOnlyNecessaryItemsPass) {
  expect(200, "", completed(ada, 1));
  expect(403, "consent", place(ada, 2));
}

TEST_F(Judging, TheReasonNamesItemAndPurpose) {
  const Response response = world.post(ada, place(ada, 1));
  EXPECT_EQ(body_of(response)["reason"],
            "progress.place: purpose resume is not granted: not_asked");
}

TEST_F(Judging, AChoiceMadeUnderOtherRulesPermitsNothingAndIsHeeded) {
  Json record = consent_record(1, "granted", {"resume"});
  record["rules"] = "2";
  EXPECT_EQ(world.send(world.write(ada, "PUT", "/carrel/consent/" + uuid(1), record)).status, 204);
  EXPECT_EQ(body_of(world.post(ada, place(ada, 1)))["reason"],
            "progress.place: purpose resume is not granted: this server does not know the rules of "
            "the choice");
  expect(200, "", completed(ada, 2));
  record = consent_record(2, "on_device", Json::array());
  record["rules"] = "2";
  EXPECT_EQ(world.send(world.write(ada, "PUT", "/carrel/consent/" + uuid(2), record)).status, 204);
  expect(403, "consent", completed(ada, 3));
}

TEST_F(Judging, AGrantLetsItsPurposeThrough) {
  EXPECT_EQ(world.grant(ada, {"resume"}).status, 204);
  expect(200, "", place(ada, 1));
  expect(403, "consent", statement(ada, 2, "hint.seen", "experienced", {{"completion", true}}));
}

TEST_F(Judging, AWithdrawalEndsIt) {
  EXPECT_EQ(world.grant(ada, {"resume"}).status, 204);
  EXPECT_EQ(world.grant(ada, Json::array(), "refused").status, 204);
  expect(403, "consent", place(ada, 1));
  expect(200, "", completed(ada, 2));
}

TEST_F(Judging, AConsentExpires) {
  EXPECT_EQ(world.grant(ada, {"resume"}).status, 204);
  world.now = world.now + Duration::days(31);
  ada = world.sign_in("ada");
  expect(403, "consent", place(ada, 1));
}

TEST_F(Judging, AClockThatIsAheadDoesNotProlongIt) {
  Json record = consent_record(1, "granted", {"resume"});
  record["at"] = "2036-11-01T12:00:00.000Z";
  EXPECT_EQ(world.send(world.write(ada, "PUT", "/carrel/consent/" + uuid(1), record)).status, 204);
  expect(200, "", place(ada, 1));
  world.now = world.now + Duration::days(31);
  ada = world.sign_in("ada");
  expect(403, "consent", place(ada, 2));
}

TEST_F(Judging, KeepingAllOnTheDeviceLetsOnlyAConfirmedSubmissionOut) {
  EXPECT_EQ(world.grant(ada, {"resume"}, "on_device").status, 204);
  expect(403, "consent", completed(ada, 1));
  Json essay = statement(ada, 2, "essay.submission", "responded", {{"response", "An essay."}});
  expect(403, "consent", essay);
  essay["context"]["extensions"]["urn:carrel:requested"] = true;
  expect(200, "", essay);
}

TEST_F(Judging, GlobalPrivacyControlClearsItsCategories) {
  EXPECT_EQ(world.grant(ada, {"resume", "hints"}).status, 204);
  const auto hint = [&](int n, const char* gpc) {
    Request request =
        world.write(ada, "POST", "/xapi/statements",
                    statement(ada, n, "hint.seen", "experienced", {{"completion", true}}));
    request.headers.push_back({"sec-gpc", gpc});
    return world.send(request).status;
  };
  EXPECT_EQ(hint(1, "1"), 403);
  EXPECT_EQ(hint(2, "0"), 200);
}

TEST_F(Judging, TheStricterOfTwoPoliciesCounts) {
  expect(403, "consent", under_older(note(1)));
  EXPECT_EQ(world.grant(ada, {"resume"}).status, 204);
  expect(200, "", under_older(note(1)));
}

TEST_F(Judging, AnItemThatTheNewestPolicyDroppedIsRefused) {
  expect(403, "item",
         under_older(statement(ada, 1, "poll.answer", "answered", {{"response", "yes"}})));
}

TEST_F(Judging, APolicyOfAnotherNameIsNoNewerRevision) {
  Policy other = world.policies().newest();
  other.id = "another";
  other.hash = std::string(64, 'e');
  std::erase_if(other.items, [](const PolicyItem& item) { return item.key == "note.shared"; });
  const Policies policies({other, *world.policies().find(older_hash)});
  const Subject subject{ada.subject, "ada", true};
  const Judge judge(policies, subject, std::nullopt, false, world.now);
  EXPECT_TRUE(judge.check(document_of(under_older(note(1)))));
}

TEST_F(Judging, OneWhoIsNotEnrolledSendsNothing) {
  const Subject subject{ada.subject, "ada", false};
  const Judge judge(world.policies(), subject, std::nullopt, false, world.now);
  const auto verdict = judge.check(document_of(completed(ada, 1)));
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().status, 403);
  EXPECT_EQ(error_of(verdict.error()), "consent");
}

struct Forgery {
  const char* what;
  Json patch;  // RFC 7396
  int status;
  std::string_view error;
};

TEST_F(Judging, RefusesWhatIsForgedOrMalformed) {
  const Json other_policy = {{"extensions", {{"urn:carrel:policy", std::string(64, 'f')}}}};
  const auto item = [](const char* key) {
    return Json{{"context", {{"extensions", {{"urn:carrel:item", key}}}}}};
  };
  const Forgery cases[] = {
      {"another actor", {{"actor", {{"account", {{"name", "grace"}}}}}}, 403, "actor"},
      {"another home page",
       {{"actor", {{"account", {{"homePage", "https://x.example/"}}}}}},
       400,
       "statement"},
      {"an actor by e-mail", {{"actor", {{"mbox", "mailto:a@b.example"}}}}, 400, "statement"},
      {"an unknown policy", {{"context", other_policy}}, 403, "policy"},
      {"no policy",
       {{"context", {{"extensions", {{"urn:carrel:policy", nullptr}}}}}},
       400,
       "statement"},
      {"no context", {{"context", nullptr}}, 400, "statement"},
      {"an unknown item", item("spy.clicks"), 403, "item"},
      {"an item that never leaves", item("pref.captions"), 403, "item"},
      {"a built-in item", item("consent.choice"), 403, "item"},
      {"an item of another verb", item("essay.submission"), 400, "statement"},
      {"another verb", {{"verb", {{"id", "http://x.example/"}}}}, 400, "statement"},
      {"a foreign object", {{"object", {{"id", "https://x.example/a"}}}}, 400, "statement"},
      {"an impossible entity", {{"object", {{"id", "https://school.example/ä"}}}}, 400, "shape"},
      {"another shape", {{"result", {{"completion", "yes"}}}}, 400, "statement"},
      {"more than the shape", {{"result", {{"duration", "PT1S"}}}}, 400, "statement"},
      {"no id", {{"id", nullptr}}, 400, "statement"},
      {"a number for an id", {{"id", 5}}, 400, "statement"},
      {"no time", {{"timestamp", "now"}}, 400, "statement"},
      {"smuggled data", {{"attachments", Json::array()}}, 400, "statement"},
      {"a forged authority", {{"authority", {{"name", "me"}}}}, 400, "statement"},
      {"another version", {{"version", "2.0.0"}}, 400, "statement"},
  };
  for (const Forgery& forgery : cases) {
    SCOPED_TRACE(forgery.what);
    Json forged = completed(ada, 1);
    forged.merge_patch(forgery.patch);
    expect(forgery.status, forgery.error, forged);
  }
  for (const Json& odd : {Json(5), Json("x"), Json(nullptr), Json::array({1})})
    expect(400, "statement", Json::array({odd}));
}

TEST_F(Judging, RefusesWhatIsBeyondTheShapesBounds) {
  expect(
      400, "shape",
      statement(ada, 1, "essay.submission", "responded", {{"response", std::string(3000, 'a')}}));
  EXPECT_EQ(world.grant(ada, {"resume"}).status, 204);
  expect(400, "shape",
         statement(ada, 2, "progress.place", "progressed",
                   {{"extensions", {{"urn:carrel:at", -1}, {"urn:carrel:of", 10}}}}));
}

}  // namespace
}  // namespace carrel::server::test
