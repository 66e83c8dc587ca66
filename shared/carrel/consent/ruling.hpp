// The one truth about what is allowed, and the rule that says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "carrel/consent/rules.hpp"

namespace carrel {

struct Consent;

// Where the person is and who they are. As made, the strictest.
struct Situation {
  std::string place;  // as given; empty: not known
  std::string rules;  // version
  PlaceRules law;
  std::optional<AgeValue> age;
  PurposeSet restricted = 0;  // by the school or company; it can only take away
};

// The rule that decided. The first that applies, in this order but for the three that allow.
enum class Reason : std::uint8_t {
  none,         // no such purpose
  required,     // allowed: needs no consent
  restricted,   // by the school or company (D605)
  age_unknown,  // asked for by the policy, or more than 12 months old
  too_young,    // below the digital age nothing is personalised (D604)
  parent_pending,
  parent_refused,
  not_asked,
  changed,       // what was consented to is no longer what the policy says
  decides_anew,  // what a parent approved ends at the age, and what a child chose alone counts not
  expired,
  refused,
  signal,           // Global Privacy Control (D606)
  signal_of_place,  // what the place's rules add to it
  without_choice,   // allowed: by the place, and the policy makes use of it
  granted,          // allowed
};

std::string_view name(Reason reason);

struct Ruling {
  bool allowed = false;
  Reason reason = Reason::none;
  friend bool operator==(const Ruling&, const Ruling&) = default;
};

// `signal`: Global Privacy Control is on.
Ruling ruling(const Policy& policy, const Situation& where, const Consent& consent, bool signal,
              std::size_t purpose, Instant now);

// The person's own answer was no, and it stands: what was collected goes by its withdrawal rule.
bool refuses(const Policy& policy, const Situation& where, const Consent& consent,
             std::size_t purpose, Instant now);

// Below the digital age of the place, by an age that is not out of date.
bool is_child(const Situation& where, Instant now);

// A child's choice is its parent's, who approves of it: only then does a record say so.
bool is_approved(const Situation& where, Instant now);

// Something is still to be asked, and may be: not before its time after a refusal.
bool may_ask(const Policy& policy, const Situation& where, const Consent& consent, Instant now);

// When the choice lapses.
Instant lapses(const Policy& policy, const Situation& where, const Consent& consent);

// Until when the rulings of a choice in force do not narrow by themselves: it lapses, or the age
// that they rest on is out of date.
Instant stands_until(const Policy& policy, const Situation& where, const Consent& consent,
                     Instant now);

}  // namespace carrel
