// The whole server over a socket: a learner signs in, consents, sends, and reads back.
#include "program/application.hpp"

#include <csignal>

#include "running_server.hpp"
#include "sqlite/sqlite_store.hpp"
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace carrel::server::test {
namespace {

Instant today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::floor<std::chrono::milliseconds>(now).count()};
}

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
  Aggregation aggregation{test_plans()};
  CarrelApplication application{{.store = *store,
                                 .policies = policies,
                                 .site = site,
                                 .on_loopback = true,
                                 .aggregation = &aggregation}};
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
  record["at"] = to_rfc3339(today());
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
  const CarrelApplication open({.store = *store, .policies = policies, .site = site});
  const Response response =
      open({.method = "POST",
            .path = "/carrel/session",
            .headers = {{"host", "school.example"}, {"content-type", "application/json"}},
            .body = R"({"name":"ada"})"});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(error_of(response), "sign_in");
}

// A learner's answer, from the wire to the file and to the instructor, over two starts.
class WholeCollection : public WholeServer {
 protected:
  CarrelApplication application_at(Instant when) {
    return CarrelApplication({.store = *store,
                              .policies = policies,
                              .site = site,
                              .on_loopback = true,
                              .aggregation = &aggregation,
                              .ahead = when - today()});
  }
  void restart() {
    store.reset();
    store = SqliteStore::open(scratch / "carrel.sqlite").value_or(nullptr);
  }
  std::string files() {
    return read_file(scratch / "carrel.sqlite") + read_file(scratch / "carrel.sqlite-wal");
  }

  Learners learners;
};

TEST_F(WholeCollection, KeepsNothingThatTellsWhoReportedOrWhen) {
  std::vector<Report> reports;
  {
    RunningServer at_noon(scratch, application_at({noon}));
    SocketClient learner(at_noon.port());
    const Instant before = today();
    for (int sent = 0; sent < 3; ++sent) {
      const Request request = report_request(reports.emplace_back(learners.report(drop_off(), 1)));
      learner.send(request_text("POST /aggregate/reports",
                                "Content-Type: application/octet-stream\r\n"
                                "User-Agent: telltale\r\nX-Forwarded-For: 203.0.113.7\r\n"
                                "Referer: http://localhost/telltale\r\n"
                                "Cookie: carrel_session=telltale\r\n",
                                request.body));
      EXPECT_EQ(learner.receive().status, 204);
    }
    at_noon.stop();
    EXPECT_EQ(at_noon.log(), "") << "a line of the log would say when";
    for (const char* told : {"telltale", "203.0.113.7", "127.0.0.1"})
      EXPECT_FALSE(files().contains(told)) << told;
    Database reader(scratch / "carrel.sqlite", Database::Access::read);
    Query tasks(reader, "SELECT delete_at FROM task");
    ASSERT_TRUE(tasks.next());
    EXPECT_EQ(Instant{tasks.integer(0)}, deletion);
    EXPECT_FALSE(tasks.next());
    EXPECT_GE(today(), before);
  }
  std::ranges::sort(reports, {}, &Report::id);
  Database reader(scratch / "carrel.sqlite", Database::Access::read);
  Query rows(reader, "SELECT * FROM report");
  for (const Report& report : reports) {
    ASSERT_TRUE(rows.next()) << "in the order of their random ids";
    EXPECT_TRUE(std::ranges::equal(rows.blob(0), report.task));
    EXPECT_TRUE(std::ranges::equal(rows.blob(1), report.id));
    EXPECT_EQ(rows.integer(2), report.part);
    EXPECT_TRUE(std::ranges::equal(rows.blob(3), report.symbols));
  }
  EXPECT_FALSE(rows.next());
  EXPECT_THROW(Query(reader, "SELECT rowid FROM report"), SqliteError) << "nor in that of arrival";
}

TEST_F(WholeCollection, IsReleasedAndDeletedAcrossStarts) {
  const Report sent = learners.report(drop_off(), 1);
  const std::string id(sent.id.begin(), sent.id.end());
  EXPECT_EQ(application_at({noon})(report_request(sent)).status, 204);
  EXPECT_TRUE(files().contains(id));
  restart();
  const Request insight{
      .method = "GET", .path = "/aggregate/insights/0", .headers = {{"host", "localhost"}}};
  EXPECT_EQ(application_at({noon})(insight).status, 404);
  EXPECT_EQ(application_at(collection_end).tend(), "");
  const std::string figures = std::get<std::string>(application_at({noon})(insight).body);
  EXPECT_EQ(Json::parse(figures)["figures"][0]["learners"], 1);
  restart();
  EXPECT_EQ(application_at(deletion).tend(), "");
  EXPECT_FALSE(files().contains(id)) << "overwritten, also in the log of writes";
  restart();
  EXPECT_EQ(std::get<std::string>(application_at(deletion)(insight).body), figures);
}

// No file of this process grows beyond so much, as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::uintmax_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit tight{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    signal_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::ignore = std::signal(SIGXFSZ, signal_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*signal_)(int) = SIG_DFL;
};

TEST_F(WholeCollection, LosesNothingThatWasTakenWhereTheDiskIsFull) {
  const CarrelApplication at_noon = application_at({noon});
  std::vector<Report> taken;
  const auto post = [&](const Report& report) {
    const Response response = at_noon(report_request(report));
    if (response.status == 204) taken.push_back(report);
    return response.status;
  };
  for (int sent = 0; sent < 10; ++sent)
    EXPECT_EQ(post(learners.report(drop_off(), 1)), 204);
  {
    const FileSizeLimit limit(std::filesystem::file_size(scratch / "carrel.sqlite-wal") + 40'000);
    int status = 204;
    for (int sent = 0; sent < 1000 && status == 204; ++sent)
      status = post(learners.report(drop_off(), 1));
    EXPECT_EQ(status, 503);
  }
  EXPECT_EQ(post(learners.report(drop_off(), 1)), 204) << "once there is room again";
  restart();
  EXPECT_EQ(application_at(collection_end).tend(), "");
  const auto figures = store->released({"server-test", 0}).value();
  EXPECT_EQ(Json::parse(*figures)["figures"][0]["learners"], taken.size());
}

}  // namespace
}  // namespace carrel::server::test
