#include <algorithm>

#include "carrel/aggregate/ledger.hpp"
#include "carrel/base/crc32c.hpp"

namespace carrel {
namespace {

constexpr std::size_t time_bytes = 6;
constexpr std::size_t sum_bytes = 4;

void write_time(ByteWriter& out, Instant at) {
  out.fixed(static_cast<std::uint64_t>(at.ms), time_bytes);
}

void write_period(ByteWriter& out, Period period) {
  write_time(out, period.from);
  write_time(out, period.to);
}

void write_debit(ByteWriter& out, const Debit& debit) {
  out.text(debit.course);
  out.text(debit.metric);
  write_period(out, debit.epoch);
  write_period(out, debit.term);
  out.fixed(debit.odds.num, 2);
  out.fixed(debit.odds.den, 2);
  write_time(out, debit.at);
  out.u8(static_cast<std::uint8_t>(debit.state));
  if (debit.state != Spending::waiting) return;
  write_time(out, debit.send_at);
  write_time(out, debit.send_until);
  out.raw(debit.id);
  out.varint(debit.report.size());
  out.raw(debit.report);
}

Instant read_time(ByteReader& in) {
  return {static_cast<std::int64_t>(in.fixed(time_bytes))};
}

Period read_period(ByteReader& in) {
  const Instant from = read_time(in);
  return {from, read_time(in)};
}

Debit read_debit(ByteReader& in) {
  Debit out;
  out.course = in.text(max_name);
  out.metric = in.text(max_name);
  out.epoch = read_period(in);
  out.term = read_period(in);
  out.odds.num = static_cast<std::uint32_t>(in.fixed(2));
  out.odds.den = static_cast<std::uint32_t>(in.fixed(2));
  out.at = read_time(in);
  out.state = Spending{in.u8()};
  if (out.state != Spending::waiting) return out;
  out.send_at = read_time(in);
  out.send_until = read_time(in);
  std::ranges::copy(in.raw(out.id.size()), out.id.begin());
  const ByteView report =
      in.raw(static_cast<std::size_t>(std::min<std::uint64_t>(in.varint(), max_report_bytes + 1)));
  out.report.assign(report.begin(), report.end());
  return out;
}

bool is_valid(const Debit& debit) {
  const bool waits = debit.state == Spending::waiting;
  return !debit.metric.empty() && debit.epoch.from < debit.epoch.to &&
         debit.term.from <= debit.epoch.from && debit.epoch.to <= debit.term.to &&
         debit.epoch.to <= last_instant && debit.odds.den > 0 && debit.odds.num > debit.odds.den &&
         debit.at <= last_instant && debit.state <= Spending::sent &&
         (!waits || (debit.send_at < debit.send_until && debit.send_until <= last_instant &&
                     task_of(debit.report)));
}

// The sum of all before it last, in every version.
bool is_whole(ByteView bytes) {
  if (bytes.size() <= sum_bytes) return false;
  const std::size_t summed = bytes.size() - sum_bytes;
  return ByteReader(bytes.subspan(summed)).fixed(sum_bytes) == crc32c(bytes.first(summed));
}

}  // namespace

Bytes Ledger::bytes() const {
  ByteWriter out;
  out.u8(ledger_format);
  write_time(out, since_);
  write_time(out, seen_);
  out.varint(debits_.size());
  for (const Debit& debit : debits_)
    write_debit(out, debit);
  out.fixed(crc32c(out.bytes()), sum_bytes);
  return std::move(out).take();
}

Result<Ledger> Ledger::read(ByteView bytes) {
  if (!is_whole(bytes)) return fail(Errc::corrupt, "ledger");
  ByteReader in(bytes.first(bytes.size() - sum_bytes));
  const std::uint8_t format = in.u8();
  if (format > ledger_format) return fail(Errc::newer_format, "ledger");
  Ledger out(read_time(in));
  out.seen_ = read_time(in);
  if (format == 0 || out.since_ > last_instant || out.seen_ > last_instant)
    return fail(Errc::corrupt, "ledger");
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    out.debits_.push_back(read_debit(in));
    if (!in.ok() || !is_valid(out.debits_.back())) return fail(Errc::corrupt, "ledger");
  }
  if (!in.ok() || in.left() > 0) return fail(Errc::corrupt, "ledger");
  return out;
}

}  // namespace carrel
