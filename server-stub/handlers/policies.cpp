#include "handlers/policies.hpp"

#include <algorithm>

namespace carrel::server {

const Policy* Policies::find(std::string_view hash) const {
  const auto found = std::ranges::find(policies_, hash, &Policy::hash);
  return found == policies_.end() ? nullptr : &*found;
}

}  // namespace carrel::server
