#include "handlers/policies.hpp"

#include <algorithm>

namespace carrel::server {

const Policy* Policies::find(std::string_view hash) const {
  const auto found = std::ranges::find(policies_, hash, &Policy::hash);
  return found == policies_.end() ? nullptr : &*found;
}

const Policy& Policies::newest_of(const Policy& policy) const {
  return *std::ranges::find(policies_, policy.id, &Policy::id);
}

std::optional<PlaceRules> Policies::law(std::string_view version, std::string_view place) const {
  if (version.empty()) return PlaceRules{};
  const auto found = std::ranges::find(rules_, version, &Rules::version);
  if (found == rules_.end()) return {};
  return found->of(place);
}

}  // namespace carrel::server
