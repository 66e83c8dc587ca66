#include "tools/policy_file.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include <openssl/evp.h>

#include "carrel/base/bytes.hpp"
#include "carrel/policy/register.hpp"

namespace carrel::tools {
namespace {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  std::string out;
  for (const unsigned char byte : digest)
    out += to_hex(byte, 2);
  return out;
}

std::expected<std::string, int> read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (file) return std::string{std::istreambuf_iterator<char>(file), {}};
  std::fprintf(stderr, "%s: cannot be read\n", path);
  return std::unexpected(exit_usage);
}

std::unexpected<int> refused(const char* path, const std::vector<Fault>& faults) {
  for (const Fault& fault : faults)
    std::fprintf(stderr, "%s: %s: %s\n", path, fault.where.empty() ? "/" : fault.where.c_str(),
                 fault.what.c_str());
  std::fprintf(stderr, "%s: refused: %zu fault(s)\n", path, faults.size());
  return std::unexpected(exit_refused);
}

JsonDocument document_of(std::string_view text) {
  std::vector<Fault> unused;
  return parse_json(text, unused).value_or(JsonDocument());
}

}  // namespace

std::expected<PolicyFile, int> load_policy(const char* path) {
  const auto text = read(path);
  if (!text) return std::unexpected(text.error());
  auto policy = parse_policy(*text, sha256_hex(*text));
  if (!policy) return refused(path, policy.error());
  if (const auto parties = parse_register(*text, *policy); !parties)
    return refused(path, parties.error());
  return PolicyFile{document_of(*text), std::move(*policy)};
}

std::expected<Law, int> load_law(const char* path) {
  const auto text = read(path);
  if (!text) return std::unexpected(text.error());
  auto rules = parse_rules(*text);
  if (!rules) return refused(path, rules.error());
  return Law{document_of(*text), std::move(*rules)};
}

}  // namespace carrel::tools
