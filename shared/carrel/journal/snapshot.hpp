// Snapshots, format 2: docs/formats/snapshot.md. A snapshot is the journal without what newer
// records have replaced; it is read by the same fold.
#pragma once

#include <cstdint>
#include <vector>

#include "carrel/base/bytes.hpp"
#include "carrel/base/result.hpp"
#include "carrel/gate/record.hpp"

namespace carrel {

inline constexpr std::uint16_t snapshot_format = 2;

// A record and the journal keys of itself and of all that it replaced in its slot.
struct HeldRecord {
  RawRecord record;
  std::vector<std::uint64_t> keys;  // ascending
  std::size_t later = 0;            // how many of them come after its own

  std::uint64_t key() const { return keys.empty() ? 0 : keys[keys.size() - 1 - later]; }

  friend bool operator==(const HeldRecord&, const HeldRecord&) = default;
};

struct Snapshot {
  std::uint64_t generation = 0;
  std::uint64_t watermark = 0;  // every journal key up to here is in it
  std::vector<HeldRecord> records;

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

Bytes encode_snapshot(const Snapshot& snapshot);

// corrupt; newer_format.
Result<Snapshot> decode_snapshot(ByteView bytes);

}  // namespace carrel
