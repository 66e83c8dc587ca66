#include "carrel/journal/snapshot.hpp"

#include <algorithm>

#include "carrel/base/crc32c.hpp"
#include "carrel/journal/frame.hpp"

namespace carrel {
namespace {

constexpr std::string_view magic = "CARRELSN";
constexpr std::size_t sum_bytes = 4;

void write_held(ByteWriter& out, const HeldRecord& held) {
  out.varint(held.keys.size());
  out.varint(held.later);
  std::uint64_t before = 0;
  for (const std::uint64_t key : held.keys) {
    out.varint(key - before);
    before = key;
  }
  const Bytes frame = encode_frame(held.record);
  out.varint(frame.size());
  out.raw(frame);
}

Result<HeldRecord> read_held(ByteReader& in, std::uint16_t format) {
  HeldRecord out;
  const std::uint64_t count = in.varint();
  const std::uint64_t later = format < 2 ? 0 : in.varint();
  if (later > 0 && later >= count) return fail(Errc::corrupt, "snapshot");
  out.later = static_cast<std::size_t>(later);
  std::uint64_t key = 0;
  for (std::uint64_t i = 0; in.ok() && i < count; ++i) {
    const std::uint64_t step = in.varint();
    if (step == 0 || step > UINT64_MAX - key) return fail(Errc::corrupt, "snapshot");
    key += step;
    out.keys.push_back(key);
  }
  const std::uint64_t size = in.varint();
  if (!in.ok() || size > in.left()) return fail(Errc::corrupt, "snapshot");
  auto record = decode_frame(in.raw(static_cast<std::size_t>(size)));
  if (!record) return std::unexpected(std::move(record).error());
  out.record = std::move(*record);
  return out;
}

// Name first and the sum of all before it last, in every version.
bool is_whole(ByteView bytes) {
  if (bytes.size() < magic.size() + sum_bytes) return false;
  const std::size_t summed = bytes.size() - sum_bytes;
  return std::ranges::equal(bytes.first(magic.size()), as_bytes(magic)) &&
         ByteReader(bytes.subspan(summed)).fixed(sum_bytes) == crc32c(bytes.first(summed));
}

}  // namespace

Bytes encode_snapshot(const Snapshot& snapshot) {
  ByteWriter body;
  for (const HeldRecord& held : snapshot.records)
    write_held(body, held);
  ByteWriter out;
  out.raw(as_bytes(magic));
  out.fixed(snapshot_format, 2);
  out.fixed(snapshot.generation, 8);
  out.fixed(snapshot.watermark, 8);
  out.fixed(snapshot.records.size(), 4);
  out.fixed(body.size(), 4);
  out.raw(body.bytes());
  out.fixed(crc32c(out.bytes()), sum_bytes);
  return std::move(out).take();
}

Result<Snapshot> decode_snapshot(ByteView bytes) {
  if (!is_whole(bytes)) return fail(Errc::corrupt, "snapshot");
  ByteReader in(bytes.subspan(magic.size(), bytes.size() - magic.size() - sum_bytes));
  const auto format = static_cast<std::uint16_t>(in.fixed(2));
  if (format > snapshot_format) return fail(Errc::newer_format, "snapshot");
  Snapshot out;
  out.generation = in.fixed(8);
  out.watermark = in.fixed(8);
  const std::uint64_t count = in.fixed(4);
  const std::uint64_t length = in.fixed(4);
  if (!in.ok() || format == 0 || length != in.left()) return fail(Errc::corrupt, "snapshot");
  for (std::uint64_t i = 0; i < count; ++i) {
    auto held = read_held(in, format);
    if (!held) return std::unexpected(std::move(held).error());
    out.records.push_back(std::move(*held));
  }
  if (!in.ok() || in.left() > 0) return fail(Errc::corrupt, "snapshot");
  return out;
}

}  // namespace carrel
