// Carrying out what waits in a tab's queues, and the faults of each place.
#include <algorithm>
#include <utility>

#include "world.hpp"

#include "carrel/journal/frame.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::sim {
namespace {

constexpr std::uint64_t messages_lane = 4;
constexpr std::uint64_t alarm_lane = 5;

}  // namespace

bool Tab::has_work() const {
  if (!live() || frozen()) return false;
  return std::ranges::any_of(lanes_, [](const auto& lane) { return !lane.empty(); }) ||
         (!messages_.empty() && messages_.front() <= world_->step()) ||
         (wake_ != Instant{} && wake_ <= world_->now());
}

void Tab::deliver(std::uint32_t what) {
  std::vector<std::uint64_t> waiting;
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
    if (!lanes_[lane].empty()) waiting.push_back(lane);
  if (!messages_.empty() && messages_.front() <= world_->step()) waiting.push_back(messages_lane);
  if (wake_ != Instant{} && wake_ <= world_->now()) waiting.push_back(alarm_lane);
  if (waiting.empty()) return;
  const std::uint64_t lane = waiting[what % waiting.size()];
  if (lane == messages_lane) {
    messages_.pop_front();
    send(PeerAdvanced{});
  } else if (lane == alarm_lane) {
    wake_ = {};
    send(Tick{});
  } else {
    carry_out(static_cast<Lane>(lane));
  }
}

void Tab::drop_message() {
  if (messages_.empty()) return;
  messages_.pop_front();
  world_->happened(Fault::message_dropped);
}

void Tab::delay_messages(std::uint64_t until) {
  for (std::uint64_t& from : messages_) {
    from = until;
    world_->happened(Fault::message_delayed);
  }
}

bool Tab::struck(Fault fault) {
  if (armed_.erase(fault) == 0) return false;
  world_->happened(fault);
  return true;
}

void Tab::answer(EffectId id, bool ok, Failure failure) {
  Done done;
  done.id = id;
  done.ok = ok;
  done.failure = failure;
  answer(std::move(done));
}

void Tab::answer(Done done) {
  send(std::move(done));
}

void Tab::carry_out(Lane lane) {
  const Effect effect = std::move(lanes_[lane].front());
  lanes_[lane].pop_front();
  if (lane == reads)
    read(effect.id, std::get<Read>(effect.act));
  else if (lane == tiers)
    put_tier(effect.id, std::get<PutTier>(effect.act));
  else if (lane == sends)
    transfer(effect.id, std::get<Send>(effect.act));
  else
    change_store(effect);
}

void Tab::read(EffectId id, const Read& effect) {
  FramesRead frames{id, {}, true};
  const bool opening = !ready();
  const Disk& from = world_->disk(world_->has(Bug::wrong_disk) ? before_ : profile_);
  const auto& journal = from.journal;
  frames.compaction = from.compaction;
  if (from.compaction.deleted_to > effect.known && !world_->has(Bug::gap_unseen))
    frames.snapshots = from.newest_first();
  for (auto it = journal.upper_bound(effect.after); it != journal.end(); ++it)
    if (!world_->has(Bug::frames_unread) || opening || own_keys_.contains(it->first))
      frames.frames.push_back({it->first, it->second});
  if (!model().choices.empty()) read_choice_ = model().choices.rbegin()->first;
  send(std::move(frames));
}

void Tab::change_store(const Effect& effect) {
  while (!late_.empty()) {
    append(late_.front().first, late_.front().second);
    late_.pop_front();
  }
  if (struck(Fault::connection_closed)) {
    const auto underway = std::exchange(lanes_[store], {});
    answer(effect.id, false, Failure::closed);
    for (const Effect& other : underway)
      answer(other.id, false, Failure::closed);
    return;
  }
  if (struck(Fault::write_refused)) return answer(effect.id, false);
  const bool grows = !std::holds_alternative<Forget>(effect.act);
  if (grows && world_->step() < disk().full_until) {
    world_->happened(Fault::disk_full);
    return answer(effect.id, false, Failure::quota);
  }
  if (const auto* written = std::get_if<Persist>(&effect.act))
    persist(effect.id, *written);
  else if (const auto* snapshot = std::get_if<WriteSnapshot>(&effect.act))
    write_snapshot(effect.id, *snapshot);
  else if (const auto* forgotten = std::get_if<Forget>(&effect.act))
    forget(effect.id, *forgotten);
}

void Tab::persist(EffectId id, const Persist& effect) {
  Done done;
  done.id = id;
  done.ok = true;
  for (std::size_t i = 0; i < effect.frames.size(); ++i)
    done.keys.push_back(disk().next_key++);
  if (world_->has(Bug::done_before_write))
    late_.emplace_back(effect, done.keys);
  else
    append(effect, done.keys);
  if (world_->has(Bug::put_twice))
    for (const Bytes& frame : effect.frames)
      disk().journal.emplace(disk().next_key++, frame);
  answer(std::move(done));
  world_->tell_others(*this);
}

