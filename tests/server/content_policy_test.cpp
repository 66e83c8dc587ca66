// The header names hosts where the page's own lock-down does: tests/golden/content-policy.json.
#include "content_policy.hpp"

#include <sstream>

#include "handlers/well_known.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

// By directive the hosts among its sources.
std::map<std::string, std::vector<std::string>> hosts_in(const std::string& policy) {
  std::map<std::string, std::vector<std::string>> out;
  std::istringstream directives(policy);
  for (std::string directive; std::getline(directives, directive, ';');) {
    std::istringstream words(directive);
    std::string name;
    words >> name;
    auto& hosts = out[name];
    for (std::string word; words >> word;)
      if (!word.starts_with('\'')) hosts.push_back(word);
  }
  return out;
}

TEST(ContentPolicy, NamesHostsWhereTheLockDownDoes) {
  const Json golden = Json::parse(read_file(CARREL_SOURCE_DIR "/tests/golden/content-policy.json"));
  for (const Json& row : golden["hosts"]) {
    const auto hosts = row.get<std::vector<std::string>>();
    auto found = hosts_in(content_policy(hosts));
    for (const auto& directive : golden["named"].get<std::vector<std::string>>()) {
      ASSERT_TRUE(found.contains(directive)) << directive;
      EXPECT_EQ(found[directive], hosts) << directive;
      found.erase(directive);
    }
    for (const auto& [directive, others] : found)
      EXPECT_TRUE(others.empty()) << directive;
    for (const auto& directive : golden["never"].get<std::vector<std::string>>())
      EXPECT_TRUE(found.contains(directive));
  }
}

TEST(ContentPolicy, LetsNothingRunInline) {
  const std::string policy = content_policy({"https://player.example"});
  EXPECT_FALSE(policy.contains("'unsafe-inline'"));
  EXPECT_FALSE(policy.contains("'unsafe-eval'"));
}

TEST(WellKnown, SaysThatGlobalPrivacyControlIsHeeded) {
  World world;
  const Response response = world.send({.method = "GET", .path = "/.well-known/gpc.json"});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body_of(response), Json({{"gpc", true}, {"lastUpdate", "2026-11-01"}}));
}

}  // namespace
}  // namespace carrel::server::test
