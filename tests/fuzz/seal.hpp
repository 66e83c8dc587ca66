// Right lengths and sums for what was made up: no fuzzer finds a checksum by chance.
#pragma once

#include "carrel/base/bytes.hpp"

namespace carrel::test {

// Of one frame; one too short to be a frame is left as it is.
Bytes sealed_frame(Bytes frame);

// Of a snapshot, and of each frame in it that can be found.
Bytes sealed_snapshot(Bytes snapshot);

}  // namespace carrel::test
