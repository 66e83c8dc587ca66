// carrel-golden DIR: writes the golden files that DIR does not hold yet, and touches no other.
#include <cstdio>
#include <fstream>
#include <string>

#include "golden/records.hpp"
#include "unit/ledgers.hpp"

#include "carrel/journal/frame.hpp"

namespace {

using namespace carrel;

bool write_once(const std::string& path, const Bytes& bytes) {
  if (std::ifstream(path)) {
    std::printf("%s: kept\n", path.c_str());
    return true;
  }
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::printf("%s: %s\n", path.c_str(), out ? "written" : "cannot be written");
  return bool(out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: carrel-golden DIR\n", stderr);
    return 2;
  }
  const std::string dir = argv[1];
  ByteWriter frames;
  for (const RawRecord& record : test::golden_records())
    frames.raw(encode_frame(record));
  const bool written =
      write_once(dir + "/frame-v3.bin", frames.bytes()) &&
      write_once(dir + "/snapshot-v2-frame-v3.bin", encode_snapshot(test::golden_snapshot())) &&
      write_once(dir + "/frame-newer.bin", test::newer_frame()) &&
      write_once(dir + "/ledger-v1.bin", test::golden_ledger().bytes());
  return written ? 0 : 1;
}
