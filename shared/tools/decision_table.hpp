// Every decision of a policy, for the tests of those who read one.
#pragma once

#include "carrel/policy/policy.hpp"

namespace carrel::tools {

// Every choice × every set of categories × the signal, in force, expired and under another policy:
// a line of JSON each, on standard output.
void print_decisions(const Policy& policy);

}  // namespace carrel::tools
