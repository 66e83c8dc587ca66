// What leaves: the consent record first, then statements, one request at a time.
#include <algorithm>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel {

void Engine::pump() {
  // What is still to be read may have left already, or be withdrawn.
  if (!ready() || reading_ || !sends_ || !online_ || !session_ || blocked_ || sending_) return;
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
      SendPending pending;
      for (const Uuid& id : batch.statements) {
        const Event& event = outbox_.queue().at(id).record.event;
        pending.departures.push_back({id, event.item, event.entity});
      }
      sending_ = true;
      ask(Send{"POST", "/xapi/statements", std::move(batch.body)}, std::move(pending));
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
      SendPending{{{value.id, std::string(consent_item), "profile"}}});
  return true;
}

void Engine::sent(const SendPending& pending, const Done& done) {
  sending_ = false;
  if (!done.ok && done.failure == Failure::blocked) {
    blocked_ = true;
    return;
  }
  const Reply reply{done.ok ? done.status : 0, done.retry_after, done.reply};
  switch (judge(reply, pending.departures.size())) {
    case Verdict::delivered:
      send_failures_ = 0;
      log_transfers(pending, Outcome::sent, reply);
      break;
    case Verdict::refused:
      log_transfers(pending, Outcome::refused, reply);
      break;
    case Verdict::split: {
      std::vector<Uuid> first, second;
      for (std::size_t i = 0; i < pending.departures.size(); ++i)
        (i < pending.departures.size() / 2 ? first : second).push_back(pending.departures[i].id);
      parts_.push_back(std::move(second));
      parts_.push_back(std::move(first));
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
  for (const auto& [id, item, entity] : pending.departures) {
    TransferValue value{id, item, outcome, static_cast<std::uint16_t>(reply.status), reason};
    const RawRecord record =
        stamped(gate_.admit(std::move(value), entity).event(), /*leaves=*/false);
    state_.project(record, 0, /*saved=*/false, Tier::persistent);
    outbox_.transferred(id);
    entries.push_back({record, Tier::persistent});
  }
  changed(transfer_item);
  persist(std::move(entries), {});
}

}  // namespace carrel
