#include "world.hpp"

#include <cstdio>

#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

Policy policy(const std::string& name, const std::string& hash) {
  auto parsed = parse_policy(read_file(CARREL_SOURCE_DIR "/tests/server/policies/" + name), hash);
  EXPECT_TRUE(parsed) << parsed.error().front().where << ": " << parsed.error().front().what;
  return parsed.value_or(Policy{});
}

}  // namespace

std::string read_file(const std::string& path) {
  std::string out;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return out;
  for (int c = std::getc(file); c != EOF; c = std::getc(file))
    out += static_cast<char>(c);
  std::fclose(file);
  return out;
}

Policies test_policies() {
  return Policies({policy("newest.json", newest_hash), policy("older.json", older_hash)},
                  {{.version = "1", .places = {}}});
}

Json body_of(const Response& response) {
  const auto* text = std::get_if<std::string>(&response.body);
  return text ? Json::parse(*text, nullptr, false) : Json();
}

std::string error_of(const Response& response) {
  const Json body = body_of(response);
  return body.is_object() && body.contains("error") ? body["error"].get<std::string>() : "";
}

World::World(std::unique_ptr<Store> store) : store_(std::move(store)) {}

Response World::send(Request request) {
  Context context{*store_, policies_, now, {}, demo_sign_in, notary, aggregation.get()};
  for (Entropy& entropy : context.entropy)
    for (std::uint32_t& word : entropy.words)
      word = ++drawn_;
  auto response = handle(request, context);
  EXPECT_TRUE(response) << "no route for " << request.path;
  return response.value_or(Response{.status = 0});
}

Client World::sign_in(const std::string& name) {
  const Response response =
      send({.method = "POST",
            .path = "/carrel/session",
            .headers = {{"content-type", "application/json"}, {"host", "localhost"}},
            .body = dump_json({{"name", name}})});
  EXPECT_EQ(response.status, 200);
  const Json body = body_of(response);
  const std::string_view cookie = find_header(response.headers, "Set-Cookie");
  return {body["subject"].get<std::string>(), std::string(cookie.substr(0, cookie.find(';'))),
          body["csrf"].get<std::string>()};
}

Request World::get(const Client& client, std::string_view path, std::string_view query) const {
  return {
      .method = "GET",
      .path = std::string(path),
      .query = std::string(query),
      .headers = {
          {"host", "localhost"}, {"cookie", client.cookie}, {"x-experience-api-version", "1.0.3"}}};
}

Request World::write(const Client& client, std::string_view method, std::string_view path,
                     const Json& body) const {
  Request request = get(client, path);
  request.method = method;
  request.headers.push_back({"origin", "http://localhost"});
  request.headers.push_back({"content-type", "application/json"});
  request.headers.push_back({"x-carrel-csrf", client.csrf});
  request.body = dump_json(body);
  return request;
}

Response World::post(const Client& client, const Json& statements) {
  return send(write(client, "POST", "/xapi/statements", statements));
}

Response World::grant(const Client& client, const Json& purposes, std::string_view choice) {
  Json record = consent_record(static_cast<int>(++drawn_) + 100'000, choice, purposes);
  record["at"] = to_rfc3339(now);
  return send(write(client, "PUT", "/carrel/consent/" + record["id"].get<std::string>(), record));
}

std::string uuid(int n) {
  const std::string digits = std::to_string(n);
  return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

Json statement(const Client& client, int n, std::string_view item, std::string_view verb,
               Json result) {
  return {{"id", uuid(n)},
          {"actor",
           {{"objectType", "Agent"},
            {"account", {{"homePage", "https://school.example/"}, {"name", client.subject}}}}},
          {"verb", {{"id", "http://adlnet.gov/expapi/verbs/" + std::string(verb)}}},
          {"object", {{"objectType", "Activity"}, {"id", "https://school.example/course/privacy"}}},
          {"result", std::move(result)},
          {"context",
           {{"extensions", {{"urn:carrel:item", item}, {"urn:carrel:policy", newest_hash}}}}},
          {"timestamp", "2026-11-01T11:59:00.000Z"}};
}

Json place(const Client& client, int n) {
  return statement(client, n, "progress.place", "progressed",
                   {{"extensions", {{"urn:carrel:at", 1000 + n}, {"urn:carrel:of", 90'000}}}});
}

Json completed(const Client& client, int n) {
  return statement(client, n, "progress.completed", "completed", {{"completion", true}});
}

Json consent_record(int n, std::string_view choice, Json purposes) {
  return {{"format", 2},
          {"id", uuid(n)},
          {"at", "2026-11-01T11:58:00.000Z"},
          {"choice", choice},
          {"purposes", std::move(purposes)},
          {"policy", newest_hash},
          {"texts", std::string(64, 'c')},
          {"method", "banner"},
          {"told", false},
          {"approved", false},
          {"language", "en"},
          {"interface", "0.1.0"},
          {"place", "DE"},
          {"rules", "1"},
          {"asked", Json::array()}};
}

}  // namespace carrel::server::test
