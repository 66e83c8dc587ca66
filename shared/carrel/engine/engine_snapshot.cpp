// The snapshots that take the journal's place, and how far: docs/adr/0013-compaction.md.
#include <algorithm>
#include <ranges>
#include <utility>

#include "carrel/engine/engine.hpp"

namespace carrel {

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

void Engine::replace_by(const Snapshot& snapshot, ReadPending& read) {
  forget_what_lacks(snapshot);
  read.snapshot = true;
  for (const HeldRecord& one : snapshot.records) {
    fold(one.record, one.key(), read);
    state_.restore_keys(one.record, one.keys);
  }
  watermark_ = std::max(watermark_, snapshot.watermark);
  read.snapshot = false;
}

// What this tab holds of frames that the snapshot has replaced, and the snapshot no longer has, was
// forgotten meanwhile.
void Engine::forget_what_lacks(const Snapshot& snapshot) {
  if (state_.entries().empty()) return;
  std::set<std::uint64_t> held;
  for (const HeldRecord& one : snapshot.records)
    held.insert(one.keys.begin(), one.keys.end());
  const auto lacks = [&](std::uint64_t key) {
    return key != 0 && key <= snapshot.watermark && !held.contains(key);
  };
  outbox_.erase_if([&](const HeldRecord& queued) { return lacks(queued.key()); });
  for (const Slot& slot : all_slots()) {
    Entry* entry = state_.find(slot);
    if (std::erase_if(entry->keys, lacks) == 0) continue;
    changed(slot.item);
    if (!entry->drop([&](const Kept& kept) { return in_journal(kept.tier) && lacks(kept.key); }))
      state_.erase(slot);
  }
}

void Engine::compacted_to(const Compaction& now) {
  if (now.generation > compaction_.generation) {
    const bool newest_is_damaged = compaction_.generation == 0 && fallback_.number != 0;
    if (!newest_is_damaged) fallback_ = {now.generation, 0};
    compaction_.generation = now.generation;
  }
  compaction_.forgotten = std::max(compaction_.forgotten, now.forgotten);
}

// After so many records, and as many as an eighth of the slots: what a snapshot costs for each of
// them does not grow with what there is. And until neither of the two snapshots holds what was
// forgotten.
void Engine::snapshot_if_due() {
  if (!leader_ || !leading_ || !ready() || snapshotting_) return;
  // What is not in a snapshot is never looked at again: all of it has to be gone by then.
  if (forgetting_ > 0 || !unforgotten_.empty()) return;
  const bool unclean = compaction_.forgotten > 0 && compaction_.generation > 0 &&
                       compaction_.generation < compaction_.forgotten + 2;
  const std::size_t due = std::max(options_.snapshot_every, state_.entries().size() / 8);
  if (since_snapshot_ < due && !unclean && !snapshot_failed_) return;
  if (snapshot_failed_ && is_pausing()) return wake_at(write_again_);

  Snapshot snapshot{compaction_.generation + 1, watermark_, state_.held()};
  std::erase_if(snapshot.records,
                [this](const HeldRecord& held) { return is_outdated_refusal(held.record); });
  for (const HeldRecord& queued : std::views::values(outbox_.queue())) {
    const Entry* entry = state_.find(slot_of(queued.record.event));
    if (entry == nullptr || !entry->stands(queued.record.at)) snapshot.records.push_back(queued);
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
    write_later();
  }
  snapshot_if_due();
}

}  // namespace carrel
