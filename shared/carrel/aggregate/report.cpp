#include "carrel/aggregate/report.hpp"

#include <algorithm>

#include "carrel/aggregate/turboshake.hpp"

namespace carrel {
namespace {

constexpr std::uint8_t domain = 0x41;
constexpr std::size_t head_bytes = 1 + 16 + 16 + 2;

Identifier identifier(ByteReader& in) {
  Identifier out{};
  std::ranges::copy(in.raw(out.size()), out.begin());
  return out;
}

}  // namespace

SubsetSelection mechanism_of(const Task& task) {
  return subset_selection(task.cells + 1, task.odds);
}

Identifier task_id(std::string_view policy_id, const Task& task, std::uint32_t epoch) {
  ByteWriter out;
  out.text("carrel task 1");
  out.text(policy_id);
  out.text(task.metric);
  out.text(task.course);
  out.varint(epoch);
  out.varint(static_cast<std::uint64_t>(task.encoding));
  out.varint(task.parts);
  out.varint(task.cells);
  out.varint(task.buckets.size());
  for (const std::int64_t threshold : task.buckets)
    out.varint(static_cast<std::uint64_t>(threshold));
  out.varint(mechanism_of(task).size);
  out.varint(task.odds.num);
  out.varint(task.odds.den);
  Identifier id{};
  std::ranges::copy(turboshake128(out.bytes(), domain, id.size()), id.begin());
  return id;
}

std::size_t report_bytes(const Task& task) {
  return head_bytes + bitmap_bytes(task.cells + 1);
}

Bytes write_report(const Report& report) {
  ByteWriter out;
  out.u8(report_format);
  out.raw(report.task);
  out.raw(report.id);
  out.fixed(report.part, 2);
  out.raw(report.symbols);
  return std::move(out).take();
}

std::optional<Identifier> task_of(ByteView report) {
  if (report.size() <= head_bytes || report.size() > max_report_bytes) return {};
  ByteReader in(report);
  if (in.u8() != report_format) return {};
  return identifier(in);
}

Result<Report> read_report(ByteView bytes, const Identifier& id, const Task& task) {
  if (bytes.size() != report_bytes(task) || task_of(bytes) != id) return fail(Errc::corrupt);
  ByteReader in(bytes.subspan(1));
  Report report;
  report.task = identifier(in);
  report.id = identifier(in);
  report.part = static_cast<std::uint16_t>(in.fixed(2));
  const ByteView symbols = in.raw(in.left());
  report.symbols.assign(symbols.begin(), symbols.end());
  if (report.part >= task.parts || !is_report_of(mechanism_of(task), symbols))
    return fail(Errc::corrupt);
  return report;
}

}  // namespace carrel
