// What is allowed to whom, and the rule that says so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/sources.hpp"

#include "carrel/aggregate/plan.hpp"
#include "carrel/base/json.hpp"
#include "carrel/consent/consent.hpp"

namespace carrel::tools {

// A person, what they chose on day 0, and the day that is asked about.
struct Case {
  std::string place;
  std::optional<AgeValue> age;      // found out on day 0
  std::vector<std::string> school;  // keys of purposes and categories that it takes away
  bool signal = false;
  bool told = false;  // of the signal, before they chose
  Choice choice = Choice::unasked;
  std::vector<std::string> purposes;
  int days = 0;
};

// Of a text that parse_rules() accepts, or without any.
struct Law {
  std::optional<JsonDocument> document = {};
  Rules rules = {};
};

struct Explanation {
  std::string purpose;
  Ruling ruling = {};
  std::string policy = {};                // what of the policy decided; empty where nothing did
  std::string rule = {};                  // of the place; likewise
  std::optional<Source> from = {};        // of that rule
  std::vector<std::string> metrics = {};  // that are answered where it is allowed, or whose notes
                                          // it keeps
};

struct Situated {
  Situation where;
  Consent consent;
};

// As the engine takes it: `at` is day 0. An error where the choice cannot be made.
Result<Situated> situated(const Policy& policy, const Law& law, const Case& person, Instant at);

// By purpose, without the built-in one.
Result<std::vector<Explanation>> explain(const Policy& policy, const AggregatePlan& plan,
                                         const Law& law, const Case& person);

std::string explanation_text(const std::vector<Explanation>& rows);
std::string explanation_json(const std::vector<Explanation>& rows);  // a line

}  // namespace carrel::tools
