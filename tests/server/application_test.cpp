// The whole server over a socket: a learner signs in, consents, sends, and reads back.
#include "program/application.hpp"

#include "running_server.hpp"
#include "sqlite/sqlite_store.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

class WholeServer : public testing::Test {
 protected:
  WholeServer() { scratch.write("site/index.html", "<h1>home</h1>"); }

  Reply exchange(std::string_view method_and_target, std::string_view headers = "",
                 std::string_view body = "") {
    client.send(request_text(method_and_target, headers, body));
    return client.receive();
  }

  Scratch scratch;
  Policies policies = test_policies();
  std::unique_ptr<SqliteStore> store =
      SqliteStore::open(scratch / "carrel.sqlite").value_or(nullptr);
  Site site =
      Site::at((std::filesystem::create_directory(scratch.path() / "site"), scratch / "site"))
          .value();
  CarrelApplication application{{*store, policies, site, true}};
  RunningServer server{scratch, application};
  SocketClient client{server.port()};
};

TEST_F(WholeServer, TakesALearnersRoundTrip) {
  EXPECT_EQ(exchange("GET /").body, "<h1>home</h1>");
  const Reply signed_in =
      exchange("POST /carrel/session", "Content-Type: application/json\r\n", R"({"name":"ada"})");
  ASSERT_EQ(signed_in.status, 200);
  const Json session = Json::parse(signed_in.body);
  const Client ada{session["subject"].get<std::string>(), "", ""};
  const std::string cookie = signed_in.header("Set-Cookie");
  const std::string headers = "Cookie: " + cookie.substr(0, cookie.find(';')) +
                              "\r\nX-Carrel-CSRF: " + session["csrf"].get<std::string>() +
                              "\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\n"
                              "X-Experience-API-Version: 1.0.3\r\n";

  const std::string batch = dump_json({completed(ada, 1), place(ada, 2)});
  const Reply refused = exchange("POST /xapi/statements", headers, batch);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(Json::parse(refused.body),
            Json({{"error", "consent"},
                  {"statement", uuid(2)},
                  {"reason", "progress.place: purpose resume is not granted: not_asked"}}));

  Json record = consent_record(3, "granted", {"resume"});
  const auto today = std::chrono::system_clock::now().time_since_epoch();
  record["at"] = to_rfc3339({std::chrono::floor<std::chrono::milliseconds>(today).count()});
  EXPECT_EQ(exchange("PUT /carrel/consent/" + uuid(3), headers, dump_json(record)).status, 204);
  EXPECT_EQ(exchange("POST /xapi/statements", headers, batch).status, 200);
  EXPECT_EQ(Json::parse(exchange("GET /xapi/statements", headers).body)["statements"].size(), 2);
}

TEST_F(WholeServer, AnswersToLoopbacksNamesAlone) {
  for (const char* host : {"evil.example", "localhost.evil.example", ""}) {
    client.send("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
    const Reply reply = client.receive();
    EXPECT_EQ(reply.status, 421) << host;
    EXPECT_EQ(Json::parse(reply.body)["error"], "host");
  }
}

TEST_F(WholeServer, LogsTheRouteNotThePath) {
  EXPECT_EQ(exchange("PUT /carrel/consent/" + uuid(1)).status, 401);
  EXPECT_EQ(exchange("GET /index.html?secret").status, 200);
  server.stop();
  EXPECT_TRUE(server.log().contains(R"("route":"/carrel/consent/{id}")"));
  EXPECT_TRUE(server.log().contains(R"("route":"site")"));
  EXPECT_FALSE(server.log().contains("index.html"));
}

TEST_F(WholeServer, OffLoopbackNobodySignsInByName) {
  const CarrelApplication open({*store, policies, site, false});
  const Response response =
      open({.method = "POST",
            .path = "/carrel/session",
            .headers = {{"host", "school.example"}, {"content-type", "application/json"}},
            .body = R"({"name":"ada"})"});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(error_of(response), "sign_in");
}

}  // namespace
}  // namespace carrel::server::test
