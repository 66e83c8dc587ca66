#include "handlers/statements.hpp"

#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

constexpr std::string_view path = "/xapi/statements";

class Statements : public testing::Test {
 protected:
  Response post(const Json& body) { return world.post(ada, body); }
  Json list(std::string_view query = "") {
    return body_of(world.send(world.get(ada, path, query)));
  }

  World world;
  Client ada = world.sign_in("ada");
};

TEST_F(Statements, OneIsKeptAndComesBackWithWhatTheServerAdds) {
  const Json sent = completed(ada, 1);
  const Response response = post(sent);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body_of(response), Json::array({uuid(1)}));
  EXPECT_EQ(find_header(response.headers, "X-Experience-API-Version"), "1.0.3");

  Json kept = body_of(world.send(world.get(ada, path, "statementId=" + uuid(1))));
  EXPECT_EQ(kept["stored"], "2026-11-01T12:00:00.000Z");
  EXPECT_EQ(kept["version"], "1.0.3");
  EXPECT_EQ(kept["authority"]["account"]["homePage"], "https://school.example/");
  for (const char* added : {"stored", "version", "authority"})
    kept.erase(added);
  EXPECT_EQ(kept, sent);
}

TEST_F(Statements, ABatchIsKeptInItsOrder) {
  EXPECT_EQ(post({completed(ada, 2), completed(ada, 1)}).status, 200);
  const Json kept = list("ascending=true");
  ASSERT_EQ(kept["statements"].size(), 2);
  EXPECT_EQ(kept["statements"][0]["id"], uuid(2));
  EXPECT_EQ(kept["statements"][1]["id"], uuid(1));
  EXPECT_EQ(kept["more"], "");
  EXPECT_EQ(list()["statements"][0]["id"], uuid(1)) << "the newest first by default";
}

TEST_F(Statements, TheSameAgainIsKeptOnce) {
  EXPECT_EQ(post(completed(ada, 1)).status, 200);
  Json again = completed(ada, 1);
  again["version"] = "1.0.3";
  EXPECT_EQ(post({again, completed(ada, 2)}).status, 200);
  EXPECT_EQ(list()["statements"].size(), 2);
}

TEST_F(Statements, OtherContentUnderAnIdIsAConflictAndNothingIsKept) {
  EXPECT_EQ(post(completed(ada, 1)).status, 200);
  Json other = completed(ada, 1);
  other["result"]["completion"] = false;
  const Response response = post({completed(ada, 2), other});
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(error_of(response), "conflict");
  EXPECT_EQ(body_of(response)["statement"], uuid(1));
  EXPECT_EQ(list()["statements"].size(), 1);
}

TEST_F(Statements, OneBadStatementSpoilsTheBatch) {
  const Response response = post({completed(ada, 1), place(ada, 2)});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(body_of(response)["statement"], uuid(2));
  EXPECT_TRUE(list()["statements"].empty());
}

TEST_F(Statements, AnIdTwiceInABatchIsRefused) {
  const Response response = post({completed(ada, 1), completed(ada, 1)});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(error_of(response), "statement");
}

TEST_F(Statements, ABatchHasOneToFifty) {
  Json batch = Json::array();
  EXPECT_EQ(error_of(post(batch)), "batch");
  for (int n = 1; n <= 50; ++n)
    batch.push_back(completed(ada, n));
  EXPECT_EQ(post(batch).status, 200);
  batch.push_back(completed(ada, 51));
  const Response response = post(batch);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(error_of(response), "batch");
}

TEST_F(Statements, PutKeepsTheOneOfTheQuery) {
  Request request = world.write(ada, "PUT", path, completed(ada, 1));
  request.query = "statementId=" + uuid(1);
  EXPECT_EQ(world.send(request).status, 204);
  EXPECT_EQ(world.send(request).status, 204);
  request.query = "statementId=" + uuid(2);
  EXPECT_EQ(world.send(request).status, 400);
  request.query = "";
  EXPECT_EQ(error_of(world.send(request)), "query");
  for (const char* body : {R"({"id":5})", "[]", "5", R"({"id":null})"}) {
    request.query = "statementId=" + uuid(3);
    request.body = body;
    EXPECT_EQ(world.send(request).status, 400) << body;
  }
  EXPECT_EQ(list()["statements"].size(), 1);
}

TEST_F(Statements, SinceLeavesOutWhatWasStoredBefore) {
  EXPECT_EQ(post(completed(ada, 1)).status, 200);
  world.now = world.now + Duration::seconds(1);
  EXPECT_EQ(post(completed(ada, 2)).status, 200);
  const Json later = list("since=2026-11-01T12:00:00.000Z");
  ASSERT_EQ(later["statements"].size(), 1);
  EXPECT_EQ(later["statements"][0]["id"], uuid(2));
}

TEST_F(Statements, PagesLinkToTheNext) {
  for (int n = 1; n <= 5; ++n)
    EXPECT_EQ(post(completed(ada, n)).status, 200);
  std::vector<std::string> seen;
  std::string query = "limit=2&ascending=true";
  while (!query.empty()) {
    const Json page = list(query);
    for (const Json& statement : page["statements"])
      seen.push_back(statement["id"].get<std::string>());
    const std::string more = page["more"].get<std::string>();
    query = more.empty() ? "" : more.substr(more.find('?') + 1);
  }
  EXPECT_EQ(seen, (std::vector{uuid(1), uuid(2), uuid(3), uuid(4), uuid(5)}));
}

TEST_F(Statements, AreTheSubjectsOwn) {
  EXPECT_EQ(post(completed(ada, 1)).status, 200);
  const Client grace = world.sign_in("grace");
  const Response response = world.send(world.get(grace, path, "statementId=" + uuid(1)));
  EXPECT_EQ(response.status, 404);
  EXPECT_TRUE(body_of(world.send(world.get(grace, path)))["statements"].empty());
  EXPECT_EQ(world.post(grace, completed(grace, 1)).status, 200) << "ids are each subject's own";
}

TEST_F(Statements, NeedASessionItsTokenAndTheVersion) {
  EXPECT_EQ(world.send(world.get({}, path)).status, 401);
  EXPECT_EQ(world.post({}, completed(ada, 1)).status, 401);
  Client forged = ada;
  forged.csrf = "0";
  EXPECT_EQ(error_of(world.post(forged, completed(ada, 1))), "csrf");
  for (const char* version : {"", "0.95", "2.0.0", "1.1"}) {
    Request request = world.write(ada, "POST", path, completed(ada, 1));
    for (Header& header : request.headers)
      if (header.name == "x-experience-api-version") header.value = version;
    const Response response = world.send(request);
    EXPECT_EQ(response.status, 400) << version;
    EXPECT_EQ(error_of(response), "version") << version;
    EXPECT_EQ(find_header(response.headers, "X-Experience-API-Version"), "1.0.3");
  }
}

TEST_F(Statements, RefuseWhatIsNoJson) {
  Request request = world.write(ada, "POST", path, {});
  const std::string deep = std::string(400'000, '[') + std::string(400'000, ']');
  for (const std::string& body : {std::string("{"), std::string(), deep, std::string(600'000, ' '),
                                  std::string("\"\xff\"")}) {
    request.body = body;
    const Response response = world.send(request);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(error_of(response), "json");
  }
}

TEST_F(Statements, ErrorsNeverEchoTheBody) {
  Json secret = completed(ada, 1);
  secret["result"] = {{"response", "MY-SECRET-ESSAY"}};
  EXPECT_FALSE(std::get<std::string>(post(secret).body).contains("MY-SECRET"));
}

}  // namespace
}  // namespace carrel::server::test
