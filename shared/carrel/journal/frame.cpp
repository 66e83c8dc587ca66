#include "carrel/journal/frame.hpp"

#include "carrel/base/crc32c.hpp"
#include "carrel/journal/payload_codec.hpp"
#include "carrel/journal/standing.hpp"

namespace carrel {
namespace {

// Around the body of every version, so that damage is told from a newer format.
constexpr std::size_t head_bytes = 5;  // format, length of the body
constexpr std::size_t sum_bytes = 4;

constexpr std::uint8_t has_statement = 1;
constexpr std::uint8_t is_requested = 2;
constexpr std::uint8_t has_seen = 4;  // since format 2
constexpr std::uint8_t first_flags = has_statement | is_requested;

void write_seen(ByteWriter& out, const std::vector<Hlc>& seen) {
  out.varint(seen.size());
  for (const Hlc& at : seen) {
    out.fixed(at.writer.value, 8);
    out.fixed(at.ms, 6);
    out.fixed(at.counter, 2);
  }
}

// Ascending: the same list has one form.
std::optional<std::vector<Hlc>> read_seen(ByteReader& in) {
  const std::uint64_t count = in.varint();
  if (!in.ok() || count > max_seen) return {};
  std::vector<Hlc> out;
  for (std::uint64_t i = 0; i < count; ++i) {
    Hlc at;
    at.writer.value = in.fixed(8);
    at.ms = in.fixed(6);
    at.counter = static_cast<std::uint16_t>(in.fixed(2));
    if (!out.empty() && at <= out.back()) return {};
    out.push_back(at);
  }
  return out;
}

void write_body(ByteWriter& out, const RawRecord& record) {
  std::uint8_t flags = 0;
  if (!record.statement.is_nil()) flags |= has_statement;
  if (record.event.requested) flags |= is_requested;
  if (record.seen) flags |= has_seen;
  out.u8(flags);
  out.fixed(record.writer.value, 8);
  out.varint(record.seq.value);
  out.fixed(record.at.ms, 6);
  out.fixed(record.at.counter, 2);
  out.text(record.event.item);
  out.text(record.event.entity);
  if (!record.statement.is_nil()) {
    out.fixed(record.statement.high, 8);
    out.fixed(record.statement.low, 8);
  }
  if (record.seen) write_seen(out, *record.seen);
  write_payload(out, record.event.payload);
}

std::optional<RawRecord> read_body(ByteView body, std::uint8_t format) {
  ByteReader in(body);
  RawRecord record;
  const std::uint8_t flags = in.u8();
  record.writer.value = in.fixed(8);
  record.seq.value = in.varint();
  record.at.ms = in.fixed(6);
  record.at.counter = static_cast<std::uint16_t>(in.fixed(2));
  record.at.writer = record.writer;
  record.event.item = in.text(64);
  record.event.entity = in.text(200);
  record.event.requested = (flags & is_requested) != 0;
  if ((flags & has_statement) != 0) {
    record.statement.high = in.fixed(8);
    record.statement.low = in.fixed(8);
  }
  if ((flags & has_seen) != 0) {
    record.seen = read_seen(in);
    if (!record.seen) return {};
  }
  auto payload = read_payload(in, format);
  const std::uint8_t known = format == 1 ? first_flags : first_flags | has_seen;
  if (!payload || !in.ok() || in.left() > 0 || flags > known) return {};
  record.event.payload = std::move(*payload);
  return record;
}

struct Slice {
  Result<RawRecord> record;
  std::size_t bytes = 0;  // of a whole frame
};

Slice decode_first(ByteView bytes) {
  ByteReader in(bytes);
  const std::uint8_t format = in.u8();
  const auto length = static_cast<std::size_t>(in.fixed(4));
  const ByteView body = in.raw(length);
  const auto sum = static_cast<std::uint32_t>(in.fixed(sum_bytes));
  if (!in.ok() || sum != crc32c(bytes.first(head_bytes + length)))
    return {fail(Errc::corrupt, "frame"), 0};
  const std::size_t whole = head_bytes + length + sum_bytes;
  if (format > frame_format) return {fail(Errc::newer_format, "frame"), whole};
  if (format == 0 || length > max_frame_bytes) return {fail(Errc::corrupt, "frame"), 0};
  auto record = read_body(body, format);
  if (!record) return {fail(Errc::corrupt, "frame"), 0};
  return {std::move(*record), whole};
}

}  // namespace

Bytes encode_frame(const RawRecord& record) {
  ByteWriter body;
  write_body(body, record);
  ByteWriter out;
  out.u8(frame_format);
  out.fixed(body.size(), 4);
  out.raw(body.bytes());
  out.fixed(crc32c(out.bytes()), sum_bytes);
  return std::move(out).take();
}

Bytes encode_frame(const Record& record) {
  return encode_frame(record.raw());
}

Result<RawRecord> decode_frame(ByteView bytes) {
  Slice slice = decode_first(bytes);
  if (slice.bytes != bytes.size()) return fail(Errc::corrupt, "frame");
  return std::move(slice.record);
}

Replay decode_frames(ByteView bytes) {
  Replay out;
  while (out.bytes_read < bytes.size()) {
    Slice slice = decode_first(bytes.subspan(out.bytes_read));
    if (!slice.record) {
      out.stopped = slice.record.error().code;
      break;
    }
    out.records.push_back(std::move(*slice.record));
    out.bytes_read += slice.bytes;
  }
  return out;
}

}  // namespace carrel
