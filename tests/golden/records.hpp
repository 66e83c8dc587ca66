// The values that the golden files hold. The files were written once by carrel-golden and are only
// read from then on: a change here that they do not bear is a change of the format.
#pragma once

#include <vector>

#include "carrel/journal/snapshot.hpp"

namespace carrel::test {

// tests/golden/frame-v1.bin: their frames, one after the other.
std::vector<RawRecord> golden_records();

// tests/golden/snapshot-v1.bin
Snapshot golden_snapshot();

// tests/golden/frame-newer.bin: whole, and of the last format there can be.
Bytes newer_frame();

}  // namespace carrel::test
