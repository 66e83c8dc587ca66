// Writing to the journal, and what becomes of a write that fails.
#include <algorithm>
#include <iterator>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/journal/frame.hpp"

namespace carrel {
namespace {

constexpr Duration longest_write_pause = Duration::seconds(30);

}  // namespace

RawRecord Engine::stamped(Event event, bool leaves) {
  return {writer_,
          {++seq_},
          clock_.next(at_.now, writer_),
          leaves ? Uuid::from(at_.entropy) : Uuid{},
          std::move(event)};
}

void Engine::persist(std::vector<Writing> records, Persist effect) {
  effect.frames.clear();
  Persist kept = effect;
  for (const Writing& writing : records)
    effect.frames.push_back(encode_frame(writing.record));
  if (waits_for_mark(records)) {
    waiting_.push_back({std::move(records), std::move(kept)});
    return;
  }
  ask(std::move(effect), PersistPending{std::move(records), std::move(kept)});
}

void Engine::persisted(PersistPending& pending, const Done& done) {
  if (done.ok && done.keys.empty() && pending.effect.inbox != 0) {
    // Another tab has taken the choice out of the inbox: it acts here until that one's is read.
    std::ranges::move(pending.records, std::back_inserter(settled_));
    PeerAdvanced look;
    react(look);
    return;
  }
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
  if (!unread_.empty()) {
    PeerAdvanced others;
    react(others);
  }
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
  if (choice == nullptr && key > watermark_) {
    await_reading(record, key);
  } else {
    Entry& entry = state_.project(record, key, /*saved=*/true, writing.tier);
    forget_ended_text(entry);
    if (choice != nullptr) {
      chosen(record, key);
    } else if (const PolicyItem* item = policy_.find_item(record.event.item)) {
      enqueue(record, key, *item);
      if (item->key == age_item)
        circumstances_changed();
      else
        regate(item->key == use_item ? all_slots() : std::set{slot});
    }
  }
  changed(record.event.item);
  const Entry* kept = state_.find(slot);
  // Not before the journal has it: from a copy alone no other tab would know what to take away.
  if (kept != nullptr && kept->tier == Tier::local && kept->record.at == record.at)
    put_local_copy(record);
  // A choice taken back meanwhile has put it into the visit again.
  if (writing.from_visit && (kept == nullptr || in_journal(kept->tier))) remove_visit(record);
  Tier tier = kept == nullptr ? Tier::memory : kept->tier;
  if (choice == nullptr && in_journal(tier) && !worth_writing(record, durable()))
    tier = Tier::visit;
  acknowledge(writing.ticket, tier);
  acknowledge_superseded(slot, tier);
  if (marking_.erase(record.at) > 0 && marking_.empty()) write_what_waited();
}

// What stands before it in the journal is not yet read, and may be a choice: it is read like the
// others' records, and judged in its place.
void Engine::await_reading(const RawRecord& record, std::uint64_t key) {
  unread_.emplace(key, std::pair{slot_of(record.event), record.at});
  Entry* entry = state_.find(slot_of(record.event));
  if (Kept* kept = entry == nullptr ? nullptr : entry->standing(record.at)) kept->saved = true;
}

// Of this tab's, but others have read and forgotten them by now.
void Engine::forget_unread(const std::set<std::uint64_t>& expected) {
  for (const std::uint64_t key : expected) {
    const auto unread = unread_.extract(key);
    if (!unread) continue;
    const auto& [slot, at] = unread.mapped();
    Entry* entry = state_.find(slot);
    if (entry == nullptr) continue;
    const auto is_it = [&](const Kept& kept) {
      return kept.key == 0 && in_journal(kept.tier) && kept.record.at == at;
    };
    if (!entry->drop(is_it) && !entry->show_beneath()) {
      if (entry->tier == Tier::local) remove_local_copy(slot.item);
      state_.erase(slot);
    }
    changed(slot.item);
  }
}

// Of a draft that has ended the text goes: what stood in the slot before, and what comes late.
void Engine::forget_ended_text(Entry& entry) {
  if (!entry.has_ended()) return;
  const std::vector<std::uint64_t> keys = entry.needless_keys();
  entry.forget_keys(keys);
  forget({keys.begin(), keys.end()});
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
    if (now.empty() || !std::holds_alternative<ConsentValue>(now.back().record.event.payload))
      pending.effect.decision = pending.effect.consent = {};
    if (!now.empty() || pending.effect.inbox != 0) persist(std::move(now), pending.effect);
    if (!later.empty())
      unwritten_.push_back({std::move(later), {.durability = pending.effect.durability}});
  }
  if (!unwritten_.empty()) write_later();
}

// A newer value of the slot is on its way or there: this one need not follow it.
bool Engine::superseded(const Writing& writing) {
  const RawRecord& record = writing.record;
  const PolicyItem* item = policy_.find_item(record.event.item);
  if (item == nullptr || is_built_in(*item) || item->sync == SyncRule::each) return false;
  const Slot slot = slot_of(record.event);
  const Entry* entry = state_.find(slot);
  const Kept* newer = entry == nullptr ? nullptr : entry->replacing(record, item->shape);
  if (newer == nullptr || !in_journal(newer->tier)) return false;
  superseded_[slot].push_back(writing.ticket);
  if (newer->saved) acknowledge_superseded(slot, newer->tier);
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
  const Disposition found = judged(who, record);
  return found == Disposition::keep || found == Disposition::ask;
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

void Engine::give_up_settled() {
  for (Writing& writing : std::exchange(settled_, {})) {
    acknowledge(std::exchange(writing.ticket, 0), Tier::persistent);
    give_up(writing);
  }
}

}  // namespace carrel
