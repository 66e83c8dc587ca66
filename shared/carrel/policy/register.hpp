// The policy's register of parties: what a page shows of them and holds back, beyond what the
// engine decides by.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/policy/policy.hpp"

namespace carrel {

struct Recipient {
  std::string key;
  std::string purpose;
  std::vector<std::string> hosts;
};

// In the policy's order, of a text that parse_policy accepts as `policy`; or every fault, of what
// people are told of its revisions too.
std::expected<std::vector<Recipient>, std::vector<Fault>> parse_register(std::string_view text,
                                                                         const Policy& policy);

}  // namespace carrel
