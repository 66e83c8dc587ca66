#include "program/policy_file.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include <openssl/evp.h>

#include "carrel/base/bytes.hpp"
#include "carrel/policy/register.hpp"

namespace carrel::server {
namespace {

std::optional<std::string> contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return {};
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return {};
  return bytes;
}

struct PolicyFile {
  Policy policy;
  std::vector<Recipient> services;
};

std::expected<PolicyFile, std::vector<Fault>> policy_of(const std::string& bytes) {
  auto policy = parse_policy(bytes, sha256_hex(bytes));
  if (!policy) return std::unexpected(std::move(policy).error());
  auto services = parse_register(bytes, *policy);
  if (!services) return std::unexpected(std::move(services).error());
  return PolicyFile{std::move(*policy), std::move(*services)};
}

// Of every file what `parse` makes of it; faults go to `faults`.
template <class Parse>
auto load(const std::vector<std::string>& files, std::string& faults, Parse parse) {
  std::vector<typename decltype(parse(std::string()))::value_type> out;
  for (const std::string& file : files) {
    const auto bytes = contents(file);
    if (!bytes) {
      faults += file + ": cannot be read\n";
      continue;
    }
    auto parsed = parse(*bytes);
    if (parsed) out.push_back(std::move(*parsed));
    for (const Fault& fault : parsed.error_or({}))
      faults += file + ": " + (fault.where.empty() ? "the document" : fault.where + ':') + ' ' +
                fault.what + '\n';
  }
  return out;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    return {};
  std::string hex;
  for (const unsigned char byte : digest)
    hex += to_hex(byte, 2);
  return hex;
}

std::expected<Policies, std::string> load_policies(const std::vector<std::string>& policies,
                                                   const std::vector<std::string>& rules) {
  std::string faults;
  auto files = load(policies, faults, policy_of);
  auto every_rules = load(rules, faults, [](const std::string& text) { return parse_rules(text); });
  if (!faults.empty()) return std::unexpected(std::move(faults));
  std::vector<Policy> every_policy;
  std::set<std::string> hosts;
  for (PolicyFile& file : files) {
    every_policy.push_back(std::move(file.policy));
    for (const Recipient& service : file.services)
      hosts.insert(service.hosts.begin(), service.hosts.end());
  }
  return Policies(std::move(every_policy), std::move(every_rules), {hosts.begin(), hosts.end()});
}

}  // namespace carrel::server
