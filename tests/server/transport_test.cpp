#include <latch>

#include "running_server.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

using std::chrono::milliseconds;

// Says what it was asked; "/file" is a slice of a file.
Response echo(const Scratch& scratch, const Request& request) {
  if (request.path == "/file") return {.body = FileSlice{scratch / "file", 10, 300'000}};
  if (request.path == "/gone") return {.body = FileSlice{scratch / "gone", 0, 1}};
  if (request.path == "/throw") throw std::runtime_error("a fault of ours");
  Response response{.body = request.method + ' ' + request.path + '?' + request.query + ' ' +
                            std::string(request.header("x-test")) + ' ' + request.body};
  response.route = "/echo";
  return response;
}

class Transport : public testing::Test {
 protected:
  Transport() {
    for (int n = 0; n < 60'000; ++n)
      content += std::to_string(100'000 + n);
    scratch.write("file", content);
  }
  Limits limits;
  Scratch scratch;
  std::string content;
  Application application = [this](const Request& request) { return echo(scratch, request); };
};

TEST_F(Transport, KeepsAConnectionForManyRequests) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  for (int n = 0; n < 3; ++n) {
    client.send(request_text("POST /a?b=c", "X-TEST: yes\r\n", "body"));
    const Reply reply = client.receive();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "POST /a?b=c yes body");
  }
  client.send(request_text("GET /", "Connection: close\r\n"));
  EXPECT_EQ(client.receive().header("Connection"), "close");
  EXPECT_TRUE(client.closed_within(milliseconds(2000)));
}

TEST_F(Transport, AnswersPipelinedRequestsInOrder) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send(request_text("GET /1") + request_text("GET /2") + request_text("GET /3"));
  for (const char* path : {"/1", "/2", "/3"})
    EXPECT_TRUE(client.receive().body.starts_with(std::string("GET ") + path));
}

TEST_F(Transport, ReadsAChunkedBody) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send(request_text("PUT /", "Transfer-Encoding: chunked\r\n") +
              "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_TRUE(client.receive().body.ends_with("abcde"));
}

TEST_F(Transport, GoesOnWithABodyThatAsksFirst) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  client.send("ok");
  EXPECT_TRUE(client.receive().body.ends_with("ok"));
}

TEST_F(Transport, LogsNothingOfARequestThatAsksForIt) {
  RunningServer server(scratch, [](const Request& request) {
    return Response{.status = 204, .unlogged = request.path == "/quiet"};
  });
  SocketClient client(server.port());
  for (const char* path : {"GET /loud", "GET /quiet"}) {
    client.send(request_text(path));
    EXPECT_EQ(client.receive().status, 204);
  }
  server.stop();
  EXPECT_EQ(std::ranges::count(server.log(), '\n'), 1);
}

TEST_F(Transport, DoesItsChoreWithoutBeingAsked) {
  std::latch done(3);
  int times = 0;
  auto listening = Server::listen({.chore = {.work =
                                                 [&] {
                                                   if (times++ < 3) done.count_down();
                                                   if (times == 2)
                                                     throw std::runtime_error("thrown");
                                                   return std::string(times == 1 ? "failed" : "");
                                                 },
                                             .every = milliseconds(1)}},
                                  application, RequestLog::to_file(scratch / "chores").value());
  ASSERT_TRUE(listening);
  std::thread thread([&] { listening->run(); });
  done.wait();
  listening->stop();
  thread.join();
  const std::string log = read_file(scratch / "chores");
  EXPECT_EQ(std::ranges::count(log, '\n'), 2);
  EXPECT_TRUE(log.contains(R"("diagnosis":"failed")"));
  EXPECT_TRUE(log.contains(R"("diagnosis":"thrown")"));
}

TEST_F(Transport, SendsASliceOfAFile) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  for (int n = 0; n < 2; ++n) {
    client.send(request_text("GET /file"));
    const Reply reply = client.receive();
    EXPECT_EQ(reply.header("Content-Length"), "300000");
    EXPECT_EQ(reply.body, content.substr(10, 300'000));
  }
}

TEST_F(Transport, SendsTheHeadAloneForHead) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send(request_text("HEAD /file"));
  EXPECT_EQ(client.receive(true).header("Content-Length"), "300000");
  client.send(request_text("HEAD /x"));
  EXPECT_EQ(client.receive(true).header("Content-Length"), "10");
  client.send(request_text("GET /x"));
  EXPECT_TRUE(client.receive().body.starts_with("GET /x"));
}

