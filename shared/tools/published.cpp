#include "tools/published.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include <openssl/evp.h>

#include "carrel/base/bytes.hpp"

namespace carrel::tools {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    return {};
  std::string hex;
  for (const unsigned char byte : digest)
    hex += to_hex(byte, 2);
  return hex;
}

std::optional<std::string> contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return {};
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return {};
  return bytes;
}

std::expected<Published, std::vector<Fault>> parse_published(std::string_view text) {
  auto policy = parse_policy(text, sha256_hex(text));
  if (!policy) return std::unexpected(std::move(policy).error());
  auto services = parse_register(text, *policy);
  if (!services) return std::unexpected(std::move(services).error());
  auto aggregate = parse_aggregate(text, *policy);
  if (!aggregate) return std::unexpected(std::move(aggregate).error());
  return Published{std::move(*policy), std::move(*services), std::move(*aggregate)};
}

}  // namespace carrel::tools
