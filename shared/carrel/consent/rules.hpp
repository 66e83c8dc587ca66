// What a place asks of consent, as data that a site can replace: docs/formats/rules.md.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carrel/base/result.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {

// As made, the strictest: for a place that is not known, and where there are no rules.
struct PlaceRules {
  UseSet without_choice = 0;         // may run before any choice, where the policy makes use of it
  UseSet signal_refuses = all_uses;  // beyond what the policy's categories say (D606)
  Duration grant = Duration::days(180);      // then a grant lapses, or earlier by the policy
  Duration ask_again = Duration::days(365);  // so long after a refusal nobody is asked
  bool erase = true;                         // deleting is preselected on withdrawal
  std::uint8_t digital_age = 16;     // below: a parent approves, and nothing is personalised
  std::uint8_t own_choice_age = 18;  // below: nothing without a choice

  friend bool operator==(const PlaceRules&, const PlaceRules&) = default;
};

struct Rules {
  std::string version;
  std::vector<std::pair<std::string, PlaceRules>> places;

  // "DE+profile", then "DE" of "DE-BY", then what is not known.
  PlaceRules of(std::string_view place) const;
};

// Two letters, a region after '-', and after '+' a profile that the site has chosen; or empty.
bool is_place(std::string_view text);

// Whole or not at all, with or without the sources of each value.
std::expected<Rules, std::vector<Fault>> parse_rules(std::string_view text);

}  // namespace carrel
