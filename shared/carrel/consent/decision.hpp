// The decision cache: what the loader may read before the engine runs. Only this code writes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "carrel/consent/consent.hpp"

namespace carrel {

// Bit i of a mask stands for keys[i]; keys are the policy's categories, then its services, in its
// order.
struct Decision {
  Choice choice = Choice::unasked;
  std::vector<std::string> keys;
  std::uint32_t bits = 0;  // granted whole: each of the key's purposes is permitted
  std::uint32_t gpc = 0;   // cleared while Global Privacy Control is on
  Instant until;           // denied from here on
  bool ask = false;        // something is still to be asked, and may be
  bool dnt = false;        // Do Not Track counts as Global Privacy Control
};

// Not in force: `unasked`, the required categories alone.
Decision decide(const Policy& policy, const Consent& consent, Instant now,
                const Situation& where = {});

// The cache's text: JSON with a CRC-32C of itself in its last member; empty for `unasked`.
std::string decision_text(const Policy& policy, const Decision& decision);

std::string_view name(Choice choice);

}  // namespace carrel
