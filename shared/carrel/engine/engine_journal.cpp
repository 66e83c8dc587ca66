// Reading and writing the journal, and the snapshots beside it.
#include <algorithm>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/journal/frame.hpp"

namespace carrel {
namespace {

constexpr Duration longest_write_pause = Duration::seconds(30);

}  // namespace

Error Engine::react(Opened& act) {
  if (phase_ != Phase::closed) return {Errc::unknown_effect, {}};
  ReadPending read;
  if (Error error = restore(act.snapshots, read); error.code != Errc::none) return error;
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
  // All of the journal: what cannot be read in it is never to be deleted.
  ask(Read{0, watermark_}, std::move(read));
  return {};
}

void Engine::read_on() {
  reading_ = true;
  ask(Read{watermark_, watermark_}, ReadPending{});
}

// The newest snapshot that is whole; with none, what the journal itself still says.
Error Engine::restore(const std::vector<Bytes>& snapshots, ReadPending& read) {
  for (const Bytes& bytes : snapshots) {
    const auto snapshot = decode_snapshot(bytes);
    if (!snapshot && snapshot.error().code == Errc::newer_format) return snapshot.error();
    if (!snapshot) {
      ++corrupt_;
      continue;
    }
    replace_by(*snapshot, read);
    fallback_ = {snapshot->generation, snapshot->watermark};
    // A damaged one that is newer counts for its number, but is nothing to fall back on.
    if (&bytes == &snapshots.front()) compaction_.generation = snapshot->generation;
    break;
  }
  return {};
}

// What this tab holds of frames that the snapshot has replaced, and the snapshot no longer has, was
// forgotten meanwhile.
void Engine::replace_by(const Snapshot& snapshot, ReadPending& read) {
  std::set<Slot> held;
  read.snapshot = true;
  for (const HeldRecord& one : snapshot.records) {
    fold(one.record, one.keys.empty() ? 0 : one.keys.back(), read);
    const Slot slot = slot_of(one.record.event);
    for (const std::uint64_t key : one.keys)
      state_.restore_key(slot, key);
    held.insert(slot);
  }
  for (const Slot& slot : all_slots()) {
    const Entry* entry = state_.find(slot);
    if (held.contains(slot) || !entry->stored() || entry->keys.back() > snapshot.watermark)
      continue;
    changed(slot.item);
    state_.erase(slot);
  }
  watermark_ = std::max(watermark_, snapshot.watermark);
  read.snapshot = false;
}

Error Engine::react(FramesRead& act) {
  const auto it = pending_.find(act.id);
  auto* read = it == pending_.end() ? nullptr : std::get_if<ReadPending>(&it->second);
  if (read == nullptr) return {Errc::unknown_effect, {}};
  if (Error error = restore(act.snapshots, *read); error.code != Errc::none) {
    phase_ = Phase::closed;
    return error;
  }
  for (const StoredFrame& stored : act.frames) {
    auto record = decode_frame(stored.bytes);
    if (!record && record.error().code == Errc::newer_format) {
      phase_ = Phase::closed;
      return record.error();
    }
    if (record)
      fold(*record, stored.key, *read);
    else if (corrupt_frames_.insert(stored.key).second)
      ++corrupt_;
    if (stored.key > watermark_) ++since_snapshot_;
    watermark_ = std::max(watermark_, stored.key);
  }
  compacted_to(act.compaction);
  if (!act.complete) return {};
  const ReadPending finished = std::move(*read);
  pending_.erase(it);
  reading_ = false;
  // A choice of this tab that is durable and not yet read again: what follows here judges by it.
  if (consent_.position > read_choice_.position)
    regate_under(finished.consent ? all_slots() : finished.touched, read_choice_,
                 consent_.position);
  if (phase_ == Phase::opening) {
    finish_opening();
  } else if (finished.consent) {
    circumstances_changed();
  } else {
    regate(finished.touched);
  }
  if (std::exchange(read_again_, false))
    read_on();
  else
    leading_ = leader_;
  snapshot_if_due();
  pump();
  return {};
}

void Engine::compacted_to(const Compaction& now) {
  if (now.generation > compaction_.generation) {
    const bool newest_is_damaged = compaction_.generation == 0 && fallback_.number != 0;
    if (!newest_is_damaged) fallback_ = {now.generation, 0};
    compaction_.generation = now.generation;
  }
  compaction_.forgotten = std::max(compaction_.forgotten, now.forgotten);
}

void Engine::fold(const RawRecord& record, std::uint64_t key, ReadPending& read) {
  clock_.observe(record.at, at_.now);
  const PolicyItem* item = policy_->find_item(record.event.item);
  Entry& entry =
      state_.project(record, key, /*saved=*/true, item == nullptr ? Tier::persistent : item->tier);
  if (!read.snapshot) forget_ended_text(entry, record, key);
  if (const auto* choice = std::get_if<ConsentValue>(&record.event.payload)) {
    fold_choice(*choice, key, read);
  } else if (const auto* transfer = std::get_if<TransferValue>(&record.event.payload)) {
    outbox_.transferred(transfer->statement);
  } else if (item != nullptr) {
    enqueue(record, key, *item);
  }
  read.touched.insert(slot_of(entry.record.event));
  changed(record.event.item);
}

// Each choice acts on all that stands in the journal before it, and what stands after it is judged
// by it: so all tabs end with the same records, however much each reads at a time.
void Engine::fold_choice(const ConsentValue& choice, std::uint64_t key, ReadPending& read) {
  const bool judged = read.snapshot || key <= watermark_;  // by who wrote the snapshot
  if (!judged) regate_under(all_slots(), read_choice_, key);
  read_choice_ = applied(read_choice_, choice, key);
  if (!judged) regate_under(all_slots(), read_choice_, key);
  consent_ = applied(consent_, choice, key);
  read.consent = true;
}

// What is withdrawn by the time it is durable waits for nothing any more.
void Engine::enqueue(const RawRecord& record, std::uint64_t key, const PolicyItem& item) {
  const auto again = gate_.readmit(durable(), record, at_.now);
  if (!again || again->disposition == Disposition::keep) outbox_.add(record, key, item.sync);
}

void Engine::finish_opening() {
  for (const RawRecord& record : std::exchange(visit_, {})) {
    Entry& entry = state_.project(record, 0, /*saved=*/true, Tier::visit);
    // In both places: the journal has it with what was chosen since in view.
    if (entry.record == record && entry.keys.empty())
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
  const auto* choice = std::get_if<ConsentValue>(&record.event.payload);
  if (key == watermark_ + 1) {
    watermark_ = key;
    if (choice != nullptr) read_choice_ = applied(read_choice_, *choice, key);
  }
  Entry& entry = state_.project(record, key, /*saved=*/true, writing.tier);
  forget_ended_text(entry, record, key);
  if (choice != nullptr) {
    chosen(record, key);
  } else if (const PolicyItem* item = policy_->find_item(record.event.item)) {
    enqueue(record, key, *item);
    regate({slot});
  }
  changed(record.event.item);
  const Entry* kept = state_.find(slot);
  // Not before the journal has it: from a copy alone no other tab would know what to take away.
  if (kept != nullptr && kept->tier == Tier::local && kept->record.at == record.at)
    put_local_copy(record);
  // A choice taken back meanwhile has put it into the visit again.
  if (writing.from_visit && (kept == nullptr || in_journal(kept->tier))) remove_visit(record);
  const Tier tier = kept == nullptr ? Tier::memory : kept->tier;
  acknowledge(writing.ticket, tier);
  acknowledge_superseded(slot, tier);
}

// Of a draft that has ended the text goes: what stood in the slot before, and what comes late.
void Engine::forget_ended_text(Entry& entry, const RawRecord& record, std::uint64_t key) {
  if (!ends_draft(entry.record.event.payload) || !entry.saved || !in_journal(entry.tier)) return;
  std::set<std::uint64_t> older{key};
  if (entry.record.at == record.at) {
    older = {entry.keys.begin(), entry.keys.end()};
    older.erase(key);
  }
  std::erase_if(entry.keys, [&](std::uint64_t one) { return older.contains(one); });
  entry.beneath.reset();
  forget(older);
}

void Engine::write_later() {
  const Duration pause{Duration::seconds(1).ms << std::min(write_failures_++, 5U)};
  write_again_ = at_.now + std::min(pause, longest_write_pause);
  wake_at(write_again_);
}

// A clock that was set back ends the pause.
bool Engine::is_pausing() const {
  return at_.now < write_again_ && write_again_ <= at_.now + longest_write_pause;
}

void Engine::retry_writes() {
  if (unwritten_.empty() && unforgotten_.empty()) return;
  if (is_pausing()) return wake_at(write_again_);
  forget(std::exchange(unforgotten_, {}));
  for (PersistPending& pending : std::exchange(unwritten_, {})) {
    std::vector<Writing> now, later;
    for (Writing& writing : pending.records) {
      if (superseded(writing)) continue;
      if (!worth_writing(writing.record, durable()))
        give_up(writing);
      else if (worth_writing(writing.record, who_))
        now.push_back(std::move(writing));
      else
        later.push_back(std::move(writing));  // until the choice against it is durable, or given up
    }
    if (now.empty()) pending.effect.decision.clear();
    if (!now.empty() || pending.effect.inbox != 0) persist(std::move(now), pending.effect);
    if (!later.empty())
      unwritten_.push_back({std::move(later), {.durability = pending.effect.durability}});
  }
  if (!unwritten_.empty()) write_later();
}

// A newer value of the slot is on its way or there: this one need not follow it.
bool Engine::superseded(const Writing& writing) {
  const RawRecord& record = writing.record;
  const PolicyItem* item = policy_->find_item(record.event.item);
  if (item == nullptr || is_built_in(*item) || item->sync == SyncRule::each) return false;
  const Entry* entry = state_.find(slot_of(record.event));
  if (entry == nullptr || entry->record.at <= record.at || !in_journal(entry->tier)) return false;
  if (entry->saved)
    acknowledge(writing.ticket, entry->tier);
  else
    superseded_[slot_of(record.event)].push_back(writing.ticket);
  return true;
}

void Engine::acknowledge_superseded(const Slot& slot, Tier saved) {
  if (const auto tickets = superseded_.extract(slot))
    for (const std::uint64_t ticket : tickets.mapped())
      acknowledge(ticket, saved);
}

bool Engine::worth_writing(const RawRecord& record, const Circumstances& who) const {
  if (std::holds_alternative<ConsentValue>(record.event.payload)) {
    // The later in the journal wins: an older choice may not come after a newer one.
    return std::ranges::none_of(state_.entries(), [&](const auto& entry) {
      return entry.first.item == consent_item && entry.second.record.at > record.at;
    });
  }
  const auto again = gate_.readmit(who, record, at_.now);
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
    const Tier tier = entry != nullptr ? Tier::visit : Tier::memory;
    acknowledge(writing.ticket, tier);
    acknowledge_superseded(slot, tier);
  }
}

// After so many records; and until neither of the two snapshots holds what was forgotten.
void Engine::snapshot_if_due() {
  if (!leader_ || !leading_ || !ready() || snapshotting_) return;
  // What is not in a snapshot is never looked at again: all of it has to be gone by then.
  if (forgetting_ > 0 || !unforgotten_.empty()) return;
  const bool unclean = compaction_.forgotten > 0 && compaction_.generation > 0 &&
                       compaction_.generation < compaction_.forgotten + 2;
  if (since_snapshot_ < options_.snapshot_every && !unclean) return;
  if (snapshot_failed_ && is_pausing()) return wake_at(write_again_);

  Snapshot snapshot{compaction_.generation + 1, watermark_, state_.held()};
  std::erase_if(snapshot.records,
                [this](const HeldRecord& held) { return is_outdated_refusal(held.record); });
  for (const auto& [id, queued] : outbox_.queue()) {
    const Entry* entry = state_.find(slot_of(queued.record.event));
    if (entry == nullptr || entry->record.statement != id) snapshot.records.push_back(queued);
  }
  snapshotting_ = true;
  since_snapshot_ = 0;
  ask(WriteSnapshot{snapshot.generation,
                    fallback_.number,
                    encode_snapshot(snapshot),
                    fallback_.watermark,
                    {corrupt_frames_.begin(), corrupt_frames_.end()}},
      SnapshotPending{{snapshot.generation, snapshot.watermark}});
}

void Engine::snapshot_written(const SnapshotPending& pending, bool ok) {
  snapshotting_ = false;
  snapshot_failed_ = !ok;
  if (ok) {
    fallback_ = pending.written;
    compaction_.generation = pending.written.number;
  } else {
    since_snapshot_ = options_.snapshot_every;
    write_later();
  }
  snapshot_if_due();
}

}  // namespace carrel