void Tab::append(const Persist& effect, std::vector<std::uint64_t> keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Bytes frame = effect.frames[i];
    const auto record = decode_frame(frame);
    if (!record) return world_->violate("a frame was written that cannot be read");
    if (const auto* choice = std::get_if<ConsentValue>(&record->event.payload)) {
      if (world_->has(Bug::consent_unwritten)) continue;
      model().chose(keys[i], record->at, chosen_by(*choice));
      read_choice_ = std::max(read_choice_, keys[i]);
    } else if (const auto* entry = std::get_if<TransferValue>(&record->event.payload)) {
      if (entry->outcome == Outcome::sent && !world_->server.holds(entry->statement))
        world_->violate("the transfer log calls sent what the server does not have");
    }
    if (world_->has(Bug::absence_unwritten) && record->event.item == use_item) continue;
    constexpr std::string_view erasure = "erased/";
    if (record->event.item == use_item && record->event.entity.starts_with(erasure)) {
      model().erased(record->event.entity.substr(erasure.size()), record->at);
      if (world_->has(Bug::erasure_unwritten)) continue;
    }
    if (world_->has(Bug::frame_cut)) frame.pop_back();
    model().stored(*record);
    own_keys_.insert(keys[i]);
    disk().journal.emplace(keys[i], std::move(frame));
  }
}

void Tab::write_snapshot(EffectId id, const WriteSnapshot& effect) {
  auto& files = disk().snapshots;
  Bytes bytes = effect.bytes;
  if (world_->has(Bug::snapshot_ahead)) {
    auto snapshot = decode_snapshot(bytes);
    snapshot->watermark += 3;
    bytes = encode_snapshot(*snapshot);
  }
  if (world_->has(Bug::rival_dropped)) {
    auto snapshot = decode_snapshot(bytes);
    std::set<Slot> slots;
    std::erase_if(snapshot->records, [&](const HeldRecord& held) {
      return !slots.insert(slot_of(held.record.event)).second;
    });
    bytes = encode_snapshot(*snapshot);
  }
  const bool torn = struck(Fault::snapshot_torn);
  if (torn) bytes.resize(bytes.size() / 2);
  files[effect.generation] = std::move(bytes);
  // Torn while it was written, which reading it back shows; or later, which nobody sees. Both of
  // two are more than the engine promises to survive.
  const auto fallback = files.find(effect.fallback);
  const bool whole = fallback != files.end() && decode_snapshot(fallback->second).has_value();
  if (torn && (!whole || world_->draw() % 2 == 0)) {
    files.erase(effect.generation);
    return answer(id, false);
  }
  compact(effect);
  std::erase_if(files, [&](const auto& file) {
    return file.first != effect.generation && file.first != effect.fallback;
  });
  answer(id, true);
}

void Tab::compact(const WriteSnapshot& effect) {
  Compaction& compaction = disk().compaction;
  compaction.generation = effect.generation;
  const std::uint64_t to = effect.delete_to + (world_->has(Bug::compacted_too_far) ? 2 : 0);
  std::erase_if(disk().journal, [&](const auto& frame) {
    return frame.first > compaction.deleted_to && frame.first <= to &&
           std::ranges::find(effect.spare, frame.first) == effect.spare.end();
  });
  compaction.deleted_to = std::max(compaction.deleted_to, to);
}

void Tab::forget(EffectId id, const Forget& effect) {
  if (!world_->has(Bug::forget_skipped)) {
    for (const std::uint64_t key : effect.keys)
      disk().journal.erase(key);
    disk().compaction.forgotten = disk().compaction.generation + 1;
  }
  if (world_->has(Bug::forget_too_much)) {
    const auto next = disk().journal.upper_bound(effect.keys.back());
    if (next != disk().journal.end()) disk().journal.erase(next);
  }
  answer(id, true);
}

void Tab::put_tier(EffectId id, const PutTier& effect) {
  if (effect.place == TierPlace::local) {
    const std::string key = "carrel/" + profile_ + '/' + effect.key;
    if (!effect.remove)
      world_->local[key] = effect.text;
    else if (!world_->has(Bug::local_kept))
      world_->local.erase(key);
  } else if (effect.remove) {
    sessions_[profile_].erase(effect.key);
  } else {
    sessions_[profile_][effect.key] = effect.bytes;
  }
  answer(id, true);
}

void Tab::transfer(EffectId id, const Send& effect) {
  Reply reply;
  if (struck(Fault::network_lost)) {
    if (world_->has(Bug::reply_made_up)) reply = confirmed(effect);
  } else if (struck(Fault::server_error)) {
    constexpr std::array<int, 3> errors{500, 503, 401};
    reply.status = errors[world_->draw() % errors.size()];
  } else {
    reply = world_->server.take(effect);
    if (reply.status == 409) world_->violate("one identifier was sent with two contents");
    if (struck(Fault::reply_lost)) reply = {};
  }
  Done done;
  done.id = id;
  done.ok = reply.status != 0;
  done.failure = Failure::network;
  done.status = reply.status;
  done.reply = reply.body;
  answer(done);
  if (world_->has(Bug::reply_twice)) answer(std::move(done));
}

}  // namespace carrel::sim
