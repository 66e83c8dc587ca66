// The one class of the boundary: a ledger, and the plan that it answers by.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dto.hpp"

#include "carrel/aggregate/ledger.hpp"
#include "carrel/base/words.hpp"

namespace carrel::wasm {

class LedgerHandle {
 public:
  static LedgerHandle* fresh(std::int64_t now) { return new LedgerHandle(Ledger::fresh({now})); }
  // Null for what is no ledger, or of a newer format.
  static LedgerHandle* read(const Bytes& bytes) {
    auto ledger = Ledger::read(bytes);
    return ledger ? new LedgerHandle(std::move(*ledger)) : nullptr;
  }
  Bytes bytes() const { return ledger_.bytes(); }

  // Forgets the tasks.
  void plan(const PlanDto& in);
  // After plan(), each of the site and of the courses that are answered for.
  void task(const TaskDto& in);
  // answered, unchanged, refused. The seed: 32 fresh bytes of the platform's generator.
  std::string answer(const std::string& course, std::uint32_t epoch, std::int64_t now,
                     const Bytes& seed);

  // How many reports are due; until something changes, report(i) hands them out.
  std::uint32_t due(std::int64_t now) {
    due_ = ledger_.due({now});
    return static_cast<std::uint32_t>(due_.size());
  }
  DueDto report(std::uint32_t index) const;
  // −1 where nothing waits.
  std::int64_t next_due() const { return ledger_.next_due().value_or(Instant{-1}).ms; }
  bool settle(const Bytes& id, bool sent);
  void withdraw(const std::string& metric);
  void expire(std::int64_t now);
  bool take_over(const Bytes& other);

  std::uint32_t debits() const { return static_cast<std::uint32_t>(ledger_.debits().size()); }
  DebitDto debit(std::uint32_t index) const;

 private:
  explicit LedgerHandle(Ledger ledger) : ledger_(std::move(ledger)) {}

  Ledger ledger_;
  Plan plan_;
  std::vector<std::pair<Task, std::vector<Note>>> tasks_;
  std::vector<const Debit*> due_;
};

}  // namespace carrel::wasm
