// The engine opens on whatever the store holds, and goes on working.
#include <map>

#include "device.hpp"
#include "fuzz/seal.hpp"
#include "fuzz/target.hpp"
#include "unit/fixtures.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

using namespace std::string_view_literals;

const std::string profile = "ada0";

std::map<std::uint64_t, Bytes> journal_of(ByteView run) {
  std::map<std::uint64_t, Bytes> out;
  while (!run.empty()) {
    ByteReader in(run);
    in.u8();
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(in.fixed(4) + 9, run.size()));
    out[out.size() + 1] =
        sealed_frame({run.begin(), run.begin() + static_cast<std::ptrdiff_t>(size)});
    run = run.subspan(size);
  }
  return out;
}

void choose(Tab& tab, Choice choice, std::vector<std::string> purposes, Instant at) {
  tab.send(Choose{{choice, std::move(purposes), hash_a, hash_b, at}, 0});
  tab.settle();
}

}  // namespace

bool accepts(ByteView bytes) {
  static const std::string policy = read_file("tests/golden/policy/valid/every_shape.json"sv);
  Device device(policy, hash_a);
  device.network.server = taken;
  Disk& disk = device.disk(profile);
  disk.journal = journal_of(bytes);
  disk.next_key = disk.journal.size() + 1;
  std::size_t corrupt = 0;
  bool newer = false;
  for (const auto& [key, frame] : disk.journal) {
    const auto record = decode_frame(frame);
    newer = newer || (!record && record.error().code == Errc::newer_format);
    corrupt += !record && record.error().code == Errc::corrupt ? 1 : 0;
  }

  Tab& tab = device.open("one", profile, {profile, true});
  require(tab.engine().ready() != newer, "the engine opens on any journal but a newer one");
  if (newer) return false;
  require(tab.engine().status().corrupt == corrupt, "what is damaged is counted");
  choose(tab, Choice::granted, {"resume", "video"}, device.now);
  require(tab.record({"lesson.done", "course/a", FlagValue{true}}) == Tier::persistent,
          "what is granted is kept");
  choose(tab, Choice::refused, {}, device.now);
  device.close("one");
  Tab& again = device.open("one", profile, {profile, true});
  require(again.engine().decision().choice == Choice::refused, "a withdrawal lasts");
  return corrupt == 0 && !bytes.empty();
}

}  // namespace carrel::test
