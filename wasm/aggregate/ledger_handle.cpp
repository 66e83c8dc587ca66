#include "ledger_handle.hpp"

namespace carrel::wasm {
namespace {

// 0, which denies, for another word.
template <class Enum>
Enum of_word(std::string_view words, std::string_view word) {
  const std::size_t index = word_index(words, word);
  return index == no_word ? Enum{} : Enum{static_cast<std::uint8_t>(index + 1)};
}

std::vector<Note> notes_of(const std::vector<std::int64_t>& numbers) {
  std::vector<Note> out;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
    if (numbers[i] >= 0 && numbers[i] < max_parts)
      out.push_back({static_cast<std::uint32_t>(numbers[i]), numbers[i + 1]});
  return out;
}

std::string_view word_of(Spending state) {
  switch (state) {
    case Spending::dropped:
      return "dropped";
    case Spending::waiting:
      return "waiting";
    case Spending::sent:
      return "sent";
  }
  return {};
}

}  // namespace

void LedgerHandle::plan(const PlanDto& in) {
  tasks_.clear();
  plan_ = {in.policy,
           {{in.from}, in.term_days, in.epochs, in.send_days, in.collect_days, in.keep_days},
           {in.course, in.site},
           {}};
}

void LedgerHandle::task(const TaskDto& in) {
  Task task{in.metric,        in.course,   of_word<Encoding>("last pick sum", in.encoding),
            in.parts,         in.cells,    in.buckets,
            {in.num, in.den}, in.min_batch};
  if (task.course.empty()) plan_.site.push_back(task);
  tasks_.emplace_back(std::move(task), notes_of(in.notes));
}

std::string LedgerHandle::answer(const std::string& course, std::uint32_t epoch, std::int64_t now,
                                 const Bytes& seed) {
  due_.clear();
  Study study{.course = course, .epoch = epoch, .tasks = {}, .notes = {}};
  for (const auto& [task, notes] : tasks_) {
    if (task.course != course) continue;
    study.tasks.push_back(task);
    study.notes.push_back(notes);
  }
  Seed own{};
  if (seed.size() != own.size()) return "refused";
  std::ranges::copy(seed, own.begin());
  auto random = Drbg::from(own);
  const std::size_t before = ledger_.debits().size();
  if (!random || !ledger_.answer(plan_, study, {now}, *random)) return "refused";
  return ledger_.debits().size() == before ? "unchanged" : "answered";
}

DueDto LedgerHandle::report(std::uint32_t index) const {
  if (index >= due_.size()) return {};
  const Debit& debit = *due_[index];
  return {Bytes(debit.id.begin(), debit.id.end()), debit.report, debit.course, debit.metric};
}

bool LedgerHandle::settle(const Bytes& id, bool sent) {
  due_.clear();
  Identifier own{};
  if (id.size() != own.size()) return false;
  std::ranges::copy(id, own.begin());
  return ledger_.settle(own, sent ? Spending::sent : Spending::dropped);
}

void LedgerHandle::withdraw(const std::string& metric) {
  due_.clear();
  ledger_.withdraw({metric});
}

void LedgerHandle::expire(std::int64_t now) {
  due_.clear();
  ledger_.expire({now});
}

bool LedgerHandle::take_over(const Bytes& other) {
  due_.clear();
  const auto ledger = Ledger::read(other);
  if (ledger) ledger_.take_over(*ledger);
  return ledger.has_value();
}

DebitDto LedgerHandle::debit(std::uint32_t index) const {
  if (index >= debits()) return {};
  const Debit& debit = ledger_.debits()[index];
  return {debit.course,    debit.metric,   debit.epoch.from.ms, debit.epoch.to.ms,
          debit.odds.num,  debit.odds.den, debit.at.ms,         std::string(word_of(debit.state)),
          debit.send_at.ms};
}

}  // namespace carrel::wasm
