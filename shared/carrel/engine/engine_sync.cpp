// What leaves: the consent record first, then statements, one request at a time.
#include <algorithm>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel {

void Engine::pump() {
  if (!ready() || !leader_ || !online_ || !session_ || blocked_ || sending_) return;
  if (at_.now < send_again_) return wake_at(send_again_);
  if (send_consent()) return;
  while (true) {
    std::vector<Uuid> only;
    const bool part = !parts_.empty();
    if (part) {
      only = std::move(parts_.back());
      parts_.pop_back();
    }
    Batch batch = next_batch(outbox_, gate_, who_, profile_, only, at_.now);
    if (!batch.statements.empty()) {
      sending_ = true;
      ask(Send{"POST", "/xapi/statements", std::move(batch.body)},
          SendPending{std::move(batch.statements), {}});
      return;
    }
    if (batch.held_until != Instant{}) wake_at(batch.held_until);
    if (!part) return;
  }
}

// The server checks statements against the latest record: it has to know it before them.
bool Engine::send_consent() {
  const ConsentValue& value = who_.consent.value;
  if (value.id.is_nil() || outbox_.has_left(value.id) || !choosing_.empty() || !who_.enrolled ||
      value.choice == Choice::on_device)
    return false;
  sending_ = true;
  ask(Send{"PUT", "/carrel/consent/" + value.id.text(), dump_json(consent_json(value))},
      SendPending{{}, value.id});
  return true;
}

void Engine::sent(const SendPending& pending, const Done& done) {
  sending_ = false;
  if (!done.ok && done.failure == Failure::blocked) {
    blocked_ = true;
    return;
  }
  const Reply reply{done.ok ? done.status : 0, done.retry_after, done.reply};
  switch (judge(reply, pending.statements.size())) {
    case Verdict::delivered:
      send_failures_ = 0;
      log_transfers(pending, Outcome::sent, reply);
      break;
    case Verdict::refused:
      log_transfers(pending, Outcome::refused, reply);
      break;
    case Verdict::split: {
      const auto middle =
          pending.statements.begin() + static_cast<std::ptrdiff_t>(pending.statements.size() / 2);
      parts_.emplace_back(middle, pending.statements.end());
      parts_.emplace_back(pending.statements.begin(), middle);
      break;
    }
    case Verdict::sign_in:
      session_ = false;
      break;
    case Verdict::later:
      send_again_ = at_.now + backoff(send_failures_++, reply, at_.entropy);
      wake_at(send_again_);
      break;
  }
  pump();
}

void Engine::log_transfers(const SendPending& pending, Outcome outcome, const Reply& reply) {
  const std::string reason = outcome == Outcome::refused ? reason_of(reply) : std::string();
  std::vector<Writing> entries;
  const auto log = [&](const Uuid& id, std::string_view item, const std::string& entity) {
    TransferValue value{id, std::string(item), outcome, static_cast<std::uint16_t>(reply.status),
                        reason};
    const RawRecord record =
        stamped(gate_.admit(std::move(value), entity).event(), /*leaves=*/false);
    state_.project(record, 0, /*saved=*/false, Tier::persistent);
    outbox_.transferred(id);
    entries.push_back({record, Tier::persistent});
  };
  for (const Uuid& id : pending.statements) {
    const auto it = outbox_.queue().find(id);
    if (it == outbox_.queue().end()) continue;  // purged while it was under way
    const Event event = it->second.record.event;
    log(id, event.item, event.entity);
  }
  if (!pending.consent.is_nil()) log(pending.consent, consent_item, "profile");
  changed(transfer_item);
  persist(std::move(entries), {});
}

}  // namespace carrel
