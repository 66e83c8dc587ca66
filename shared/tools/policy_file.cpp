#include "tools/policy_file.hpp"

#include <cstdio>
#include <vector>

#include "tools/published.hpp"

namespace carrel::tools {
namespace {

std::expected<std::string, int> read(const char* path) {
  if (auto text = contents(path)) return std::move(*text);
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
  auto published = parse_published(*text);
  if (!published) return refused(path, published.error());
  return PolicyFile{document_of(*text), std::move(published->policy),
                    std::move(published->aggregate)};
}

std::expected<Law, int> load_law(const char* path) {
  const auto text = read(path);
  if (!text) return std::unexpected(text.error());
  auto rules = parse_rules(*text);
  if (!rules) return refused(path, rules.error());
  return Law{document_of(*text), std::move(*rules)};
}

}  // namespace carrel::tools
