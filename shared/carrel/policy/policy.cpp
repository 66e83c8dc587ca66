#include "carrel/policy/policy.hpp"

#include <algorithm>
#include <array>

namespace carrel {

std::string_view name(Tier tier) {
  constexpr std::array<std::string_view, 5> names{"none", "memory", "visit", "local", "persistent"};
  return names[static_cast<std::size_t>(tier)];
}

std::string_view name(KeepRule rule) {
  constexpr std::array<std::string_view, 5> names{"visit", "age", "idle", "until_sent", "account"};
  return names[static_cast<std::size_t>(rule)];
}

bool is_built_in(const PolicyItem& item) {
  return item.built_in;
}

const PolicyItem* Policy::find_item(std::string_view key) const {
  const auto it = std::ranges::find(items, key, &PolicyItem::key);
  return it == items.end() ? nullptr : &*it;
}

std::optional<std::size_t> Policy::find_purpose(std::string_view key) const {
  const auto it = std::ranges::find(purposes, key, &Purpose::key);
  if (it == purposes.end()) return {};
  return static_cast<std::size_t>(it - purposes.begin());
}

const Category& Policy::category_of(std::size_t purpose) const {
  return categories[purposes[purpose].category];
}

PurposeSet Policy::purposes_where(bool Category::* flag) const {
  PurposeSet set = 0;
  for (std::size_t i = 0; i < purposes.size(); ++i)
    if (category_of(i).*flag) set |= PurposeSet{1} << i;
  return set;
}

}  // namespace carrel
