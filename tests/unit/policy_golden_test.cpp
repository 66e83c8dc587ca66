// The corpus of tests/golden/policy, which the JSON Schema is tested against as well.
#include <set>

#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/plan.hpp"
#include "carrel/policy/register.hpp"

namespace carrel::test {
namespace {

const std::string corpus = "tests/golden/policy/";

std::vector<Fault> faults_of(const std::string& path) {
  const std::string text = read_file(path);
  const auto policy = parse_policy(text, hash_a);
  if (!policy) return policy.error();
  const auto plan = parse_aggregate(text, *policy);
  return plan ? std::vector<Fault>{} : plan.error();
}

std::string listed(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults)
    out += fault.where + ": " + fault.what + '\n';
  return out;
}

TEST(PolicyCorpus, EveryValidPolicyIsTaken) {
  const auto names = files_in(corpus + "valid");
  EXPECT_GE(names.size(), 5U);
  for (const std::string& name : names)
    EXPECT_EQ(listed(faults_of(corpus + "valid/" + name)), "") << name;
}

TEST(PolicyCorpus, TheShippedPoliciesTheirRegistersAndMetricsAreTaken) {
  std::vector<std::string> paths{"examples/embed-policy.json"};
  for (const std::string& name : files_in("shared/policies"))
    if (name == "demo.json" || name.starts_with("platform-"))
      paths.push_back("shared/policies/" + name);
  EXPECT_EQ(paths.size(), 5U);
  for (const std::string& path : paths) {
    const std::string text = read_file(path);
    const auto policy = parse_policy(text, hash_a);
    ASSERT_TRUE(policy) << path << '\n' << listed(policy.error());
    const auto parties = parse_register(text, *policy);
    ASSERT_TRUE(parties) << path << '\n' << listed(parties.error());
    EXPECT_EQ(parties->size(), policy->services.size()) << path;
    const auto plan = parse_aggregate(text, *policy);
    EXPECT_TRUE(plan) << path << '\n' << listed(plan.error());
  }
}

TEST(PolicyCorpus, EveryInvalidPolicyNamesExactlyTheMembersAtFault) {
  const Json expected = json_of(read_file(corpus + "invalid.json"));
  ASSERT_TRUE(expected.is_object());
  for (const auto& [name, row] : expected.items()) {
    std::multiset<std::string> wanted;
    for (const Json& where : row["faults"])
      wanted.insert(where.get<std::string>());
    const auto faults = faults_of(corpus + "invalid/" + name);
    std::multiset<std::string> found;
    for (const Fault& fault : faults)
      found.insert(fault.where);
    EXPECT_EQ(found, wanted) << name << '\n' << listed(faults);
  }
}

TEST(PolicyCorpus, ListsEveryInvalidPolicy) {
  const Json expected = json_of(read_file(corpus + "invalid.json"));
  ASSERT_TRUE(expected.is_object());
  std::vector<std::string> listed_names;
  for (const auto& [name, row] : expected.items())
    listed_names.push_back(name);
  EXPECT_EQ(listed_names, files_in(corpus + "invalid"));
}

}  // namespace
}  // namespace carrel::test
