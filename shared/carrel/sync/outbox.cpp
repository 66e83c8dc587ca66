#include "carrel/sync/outbox.hpp"

#include <algorithm>

#include "carrel/sync/xapi.hpp"

namespace carrel {
namespace {

constexpr std::size_t brackets_and_comma = 3;

}  // namespace

void Outbox::add(const RawRecord& record, std::uint64_t key, SyncRule rule, const ShapeSpec* spec) {
  if (rule == SyncRule::never || record.statement.is_nil() || has_left(record.statement)) return;
  if (rule == SyncRule::latest) {
    std::vector<Newest>& newest = newest_[slot_of(record.event)];
    Newest next{standing_of(record, spec), record.statement};
    for (const Newest& other : newest)
      if (replaces(other.standing, next.standing)) return;
    std::erase_if(newest, [&](const Newest& other) {
      const bool gone = replaces(next.standing, other.standing);
      if (gone) queue_.erase(other.statement);
      return gone || other.statement == next.statement;
    });
    newest.push_back(std::move(next));
  }
  HeldRecord& held = queue_[record.statement];
  held.record = record;
  add_key(held.keys, key);
}

void Outbox::transferred(const Uuid& statement) {
  left_.insert(statement);
  queue_.erase(statement);
}

Batch next_batch(const Outbox& outbox, const Gate& gate, const Circumstances& who,
                 std::string_view subject, const std::vector<Uuid>& only, Instant now,
                 BatchLimits limits) {
  std::map<Hlc, const RawRecord*> ready;
  for (const auto& [id, queued] : outbox.queue())
    if (only.empty() || std::ranges::find(only, id) != only.end())
      ready.emplace(queued.record.at, &queued.record);

  Batch out;
  std::string statements;
  bool due = !only.empty();  // the rest of a batch that was split
  for (const auto& [at, raw] : ready) {
    const auto again = gate.readmit(who, *raw, now);
    if (!again || again->disposition != Disposition::keep) continue;
    if (!gate.sendable(who, again->event, now)) continue;
    const Instant settled = raw->at.instant() + limits.hold;
    // A clock that was wrong may have stamped it far ahead.
    due = due || again->event.item().sync == SyncRule::each || settled <= now ||
          settled > now + limits.hold + limits.hold;
    if (out.held_until == Instant{} || settled < out.held_until) out.held_until = settled;
    const std::string text =
        statement_text(gate.policy(), subject, raw->statement, raw->at.instant(), again->event);
    const bool full = out.statements.size() >= limits.statements ||
                      statements.size() + text.size() + brackets_and_comma > limits.bytes;
    if (full && !out.statements.empty()) break;
    if (!statements.empty()) statements += ',';
    statements += text;
    out.statements.push_back(raw->statement);
  }
  if (!due) {
    Batch held;
    held.held_until = out.held_until;
    return held;
  }
  out.body = '[' + statements + ']';
  out.held_until = {};
  return out;
}

}  // namespace carrel
