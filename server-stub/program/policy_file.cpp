#include "program/policy_file.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <optional>

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

std::expected<Policies, std::string> load_policies(const std::vector<std::string>& files) {
  std::vector<Policy> policies;
  std::string faults;
  for (const std::string& file : files) {
    const auto bytes = contents(file);
    if (!bytes) {
      faults += file + ": cannot be read\n";
      continue;
    }
    auto policy = parse_policy(*bytes, sha256_hex(*bytes));
    std::vector<Fault> found;
    if (!policy)
      found = std::move(policy).error();
    else if (auto parties = parse_register(*bytes, *policy); !parties)
      found = std::move(parties).error();
    else
      policies.push_back(std::move(*policy));
    for (const Fault& fault : found)
      faults += file + ": " + (fault.where.empty() ? "the document" : fault.where + ':') + ' ' +
                fault.what + '\n';
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return Policies(std::move(policies));
}

}  // namespace carrel::server
