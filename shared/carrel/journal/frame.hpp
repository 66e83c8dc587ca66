// Journal frames, format 3, and those before as they were: docs/formats/journal.md.
#pragma once

#include <cstdint>
#include <vector>

#include "carrel/base/bytes.hpp"
#include "carrel/base/result.hpp"
#include "carrel/gate/record.hpp"

namespace carrel {

inline constexpr std::uint8_t frame_format = 3;
inline constexpr std::size_t max_frame_bytes = 1 << 20;

Bytes encode_frame(const Record& record);
Bytes encode_frame(const RawRecord& record);

// Exactly one frame. corrupt; newer_format where a later version wrote it.
Result<RawRecord> decode_frame(ByteView bytes);

// What a run of frames still yields: the longest whole prefix, and why it stopped.
struct Replay {
  std::vector<RawRecord> records;
  std::size_t bytes_read = 0;  // length of that prefix
  Errc stopped = Errc::none;   // corrupt, newer_format, or none at the end
};

Replay decode_frames(ByteView bytes);  // never fails

}  // namespace carrel
