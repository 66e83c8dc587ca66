// Every situation of a person under a policy and the rules of places, and what follows: what the
// engine, the server and the loader are held against.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "tools/explain.hpp"

namespace carrel::tools {

// A person, what they chose on day 0, and for how long their age had been known by then.
struct Person {
  Case who;  // without a day, and without a signal
  int age_days = 0;
};

// Their number grows with that of the places: each place × age band × school × choice.
std::vector<Person> every_person(const Policy& policy, const Rules& rules);

inline constexpr std::array situation_days{0, 65, 66, 179, 180, 183, 365, 366, 370};
inline constexpr Instant situation_noon{1'750'075'200'000};  // of day 0

Result<Situated> situated_person(const Policy& policy, const Law& law, const Person& person);

// On one of those days.
struct Outcome {
  int day = 0;
  std::string quiet, signalled;  // the Reason of each purpose, a hexadecimal digit each
  std::string decision;          // the text of the decision cache
};
Result<std::vector<Outcome>> outcomes(const Policy& policy, const Law& law, const Person& person);

// A line of JSON; a decision is there where it is another than the day before.
std::string situation_row(const Person& person, const std::vector<Outcome>& outcomes);

}  // namespace carrel::tools
