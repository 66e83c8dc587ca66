#include "carrel/journal/snapshot.hpp"

#include "fuzz/seal.hpp"
#include "fuzz/target.hpp"

namespace carrel::test {

bool accepts(ByteView bytes) {
  decode_snapshot(bytes);
  const auto snapshot = decode_snapshot(sealed_snapshot({bytes.begin(), bytes.end()}));
  if (!snapshot) return false;
  const auto again = decode_snapshot(encode_snapshot(*snapshot));
  require(again && *again == *snapshot, "a snapshot is read back as it was written");
  return true;
}

}  // namespace carrel::test
