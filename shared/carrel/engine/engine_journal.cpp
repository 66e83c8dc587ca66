// Reading the journal.
#include <algorithm>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/journal/frame.hpp"

namespace carrel {

Error Engine::react(Opened& act) {
  if (phase_ != Phase::closed) return {Errc::unknown_effect, {}};
  ReadPending read;
  if (Error error = restore(act.snapshots, read); error.code != Errc::none) return error;
  for (const Bytes& bytes : act.visit) {
    Replay replay = decode_frames(bytes);
    if (replay.stopped == Errc::newer_format) return {Errc::newer_format, "frame"};
    std::ranges::move(replay.records, std::back_inserter(visit_));
    if (replay.stopped != Errc::none || bytes.empty()) ++corrupt_;
  }
  phase_ = Phase::opening;
  reading_ = true;
  // All of the journal: what cannot be read in it is never to be deleted.
  ask(Read{0, watermark_}, std::move(read));
  return {};
}

void Engine::read_on() {
  reading_ = true;
  ReadPending read;
  for (const auto& [key, written] : unread_)
    read.expected.insert(key);
  ask(Read{watermark_, watermark_}, std::move(read));
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
    // Written here since the reading began: it has been judged, and may be forgotten by now.
    if (phase_ == Phase::ready && stored.key <= watermark_) continue;
    auto record = decode_frame(stored.bytes);
    if (!record && record.error().code == Errc::newer_format) {
      phase_ = Phase::closed;
      return record.error();
    }
    if (record)
      fold(*record, stored.key, *read);
    else
      lose(stored.key, *read);
    if (stored.key > watermark_) ++since_snapshot_;
    watermark_ = std::max(watermark_, stored.key);
  }
  compacted_to(act.compaction);
  if (!act.complete) return {};
  const ReadPending finished = std::move(*read);
  pending_.erase(it);
  forget_unread(finished.expected);
  // A choice of this tab that is durable and not yet read again: what follows here judges by it.
  if (consent_.position > read_choice_.position)
    regate_under(finished.consent ? all_slots() : finished.touched, read_choice_,
                 consent_.position);
  if (phase_ == Phase::opening) {
    finish_opening();
  } else if (finished.consent) {
    circumstances_changed();
  } else {
    regate(finished.absence ? all_slots() : finished.touched);
  }
  reading_ = false;
  if (std::exchange(read_again_, false))
    read_on();
  else {
    leading_ = leader_;
    if (std::exchange(asleep_, false)) {
      review(/*slept=*/true);
      write_what_waited();
    }
  }
  snapshot_if_due();
  looked_ = !reading_;
  if (looked_) give_up_settled();
  pump();
  looked_ = false;
  return {};
}

void Engine::fold(const RawRecord& record, std::uint64_t key, ReadPending& read) {
  clock_.observe(record.at, at_.now);
  unread_.erase(key);
  const PolicyItem* item = policy_.find_item(record.event.item);
  Entry& entry =
      state_.project(record, key, /*saved=*/true, item == nullptr ? Tier::persistent : item->tier);
  if (!read.snapshot) forget_ended_text(entry);
  if (const auto* choice = std::get_if<ConsentValue>(&record.event.payload)) {
    fold_choice(*choice, key, read);
  } else if (const auto* transfer = std::get_if<TransferValue>(&record.event.payload)) {
    if (transfer->outcome == Outcome::sent || transfer->item != consent_item)
      outbox_.transferred(transfer->statement);
  } else if (item != nullptr) {
    read.absence = read.absence || item->key == use_item;
    if (item->key == use_item && !read.snapshot) expire_all();
    read.consent = read.consent || item->key == age_item;
    enqueue(record, key, *item);
  }
  if (phase_ == Phase::ready) read.touched.insert(slot_of(entry.record.event));
  changed(record.event.item);
}

// It may have been a choice, of whatever kind: until the next one nothing optional is permitted,
// nothing leaves, and nothing is erased.
void Engine::lose(std::uint64_t key, ReadPending& read) {
  if (corrupt_frames_.insert(key).second) ++corrupt_;
  ConsentValue lost;  // of no policy: not in force
  lost.choice = Choice::on_device;
  read_choice_ = applied(read_choice_, lost, key);
  if (key <= consent_.position) return;
  consent_ = applied(consent_, lost, key);
  // A server may hold a grant: it has to hear of a refusal.
  consent_.ever_granted = consent_.ever_granted || profile_ != guest_profile;
  announced_.reset();
  read.consent = true;
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
  if (has_ended(slot_of(record.event), item, record)) return;
  const Disposition found = judged(durable(), record);
  if (found == Disposition::keep || found == Disposition::quarantine)
    outbox_.add(record, key, item.sync, &item.shape);
}

void Engine::finish_opening() {
  std::set<Slot> renewed;
  const Instant since = visit_since();
  for (const RawRecord& record : std::exchange(visit_, {})) {
    if (record.at.instant() < since) {
      remove_visit(record);
      continue;
    }
    Entry& entry = state_.project(record, 0, /*saved=*/true, Tier::visit);
    Kept* kept = entry.standing(record.at);
    // In both places: the journal has it with what was chosen since in view.
    if (kept != nullptr && kept->key == 0)
      kept->tier = Tier::visit;
    else
      renewed.insert(slot_of(record.event));
  }
  for (const Slot& slot : renewed)
    renew_visit(*state_.find(slot));
  note_use(/*slept=*/true);
  circumstances_changed();
  drop_ended();
  renew_local_copies();
  phase_ = Phase::ready;
}

}  // namespace carrel