TEST_F(Transport, EveryResponseCarriesTheSecurityHeaders) {
  const RunningServer server(scratch, application);
  for (const char* text : {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n"}) {
    SocketClient client(server.port());
    client.send(text);
    const Reply reply = client.receive();
    EXPECT_EQ(reply.header("Content-Security-Policy"),
              "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
              "img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; "
              "frame-src 'self'; form-action 'self'; worker-src 'self'; manifest-src 'self'; "
              "base-uri 'none'; frame-ancestors 'none'");
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(reply.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(reply.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_NE(reply.header("Permissions-Policy"), "");
    EXPECT_TRUE(reply.header("Date").ends_with(" GMT")) << reply.header("Date");
  }
}

TEST_F(Transport, RefusesWhatIsTooLargeOrNoHttp) {
  limits.body_bytes = 1000;
  limits.header_bytes = 2000;
  const RunningServer server(scratch, application, limits);
  const std::pair<std::string, int> cases[] = {
      {request_text("POST /", "", std::string(1001, 'x')), 413},
      {request_text("POST /", "Transfer-Encoding: chunked\r\n") + "3e9\r\n" +
           std::string(1001, 'x') + "\r\n0\r\n\r\n",
       413},
      {request_text("GET /", "X-Long: " + std::string(3000, 'x') + "\r\n"), 431},
      {"GET / HTTP/9.9\r\n\r\n", 400},
      {"\x16\x03\x01\x02 tls hello\r\n\r\n", 400},
      {request_text("POST /", "Content-Length: 1\r\nContent-Length: 2\r\n"), 400},
  };
  for (const auto& [text, status] : cases) {
    SocketClient client(server.port());
    client.send(text);
    EXPECT_EQ(client.receive().status, status) << text.substr(0, 40);
  }
}

TEST_F(Transport, ReadsOnWhenItRefusesSoThatTheReplyArrives) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  EXPECT_TRUE(client.send(request_text("POST /", "", std::string(900'000, 'x'))));
  EXPECT_EQ(client.receive().status, 413);
}

TEST_F(Transport, LetsGoOfSlowClients) {
  limits.idle = limits.read = milliseconds(150);
  const RunningServer server(scratch, application, limits);
  const std::string texts[] = {"", "GET / HTT",
                               "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhal"};
  for (const std::string& text : texts) {
    SocketClient client(server.port());
    client.send(text);
    EXPECT_TRUE(client.closed_within(milliseconds(5000))) << text;
  }
}

TEST_F(Transport, LetsGoOfClientsThatDoNotRead) {
  limits.write = milliseconds(150);
  const std::string large(20'000'000, 'x');
  const RunningServer server(
      scratch, [&](const Request&) { return Response{.body = large}; }, limits);
  SocketClient client(server.port());
  client.send(request_text("GET /"));
  std::this_thread::sleep_for(milliseconds(600));
  EXPECT_EQ(client.receive().status, 0);
}

TEST_F(Transport, ServesOthersWhileManyAreIdle) {
  const RunningServer server(scratch, application);
  std::vector<std::unique_ptr<SocketClient>> idle;
  for (int n = 0; n < 200; ++n)
    idle.push_back(std::make_unique<SocketClient>(server.port()));
  SocketClient client(server.port());
  client.send(request_text("GET /"));
  EXPECT_EQ(client.receive().status, 200);
}

TEST_F(Transport, HasALimitOfConnections) {
  limits.connections = 2;
  const RunningServer server(scratch, application, limits);
  SocketClient first(server.port());
  SocketClient second(server.port());
  for (SocketClient* client : {&first, &second}) {
    client->send(request_text("GET /"));
    EXPECT_EQ(client->receive().status, 200);
  }
  SocketClient third(server.port());
  EXPECT_TRUE(third.closed_within(milliseconds(2000)));
}

TEST_F(Transport, AFaultOfOursIsA500AndGoesToTheLog) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send(request_text("GET /throw"));
  const Reply reply = client.receive();
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body, "");
  client.send(request_text("GET /x"));
  EXPECT_EQ(client.receive().status, 200) << "the connection lives on";
  EXPECT_TRUE(server.log().contains(R"("diagnosis":"a fault of ours")"));
}

TEST_F(Transport, AFileThatIsGoneClosesTheConnection) {
  const RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send(request_text("GET /gone"));
  EXPECT_EQ(client.receive().status, 0);
}

TEST_F(Transport, TheLogTellsNothingOfThePerson) {
  RunningServer server(scratch, application);
  SocketClient client(server.port());
  client.send(request_text("GET /private-page?secret=query",
                           "Cookie: carrel_session=token\r\nReferer: http://from.example/\r\n"
                           "User-Agent: browser\r\nX-Forwarded-For: 192.0.2.7\r\n"));
  EXPECT_EQ(client.receive().status, 200);
  server.stop();
  const std::string log = server.log();
  EXPECT_TRUE(log.contains(R"("route":"/echo")")) << log;
  for (const char* personal :
       {"secret", "query", "token", "from.example", "browser", "192.0.2.7", "127.0.0.1", "private"})
    EXPECT_FALSE(log.contains(personal)) << log;
}

TEST_F(Transport, AnswersWhatIsUnderWayBeforeItStops) {
  std::latch arrived(1);
  std::latch go(1);
  RunningServer server(scratch, [&](const Request&) {
    arrived.count_down();
    go.wait();
    return Response{.body = "done"};
  });
  SocketClient idle(server.port());
  SocketClient busy(server.port());
  busy.send(request_text("GET /"));
  arrived.wait();
  std::thread stopping([&] { server.stop(); });
  EXPECT_TRUE(idle.closed_within(milliseconds(5000)));
  go.count_down();
  const Reply reply = busy.receive();
  EXPECT_EQ(reply.body, "done");
  EXPECT_EQ(reply.header("Connection"), "close");
  stopping.join();
}

TEST_F(Transport, SaysWhyItCannotListen) {
  const RunningServer server(scratch, application);
  const auto listen = [&](const std::string& address, std::uint16_t port) {
    return Server::listen({.address = address, .port = port}, application, RequestLog::to_stderr());
  };
  const auto taken = listen("127.0.0.1", server.port());
  ASSERT_FALSE(taken);
  EXPECT_TRUE(taken.error().contains("cannot listen on 127.0.0.1:")) << taken.error();
  EXPECT_FALSE(listen("no address", 0));
}

TEST(Loopback, IsRecognised) {
  for (const char* address : {"127.0.0.1", "127.1.2.3", "::1"})
    EXPECT_TRUE(is_loopback(address));
  for (const char* address : {"0.0.0.0", "::", "192.0.2.7", "localhost", ""})
    EXPECT_FALSE(is_loopback(address)) << address;
}

}  // namespace
}  // namespace carrel::server::test
