// The values that the golden files hold. The files were written once by carrel-golden and are only
// read from then on: a change here that they do not bear is a change of the format.
#pragma once

#include <vector>

#include "carrel/journal/snapshot.hpp"

namespace carrel::test {

// tests/golden/frame-v1.bin: their frames, one after the other.
std::vector<RawRecord> golden_records_v1();

// tests/golden/frame-v2.bin: those of version 1, and what version 2 adds.
std::vector<RawRecord> golden_records_v2();

// tests/golden/frame-v3.bin: those of version 2, and what version 3 adds.
std::vector<RawRecord> golden_records();

// tests/golden/snapshot-v1.bin, whose frames are of version 1.
Snapshot golden_snapshot_v1();

// tests/golden/snapshot-v2.bin, whose frames are of version 2.
Snapshot golden_snapshot_v2();

// tests/golden/snapshot-v2-frame-v3.bin
Snapshot golden_snapshot();

// tests/golden/frame-newer.bin: whole, and of the last format there can be.
Bytes newer_frame();

}  // namespace carrel::test
