// What a person chose, as a value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "carrel/base/entropy.hpp"
#include "carrel/base/result.hpp"
#include "carrel/consent/ruling.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {

struct Consent {
  ConsentValue value;          // choice `unasked` before the first one
  std::uint64_t position = 0;  // key in the journal: of two choices the later in the journal wins
  bool ever_granted = false;   // from the first grant on, each choice is a record with an id
};

// A choice as the page hands it in.
struct ConsentChange {
  Choice choice = Choice::unasked;
  std::vector<std::string>
      purposes;        // keys that are granted; those of required categories are implied
  std::string policy;  // hash of the policy whose texts were shown
  std::string texts;   // hash of the texts that were shown
  Instant at;
  Manner how = {};
};

// The value to record; an anonymous refusal says nothing of how it came about (D124). bad_choice:
// unasked, a grant of nothing or without a method, a refusal with purposes, no hash of the texts,
// `on_device` with other purposes than its own, a text that is too long or no UTF-8;
// unknown_purpose; other_policy.
Result<ConsentValue> checked(const Policy& policy, const Consent& before, ConsentChange change,
                             const Entropy& entropy);

// Newer by position wins; equal positions keep what is there.
Consent applied(Consent before, ConsentValue value, std::uint64_t position);

// Not yet lapsed, and made about some purpose as this policy still has it.
bool in_force(const Policy& policy, const Consent& consent, Instant now,
              const Situation& where = {});

// Those that ruling() allows.
PurposeSet permitted_purposes(const Policy& policy, const Consent& consent, bool gpc, Instant now,
                              const Situation& where = {});

// What both of two states permit: for the time in which `after` is chosen and not yet stored.
// Where nothing was in force before, nothing is yet, unless `after` refuses: so no withdrawal
// begins.
Consent narrower(const Policy& policy, const Consent& before, const Consent& after, Instant now,
                 const Situation& where = {});

}  // namespace carrel
