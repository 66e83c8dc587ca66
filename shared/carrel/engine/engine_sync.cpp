// What leaves: the consent record first, then statements, one request at a time.
#include <algorithm>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel {

void Engine::pump() {
  // What is still to be read may have left already, or be withdrawn.
  if (!ready() || reading_ || !sends_ || !online_ || !session_ || blocked_ || sending_) return;
  // A clock that was set back ends the pause.
  if (at_.now < send_again_ && send_again_ <= at_.now + longest_send_pause)
    return wake_at(send_again_);
  if (send_consent()) return;
  while (true) {
    const bool part = !parts_.empty();
    Batch batch = next_batch(outbox_, gate_, who_, profile_,
                             part ? parts_.back() : std::vector<Uuid>{}, at_.now);
    if (!batch.statements.empty() && !look()) return;
    if (part) parts_.pop_back();
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

// Another tab may have withdrawn what is about to leave. False: it is read first.
bool Engine::look() {
  if (looked_) return true;
  PeerAdvanced look;
  react(look);
  return false;
}

// The server checks statements against the latest record: it has to know it before them.
bool Engine::send_consent() {
  const ConsentValue& value = who_.consent.value;
  if (value.id.is_nil() || outbox_.has_left(value.id) || !choosing_.empty() || !who_.enrolled ||
      value.choice == Choice::on_device)
    return false;
  if (!look()) return true;
  sending_ = true;
  ask(Send{"PUT", "/carrel/consent/" + value.id.text(), consent_text(value)},
      SendPending{{{value.id, std::string(consent_item), "profile"}}});
  return true;
}

void Engine::sent(SendPending pending, const Done& done) {
  sending_ = false;
  if (!done.ok && done.failure == Failure::blocked) {
    blocked_ = true;
    return;
  }
  const Reply reply{done.ok ? done.status : 0, done.retry_after, done.reply};
  const bool consent = pending.departures.front().item == consent_item;
  Verdict verdict = judge(reply, pending.departures.size());
  if (verdict == Verdict::refused && consent) {
    // A withdrawal has to arrive in the end.
    if (send_failures_ == 0) log_transfers(pending, Outcome::refused, reply);
    verdict = Verdict::later;
  } else if (verdict == Verdict::delivered) {
    if (reply.status < 300 && !consent) {
      const auto unnamed = [ids = ids_in(reply)](const Departure& one) {
        return !ids.contains(one.id);
      };
      if (std::erase_if(pending.departures, unnamed) > 0) verdict = Verdict::later;
    }
    if (!pending.departures.empty()) log_transfers(pending, Outcome::sent, reply);
  }
  switch (verdict) {
    case Verdict::delivered:
      send_failures_ = 0;
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
      told_to_wait_ = reply.retry_after > 0;
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
    if (outcome == Outcome::sent || item != consent_item) outbox_.transferred(id);
    entries.push_back({record, Tier::persistent});
  }
  changed(transfer_item);
  persist(std::move(entries), {});
}

}  // namespace carrel
