#include "handlers/session.hpp"

#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

constexpr Duration day = Duration::days(1);

Request sign_in_request(std::string body) {
  return {.method = "POST",
          .path = "/carrel/session",
          .headers = {{"content-type", "application/json; charset=utf-8"}, {"host", "localhost"}},
          .body = std::move(body)};
}

TEST(Session, NobodyIsSignedInAtFirst) {
  World world;
  const Response response = world.send(world.get({}, "/carrel/session"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body_of(response), Json({{"signed_in", false}}));
  EXPECT_EQ(find_header(response.headers, "Cache-Control"), "no-store");
}

TEST(Session, SignInGivesAPseudonymAndAStrictCookie) {
  World world;
  const Response response = world.send(sign_in_request(R"({"name":"ada"})"));
  const Json body = body_of(response);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body["signed_in"], true);
  EXPECT_EQ(body["name"], "ada");
  EXPECT_EQ(body["enrolled"], true);
  EXPECT_EQ(body["subject"].get<std::string>().size(), 32);
  EXPECT_NE(body["subject"], body["csrf"]);
  const std::string_view cookie = find_header(response.headers, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("carrel_session="));
  EXPECT_TRUE(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/; Max-Age=86400"));
}

TEST(Session, ANameKeepsItsPseudonym) {
  World world;
  const Client first = world.sign_in("ada");
  const Client again = world.sign_in("ada");
  EXPECT_EQ(first.subject, again.subject);
  EXPECT_NE(first.cookie, again.cookie);
  EXPECT_NE(first.csrf, again.csrf);
  EXPECT_NE(first.subject, world.sign_in("grace").subject);
}

TEST(Session, TheCookieBringsItBack) {
  World world;
  const Client ada = world.sign_in("ada");
  const Response response = world.send(world.get(ada, "/carrel/session"));
  EXPECT_EQ(body_of(response)["subject"], ada.subject);
  EXPECT_EQ(body_of(response)["csrf"], ada.csrf);
}

TEST(Session, EndsAtSignOut) {
  World world;
  const Client ada = world.sign_in("ada");
  const Response response = world.send(world.write(ada, "DELETE", "/carrel/session", {}));
  EXPECT_EQ(response.status, 204);
  EXPECT_TRUE(find_header(response.headers, "Set-Cookie").ends_with("Max-Age=0"));
  EXPECT_EQ(body_of(world.send(world.get(ada, "/carrel/session")))["signed_in"], false);
}

TEST(Session, DiesAfterADayWithoutActivity) {
  World world;
  const Client ada = world.sign_in("ada");
  world.now = world.now + day;
  EXPECT_EQ(body_of(world.send(world.get(ada, "/carrel/session")))["signed_in"], false);
  EXPECT_EQ(world.send(world.get(ada, "/carrel/consent")).status, 401);
}

TEST(Session, LivesOnWithActivity) {
  World world;
  const Client ada = world.sign_in("ada");
  for (int hours = 0; hours < 60; hours += 20) {
    world.now = world.now + Duration::seconds(20 * 3600);
    EXPECT_EQ(body_of(world.send(world.get(ada, "/carrel/session")))["signed_in"], true);
  }
}

TEST(Session, ExpiredOnesAreRemovedFromTheStore) {
  World world;
  const Client ada = world.sign_in("ada");
  world.now = world.now + Duration::days(2);
  world.sign_in("grace");
  const std::string token = ada.cookie.substr(ada.cookie.find('=') + 1);
  EXPECT_EQ(*world.store().session(token), std::nullopt);
}

struct BadSignIn {
  const char* what;
  std::string body;
  std::string_view error;
};

TEST(Session, RefusesABadSignIn) {
  const BadSignIn cases[] = {
      {"no JSON", "ada", "json"},
      {"a list", "[]", "body"},
      {"no name", "{}", "body"},
      {"a number", R"({"name":1})", "body"},
      {"empty", R"({"name":""})", "body"},
      {"too long", R"({"name":")" + std::string(65, 'a') + R"("})", "body"},
      {"a control character", "{\"name\":\"a\\u0007\"}", "body"},
      {"a blank around it", R"({"name":" ada"})", "body"},
      {"another member", R"({"name":"ada","admin":true})", "body"},
      {"a member twice", R"({"name":"ada","name":"grace"})", "json"},
  };
  World world;
  for (const BadSignIn& bad : cases) {
    const Response response = world.send(sign_in_request(bad.body));
    EXPECT_EQ(response.status, 400) << bad.what;
    EXPECT_EQ(error_of(response), bad.error) << bad.what;
  }
}

TEST(Session, SignInFromAnotherOriginIsRefused) {
  World world;
  Request request = sign_in_request(R"({"name":"ada"})");
  request.headers.push_back({"origin", "http://evil.example"});
  const Response response = world.send(request);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(error_of(response), "csrf");
}

TEST(Session, SignInAsAFormIsRefused) {
  World world;
  Request request = sign_in_request(R"({"name":"ada"})");
  request.headers = {{"content-type", "text/plain"}};
  EXPECT_EQ(world.send(request).status, 415);
}

TEST(Session, DemoSignInCanBeOff) {
  World world;
  world.demo_sign_in = false;
  const Response response = world.send(sign_in_request(R"({"name":"ada"})"));
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(error_of(response), "sign_in");
}

TEST(Session, WritingNeedsTheTokenAndTheOrigin) {
  World world;
  const Client ada = world.sign_in("ada");
  Client forged = ada;
  forged.csrf = std::string(ada.csrf.size(), '0');
  const Response wrong = world.send(world.write(forged, "DELETE", "/carrel/session", {}));
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(error_of(wrong), "csrf");
  EXPECT_EQ(world.send(world.write({}, "DELETE", "/carrel/session", {})).status, 401);

  Request elsewhere = world.write(ada, "DELETE", "/carrel/session", {});
  for (Header& header : elsewhere.headers)
    if (header.name == "origin") header.value = "http://evil.example";
  EXPECT_EQ(error_of(world.send(elsewhere)), "csrf");
  EXPECT_EQ(body_of(world.send(world.get(ada, "/carrel/session")))["signed_in"], true);
}

}  // namespace
}  // namespace carrel::server::test
