#include "server.hpp"

#include <gtest/gtest.h>

namespace carrel::test {
namespace {

std::vector<Policy> parsed(const std::string& text, const std::string& hash) {
  std::vector<Policy> out;
  auto policy = parse_policy(text, hash);
  EXPECT_TRUE(policy);
  if (policy) out.push_back(std::move(*policy));
  return out;
}

std::string text_of(const server::Response& response) {
  const auto* text = std::get_if<std::string>(&response.body);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

Server::Server(const std::string& policy_text, const std::string& policy_hash)
    : policies_(parsed(policy_text, policy_hash)) {}

server::Response Server::handle(server::Request request, Instant now) {
  server::Context context{store_, policies_, now, {}, true};
  for (Entropy& entropy : context.entropy)
    for (std::uint32_t& word : entropy.words)
      word = ++drawn_;
  return server::handle(request, context).value_or(server::Response{.status = 404});
}

Account Server::sign_in(const std::string& name, Instant now) {
  const server::Response response =
      handle({.method = "POST",
              .path = "/carrel/session",
              .headers = {{"content-type", "application/json"}, {"host", "localhost"}},
              .body = dump_json({{"name", name}})},
             now);
  EXPECT_EQ(response.status, 200);
  const Json body = json_of(text_of(response));
  const std::string_view cookie = server::find_header(response.headers, "Set-Cookie");
  cookie_ = cookie.substr(0, cookie.find(';'));
  csrf_ = body["csrf"].get<std::string>();
  subjects_[name] = body["subject"].get<std::string>();
  return {subjects_[name], body["enrolled"].get<bool>()};
}

Reply Server::answer(const Send& request, Instant now) {
  const server::Response response = handle({.method = request.method,
                                            .path = request.path,
                                            .headers = {{"host", "localhost"},
                                                        {"origin", "http://localhost"},
                                                        {"cookie", cookie_},
                                                        {"content-type", "application/json"},
                                                        {"x-carrel-csrf", csrf_},
                                                        {"x-experience-api-version", "1.0.3"}},
                                            .body = request.body},
                                           now);
  return {response.status, 0, text_of(response)};
}

Json Server::statements(const std::string& subject) {
  Json out = Json::array();
  const auto stored = store_.statements(subject, {.limit = 1000, .ascending = true});
  EXPECT_TRUE(stored);
  if (!stored) return out;
  for (const server::StatementEntry& entry : *stored)
    out.push_back(json_of(entry.text));
  return out;
}

std::string Server::consent(const std::string& subject) {
  const auto entry = store_.latest_consent(subject);
  EXPECT_TRUE(entry);
  if (!entry || !*entry) return {};
  return json_of((**entry).text)["choice"].get<std::string>();
}

}  // namespace carrel::test
