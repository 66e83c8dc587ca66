#include "carrel/aggregate/ledger.hpp"

#include "fuzz/target.hpp"
#include "unit/damage.hpp"

namespace carrel::test {
namespace {

// What can be done to any ledger that was read.
void live_on(Ledger ledger) {
  const std::size_t debits = ledger.debits().size();
  const Instant now = ledger.next_due().value_or(ledger.since());
  for (const Debit* debit : ledger.due(now))
    require(debit->send_at <= now && task_of(debit->report).has_value(), "what is due can be sent");
  Ledger other = Ledger::fresh(now);
  other.take_over(ledger);
  require(!other.next_due().has_value(), "what was taken over does not wait");
  ledger.expire(last_instant);
  require(ledger.debits().size() <= debits && !ledger.next_due().has_value(), "all expires");
  for (const Ledger& kept : {ledger, other})
    require(Ledger::read(kept.bytes()) == kept, "a ledger is read back as it was written");
}

}  // namespace

bool accepts(ByteView bytes) {
  (void)Ledger::read(bytes);
  if (bytes.size() < 4) return false;
  const auto ledger = Ledger::read(with_right_sum({bytes.begin(), bytes.end()}));
  if (!ledger) return false;
  require(Ledger::read(ledger->bytes()) == *ledger, "a ledger is read back as it was written");
  live_on(*ledger);
  return true;
}

}  // namespace carrel::test
