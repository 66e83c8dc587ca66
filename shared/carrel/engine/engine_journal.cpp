// Reading and writing the journal, and the snapshots beside it.
#include <algorithm>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/journal/frame.hpp"

namespace carrel {
namespace {

constexpr Duration longest_write_pause = Duration::seconds(30);

bool is_ended_draft(const RawRecord& record) {
  const auto* draft = std::get_if<DraftValue>(&record.event.payload);
  return draft != nullptr && draft->text.empty() &&
         (draft->state == DraftState::sent || draft->state == DraftState::discarded);
}

bool is_anonymous_choice(const RawRecord& record) {
  const auto* choice = std::get_if<ConsentValue>(&record.event.payload);
  return choice != nullptr && choice->id.is_nil();
}

}  // namespace

Error Engine::react(Opened& act) {
  if (phase_ != Phase::closed) return {Errc::unknown_effect, {}};
  if (Error error = restore(act.snapshots); error.code != Errc::none) return error;
  for (const Bytes& bytes : act.visit) {
    auto record = decode_frame(bytes);
    if (!record && record.error().code == Errc::newer_format) return record.error();
    if (record)
      visit_.push_back(std::move(*record));
    else
      ++corrupt_;
  }
  phase_ = Phase::opening;
  reading_ = true;
  ask(Read{watermark_}, ReadPending{});
  return {};
}

// The newest snapshot that is whole; with none, the journal alone is read from its beginning.
Error Engine::restore(const std::vector<Bytes>& snapshots) {
  for (const Bytes& bytes : snapshots) {
    const auto snapshot = decode_snapshot(bytes);
    if (!snapshot && snapshot.error().code == Errc::newer_format) return snapshot.error();
    if (!snapshot) {
      ++corrupt_;
      continue;
    }
    ReadPending read;
    for (const HeldRecord& held : snapshot->records) {
      fold(held.record, held.keys.empty() ? 0 : held.keys.back(), read);
      for (const std::uint64_t key : held.keys)
        state_.restore_key(slot_of(held.record.event), key);
    }
    watermark_ = snapshot->watermark;
    generation_ = snapshot->generation;
    break;
  }
  return {};
}

Error Engine::react(FramesRead& act) {
  const auto it = pending_.find(act.id);
  auto* read = it == pending_.end() ? nullptr : std::get_if<ReadPending>(&it->second);
  if (read == nullptr) return {Errc::unknown_effect, {}};
  for (const StoredFrame& stored : act.frames) {
    auto record = decode_frame(stored.bytes);
    if (!record && record.error().code == Errc::newer_format) {
      phase_ = Phase::closed;
      return record.error();
    }
    if (record)
      fold(*record, stored.key, *read);
    else
      ++corrupt_;
    watermark_ = std::max(watermark_, stored.key);
  }
  since_snapshot_ += act.frames.size();
  if (!act.complete) return {};
  const ReadPending finished = std::move(*read);
  pending_.erase(it);
  reading_ = false;
  if (phase_ == Phase::opening) {
    finish_opening();
  } else if (finished.consent) {
    circumstances_changed();
  } else {
    regate(finished.touched);
  }
  if (std::exchange(read_again_, false)) {
    PeerAdvanced again;
    react(again);
  }
  snapshot_if_due();
  pump();
  return {};
}

void Engine::fold(const RawRecord& record, std::uint64_t key, ReadPending& read) {
  clock_.observe(record.at, at_.now);
  const PolicyItem* item = policy_->find_item(record.event.item);
  const Entry& entry =
      state_.project(record, key, /*saved=*/true, item == nullptr ? Tier::persistent : item->tier);
  if (const auto* choice = std::get_if<ConsentValue>(&record.event.payload)) {
    consent_ = applied(consent_, *choice, key);
    read.consent = true;
  } else if (const auto* transfer = std::get_if<TransferValue>(&record.event.payload)) {
    outbox_.transferred(transfer->statement);
  } else if (item != nullptr) {
    outbox_.add(record, key, item->sync);
  }
  read.touched.insert(slot_of(entry.record.event));
  changed(record.event.item);
}

void Engine::finish_opening() {
  for (const RawRecord& record : std::exchange(visit_, {})) {
    Entry& entry = state_.project(record, 0, /*saved=*/true, Tier::visit);
    // In both places: it is of the visit until the gate lets it into the journal again.
    if (entry.record == record)
      entry.tier = Tier::visit;
    else
      remove_visit(record);
  }
  circumstances_changed();
  renew_local_copies();
  phase_ = Phase::ready;
}

RawRecord Engine::stamped(Event event, bool leaves) {
  return {writer_,
          {++seq_},
          clock_.next(at_.now, writer_),
          leaves ? Uuid::from(at_.entropy) : Uuid{},
          std::move(event)};
}

void Engine::persist(std::vector<Writing> records, Persist effect) {
  effect.frames.clear();
  for (const Writing& writing : records)
    effect.frames.push_back(encode_frame(writing.record));
  Persist kept = effect;
  kept.frames.clear();
  ask(std::move(effect), PersistPending{std::move(records), std::move(kept)});
}

void Engine::persisted(PersistPending& pending, const Done& done) {
  if (!done.ok || done.keys.size() != pending.records.size()) {
    last_failure_ = done.failure;
    if (done.failure == Failure::unavailable)
      for (Writing& writing : pending.records)
        acknowledge(std::exchange(writing.ticket, 0), Tier::memory);
    unwritten_.push_back(std::move(pending));
    write_later();
    return;
  }
  write_failures_ = 0;
  const bool leaves = std::ranges::any_of(
      pending.records, [](const Writing& writing) { return !writing.record.statement.is_nil(); });
  for (std::size_t i = 0; i < done.keys.size(); ++i)
    saved(pending.records[i], done.keys[i]);
  since_snapshot_ += done.keys.size();
  snapshot_if_due();
  if (leaves) pump();
}

void Engine::saved(const Writing& writing, std::uint64_t key) {
  const RawRecord& record = writing.record;
  const Slot slot = slot_of(record.event);
  if (key == watermark_ + 1) watermark_ = key;
  Entry& entry = state_.project(record, key, /*saved=*/true, writing.tier);
  // Only the newest of these is kept: a refusal is one single record, and an ended draft has no
  // text.
  if (is_anonymous_choice(record) || (is_ended_draft(record) && entry.record.at == record.at)) {
    const std::uint64_t newest = is_ended_draft(record) ? key : entry.keys.back();
    std::set<std::uint64_t> older(entry.keys.begin(), entry.keys.end());
    older.erase(newest);
    entry.keys = {newest};
    forget(older);
  }
  if (std::holds_alternative<ConsentValue>(record.event.payload)) {
    chosen(record, key);
  } else if (const PolicyItem* item = policy_->find_item(record.event.item)) {
    outbox_.add(record, key, item->sync);
    regate({slot});
  }
  changed(record.event.item);
  const Entry* kept = state_.find(slot);
  // A choice taken back meanwhile has put it into the visit again.
  if (writing.from_visit && (kept == nullptr || in_journal(kept->tier))) remove_visit(record);
  acknowledge(writing.ticket, kept == nullptr ? Tier::memory : kept->tier);
}

void Engine::write_later() {
  const Duration pause{Duration::seconds(1).ms << std::min(write_failures_++, 5U)};
  write_again_ = at_.now + std::min(pause, longest_write_pause);
  wake_at(write_again_);
}

void Engine::retry_writes() {
  if (unwritten_.empty() && unforgotten_.empty()) return;
  const bool set_back = write_again_ > at_.now + longest_write_pause;
  if (at_.now < write_again_ && !set_back) return wake_at(write_again_);
  forget(std::exchange(unforgotten_, {}));
  for (PersistPending& pending : std::exchange(unwritten_, {})) {
    std::vector<Writing> still;
    for (Writing& writing : pending.records) {
      if (worth_writing(writing.record))
        still.push_back(std::move(writing));
      else
        give_up(writing);
    }
    if (still.empty()) pending.effect.decision.clear();
    if (!still.empty() || pending.effect.inbox != 0)
      persist(std::move(still), std::move(pending.effect));
  }
}

bool Engine::worth_writing(const RawRecord& record) const {
  if (std::holds_alternative<ConsentValue>(record.event.payload)) {
    // The later in the journal wins: an older choice may not come after a newer one.
    return std::ranges::none_of(state_.entries(), [&](const auto& entry) {
      return entry.first.item == consent_item && entry.second.record.at > record.at;
    });
  }
  const auto again = gate_.readmit(who_, record, at_.now);
  return again &&
         (again->disposition == Disposition::keep || again->disposition == Disposition::ask);
}

void Engine::give_up(const Writing& writing) {
  const Slot slot = slot_of(writing.record.event);
  const Entry* entry = state_.find(slot);
  if (std::holds_alternative<ConsentValue>(writing.record.event.payload)) {
    if (entry != nullptr && entry->keys.empty()) state_.erase(slot);
    acknowledge(writing.ticket, Tier::memory);
    choosing_.erase(writing.record.at);
    circumstances_changed();
  } else {
    // Withdrawn meanwhile: its entry is in the visit already, or gone.
    acknowledge(writing.ticket, entry != nullptr ? Tier::visit : Tier::memory);
  }
}

void Engine::snapshot_if_due() {
  if (!leader_ || !ready() || snapshotting_ || since_snapshot_ < options_.snapshot_every) return;
  Snapshot snapshot{generation_ + 1, watermark_, state_.held()};
  for (const auto& [id, queued] : outbox_.queue()) {
    const Entry* entry = state_.find(slot_of(queued.record.event));
    if (entry == nullptr || entry->record.statement != id) snapshot.records.push_back(queued);
  }
  snapshotting_ = true;
  since_snapshot_ = 0;
  ask(WriteSnapshot{snapshot.generation, encode_snapshot(snapshot)},
      SnapshotPending{snapshot.generation});
}

}  // namespace carrel
