#include <algorithm>
#include <tuple>

#include "carrel/aggregate/ledger.hpp"

namespace carrel {
namespace {

constexpr Duration remembered = Duration::days(90 + 366 + 366);

void close(Debit& debit, Spending state) {
  debit.state = state;
  debit.send_at = debit.send_until = {};
  debit.id = {};
  debit.report.clear();
}

bool contains_answer(const std::vector<Debit>& debits, const Debit& answer) {
  return std::ranges::any_of(debits, [&](const Debit& debit) {
    return debit.course == answer.course && debit.metric == answer.metric &&
           debit.epoch == answer.epoch && debit.at == answer.at;
  });
}

}  // namespace

std::vector<const Debit*> Ledger::due(Instant now) const {
  const auto place = [](const Debit* debit) { return std::tie(debit->send_at, debit->id); };
  std::vector<const Debit*> out;
  for (const Debit& debit : debits_)
    if (debit.state == Spending::waiting && debit.send_at <= now && now < debit.send_until)
      out.insert(std::ranges::upper_bound(out, place(&debit), {}, place), &debit);
  return out;
}

std::optional<Instant> Ledger::next_due() const {
  std::optional<Instant> out;
  for (const Debit& debit : debits_)
    if (debit.state == Spending::waiting && (!out || debit.send_at < *out)) out = debit.send_at;
  return out;
}

bool Ledger::settle(const Identifier& id, Spending state) {
  const auto found = std::ranges::find_if(debits_, [&](const Debit& debit) {
    return debit.state == Spending::waiting && debit.id == id;
  });
  if (state == Spending::waiting || found == debits_.end()) return false;
  close(*found, state);
  return true;
}

void Ledger::withdraw(const std::vector<std::string>& metrics) {
  for (Debit& debit : debits_)
    if (debit.state == Spending::waiting && std::ranges::contains(metrics, debit.metric))
      close(debit, Spending::dropped);
}

void Ledger::expire(Instant now) {
  seen_ = std::max(seen_, std::min(now, last_instant));
  std::erase_if(debits_, [&](const Debit& debit) { return debit.epoch.to + remembered <= seen_; });
  for (Debit& debit : debits_)
    if (debit.state == Spending::waiting && debit.send_until <= seen_)
      close(debit, Spending::dropped);
}

void Ledger::take_over(const Ledger& other) {
  seen_ = std::max(seen_, other.seen_);
  for (Debit debit : other.debits_) {
    if (debit.state == Spending::waiting) close(debit, Spending::dropped);
    if (!contains_answer(debits_, debit)) debits_.push_back(std::move(debit));
  }
}

}  // namespace carrel
