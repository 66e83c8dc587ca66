// The register's hosts go into a content policy as they are.
#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/policy/register.hpp"

namespace carrel::test {
namespace {

std::string faults_in(const Json& document) {
  const std::string text = dump_json(document);
  const auto parties = parse_register(text, parse_policy(text, hash_a).value());
  if (parties) return {};
  std::string out;
  for (const Fault& fault : parties.error())
    out += fault.where + ": " + fault.what + '\n';
  return out;
}

std::string faults_with(const char* host) {
  Json document = Json::parse(read_file("tests/golden/policy/valid/every_use.json"));
  document["services"][1]["hosts"] = {"https://a.example", host};
  return faults_in(document);
}

std::string faults_with_change(const Json& change) {
  Json document = Json::parse(read_file("tests/golden/policy/valid/changes.json"));
  document["changes"][1] = change;
  return faults_in(document);
}

TEST(Register, TakesWhatIsToldOfRevisions) {
  Json change = {{"revision", "2025-02-28"}, {"significant", true}, {"text", {{"en", "Less."}}}};
  EXPECT_EQ(faults_with_change(change), "");
  change["revision"] = "2025-02-30";
  EXPECT_EQ(faults_with_change(change), "/changes/1/revision: is not a date like 2026-11-01\n");
  change["revision"] = "9999-01-01";
  EXPECT_EQ(faults_with_change(change), "/changes/1/revision: is later than the policy's\n");
  change["revision"] = "2025-02-28";
  change["significant"] = "yes";
  EXPECT_TRUE(faults_with_change(change).starts_with("/changes/1/significant: "));
  change["significant"] = false;
  change["text"] = Json::object();
  EXPECT_EQ(faults_with_change(change), "/changes/1/text/en: is missing\n");
  change["text"] = {{"en", "Less."}};
  change["author"] = "me";
  EXPECT_TRUE(faults_with_change(change).starts_with("/changes/1/author: "));
}

TEST(Register, TakesSourcesOfAContentPolicy) {
  for (const char* host : {"https://player.example", "https://*.player.example",
                           "wss://a-b.example", "http://localhost:8080", "ws://127.0.0.1:9"})
    EXPECT_EQ(faults_with(host), "") << host;
}

TEST(Register, TakesNothingThatWouldEndADirective) {
  for (const char* host : {"https://a.example; script-src *", "https://a.example 'unsafe-inline'",
                           "https://a.example,https://b.example", "https://a.example\r\nX: y", "*",
                           "https:", "https://", "https://*", "https://*.", "'self'",
                           "data:", "a.example", "https://A.example", "https://a.example/path",
                           "https://a.example:", "https://a.example:123456", "https://a.example:8a",
                           "ftp://a.example", "https://é.example"})
    EXPECT_EQ(faults_with(host),
              "/services/1/hosts/1: is not a source like https://*.example.org\n")
        << host;
}

}  // namespace
}  // namespace carrel::test
