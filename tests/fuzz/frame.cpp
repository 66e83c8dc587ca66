#include "carrel/journal/frame.hpp"

#include "fuzz/seal.hpp"
#include "fuzz/target.hpp"

namespace carrel::test {
namespace {

bool read_as_a_run(ByteView bytes) {
  const Replay replay = decode_frames(bytes);
  require(replay.bytes_read <= bytes.size(), "a prefix is no longer than what it is of");
  require((replay.stopped == Errc::none) == (replay.bytes_read == bytes.size()),
          "a run is read to its end or says why not");
  const Replay prefix = decode_frames(bytes.first(replay.bytes_read));
  require(prefix.stopped == Errc::none && prefix.records == replay.records,
          "a prefix is read as it was within the whole");
  return !replay.records.empty();
}

bool read_as_one(ByteView bytes) {
  const auto record = decode_frame(sealed_frame({bytes.begin(), bytes.end()}));
  if (!record) return false;
  const auto again = decode_frame(encode_frame(*record));
  require(again && *again == *record, "a record is read back as it was written");
  return true;
}

}  // namespace

bool accepts(ByteView bytes) {
  const bool run = read_as_a_run(bytes);
  return read_as_one(bytes) || run;
}

}  // namespace carrel::test
