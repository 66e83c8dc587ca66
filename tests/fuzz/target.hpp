// A fuzz target is one function. libFuzzer runs it on what it makes up (fuzzer.cpp), the ordinary
// tests on the seeds (replay.cpp).
#pragma once

#include <cstdio>
#include <cstdlib>

#include "carrel/base/bytes.hpp"

namespace carrel::test {

// Whether the code under test accepted the bytes. Aborts where a promise is broken.
bool accepts(ByteView bytes);

inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", promise);
  std::abort();
}

}  // namespace carrel::test
