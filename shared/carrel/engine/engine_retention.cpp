// What has been kept for its time goes: docs/adr/0016-retention.md.
#include <algorithm>
#include <string>
#include <utility>

#include "carrel/engine/engine.hpp"

namespace carrel {
namespace {

constexpr Duration between_reviews = Duration::seconds(3'600);
constexpr Duration a_day = Duration::days(1);
constexpr Instant first_release{1'767'225'600'000};  // 2026: an earlier clock was wrong
constexpr std::string_view absence = "absence/";

std::int64_t days_between(Instant from, Instant to) {
  return (to.ms - from.ms) / a_day.ms;
}

}  // namespace

void Engine::review_if_due() {
  const bool set_back = review_again_ > at_.now + between_reviews;
  if (asleep_ || (at_.now < review_again_ && !set_back)) return;
  if (set_back || at_.now < review_again_ + a_day) return review();
  // Asleep for long: what other tabs wrote meanwhile says whether the profile was in use. Until
  // that is read nothing is written, by which it would be in use now.
  review_again_ = at_.now + between_reviews;
  asleep_ = true;
  end_visit();
  used_ = std::max(used_, last_use(/*underway=*/true));
  PeerAdvanced ahead;
  react(ahead);
}

void Engine::review(bool slept) {
  note_use(slept);
  regate(all_slots());
  drop_ended();
}

void Engine::drop_ended() {
  outbox_.erase_if([this](const HeldRecord& queued) {
    const Event& event = queued.record.event;
    const PolicyItem* item = policy_.find_item(event.item);
    return item != nullptr && has_ended(slot_of(event), *item, queued.record);
  });
}

void Engine::note_use(bool slept) {
  review_again_ = at_.now + between_reviews;
  if (at_.now > last_use(/*underway=*/true) + a_day) end_visit();
  // What was recorded since it woke waits, and is no use before.
  used_ = std::max(used_, last_use(/*underway=*/!slept));
  const std::int64_t days = used_ == Instant{} ? 0 : days_between(used_, at_.now);
  const auto is_idle = [&](const PolicyItem& item) { return item.keep.rule == KeepRule::idle; };
  const bool counts = std::ranges::any_of(state_.entries(), [&](const auto& entry) {
    const PolicyItem* item = policy_.find_item(entry.first.item);
    return item != nullptr && is_idle(*item) &&
           (in_journal(entry.second.tier) || !entry.second.keys.empty());
  });
  const bool ends = std::ranges::any_of(policy_.items, [&](const PolicyItem& item) {
    return is_idle(item) && days >= item.keep.days;
  });
  if (counts && days >= 1) mark_use(days, ends);
  if (!state_.entries().empty()) wake_at(review_again_);
}

// By what the journal holds, and what is on its way to it or of the visit.
Instant Engine::last_use(bool underway) const {
  Instant out;
  for (const auto& [slot, entry] : state_.entries())
    if (slot.item != transfer_item)
      entry.for_each_standing([&](const Kept& kept) {
        if (kept.key != 0 || underway) out = std::max(out, kept.record.at.instant());
      });
  return out;
}

// That the profile is in use, after so many days. Where something ends by them it is an absence,
// and nothing is written before it: by its place in the journal all tabs, and every later start,
// know.
void Engine::mark_use(std::int64_t days, bool ends) {
  std::string entity = ends ? std::string(absence) + std::to_string(at_.now.ms) : "profile";
  RawRecord record =
      stamped({std::string(use_item), std::move(entity), NumberValue{days}}, /*leaves=*/false);
  state_.project(record, 0, /*saved=*/false, Tier::persistent);
  used_ = at_.now;
  if (ends) marking_.insert(record.at);
  persist({{record, Tier::persistent}}, {});
}

bool Engine::waits_for_mark(const std::vector<Writing>& records) const {
  if (asleep_) return true;
  return !marking_.empty() && std::ranges::none_of(records, [this](const Writing& writing) {
    return marking_.contains(writing.record.at);
  });
}

void Engine::write_what_waited() {
  std::ranges::move(std::exchange(waiting_, {}), std::back_inserter(unwritten_));
  write_again_ = {};
  retry_writes();
}

// All of a slot whose time is over; whether nothing of it is left.
bool Engine::expire(const Slot& slot, Entry& entry, const PolicyItem& item, Regating& out) {
  std::set<std::uint64_t> keys;
  bool of_visit = false;
  const Kept* mark = erasure_of(item);
  const auto over = [&](const Kept& kept) {
    const bool erased = mark != nullptr && (kept.record.at < mark->record.at ||
                                            (kept.key != 0 && kept.key < mark->key));
    if (kept.key != 0) {
      if (!erased && !has_ended(slot, item, kept.record)) return false;
      keys.insert(kept.key);
      return true;
    }
    // What is on its way to the journal goes once it is there.
    if (!erased || in_journal(kept.tier)) return false;
    return of_visit = true;
  };
  bool left = entry.drop(over);
  while (!left) {
    entry.for_each_standing(over);
    if (!entry.show_beneath()) break;
    left = entry.drop(over);
  }
  if (mark != nullptr)
    for (const std::uint64_t key : entry.needless_keys())
      if (key < mark->key) keys.insert(key);
  if (left && keys.empty() && !of_visit) return false;
  if (of_visit) {
    if (left)
      renew_visit(entry);
    else
      remove_visit(entry.record);
  }
  const std::vector<std::uint64_t> replaced = entry.needless_keys();
  keys.insert(replaced.begin(), replaced.end());
  std::erase_if(entry.keys, [&](std::uint64_t key) { return keys.contains(key); });
  out.forget.merge(keys);
  changed(slot.item);
  if (left) return false;
  if (entry.tier == Tier::local) remove_local_copy(slot.item);
  state_.erase(slot);
  return true;
}

// A mark acts on what stands in the journal before it, and what follows replaces nothing that goes:
// so all tabs end with the same records, however much each reads at a time.
void Engine::expire_all() {
  Regating out;
  for (const Slot& slot : all_slots())
    if (const PolicyItem* item = policy_.find_item(slot.item))
      expire(slot, *state_.find(slot), *item, out);
  forget(out.forget);
}

bool Engine::has_ended(const Slot& slot, const PolicyItem& item, const RawRecord& record) const {
  const Duration keep = Duration::days(item.keep.days);
  switch (item.keep.rule) {
    case KeepRule::visit:
    case KeepRule::account:
      return false;
    case KeepRule::idle:
      return was_absent(record.at.instant(), item.keep.days);
    case KeepRule::until_sent:
      if (!record.statement.is_nil() && outbox_.has_left(record.statement)) return true;
      break;
    case KeepRule::age:
      break;
  }
  if (record.at.instant() < first_release) return was_absent(record.at.instant(), item.keep.days);
  return at_.now >= relied_on_until(slot, record) + keep;
}

// That a person had all of a purpose deleted is a mark in the journal, which all tabs and every
// later start read: what was recorded before it goes. Null: there is none.
const Kept* Engine::erasure_of(const PolicyItem& item) const {
  const std::string& purpose = policy_.purposes[item.purpose_for(who_.enrolled)].key;
  const auto mark = state_.entries().find({std::string(use_item), erasure_entity(purpose), {}});
  if (mark == state_.entries().end()) return nullptr;
  const Entry& entry = mark->second;
  if (entry.stored()) return &entry;
  return entry.beneath.empty() ? nullptr : &entry.beneath.front();
}

// For so many days, after that.
bool Engine::was_absent(Instant after, std::int32_t days) const {
  const auto& entries = state_.entries();
  for (auto it = entries.lower_bound({std::string(use_item), {}, {}});
       it != entries.end() && it->first.item == use_item; ++it) {
    const RawRecord& mark = it->second.record;
    const auto* lasted = std::get_if<NumberValue>(&mark.event.payload);
    if (lasted != nullptr && lasted->value >= days &&
        after + Duration{lasted->value * a_day.ms} <= mark.at.instant())
      return true;
  }
  return false;
}

// A choice: until the next one, or until it lapses, but the latest for good: by it is known what
// was withdrawn (D214). An entry of the transfer log: while what has left is here, since by the log
// it is known that it has. Others: when they were recorded.
Instant Engine::relied_on_until(const Slot& slot, const RawRecord& record) const {
  const Instant at = record.at.instant();
  const auto& entries = state_.entries();
  if (const auto* choice = std::get_if<ConsentValue>(&record.event.payload)) {
    if (may_be_latest(*choice)) return at_.now;
    Instant until = at + policy_.consent_expires;
    for (auto it = entries.lower_bound({std::string(consent_item), {}, {}});
         it != entries.end() && it->first.item == consent_item; ++it)
      if (const Instant next = it->second.record.at.instant(); next > at)
        until = std::min(until, next);
    return until;
  }
  if (const auto* transfer = std::get_if<TransferValue>(&record.event.payload))
    for (auto it = entries.lower_bound({transfer->item, slot.entity, {}});
         it != entries.end() && it->first.item == transfer->item && it->first.entity == slot.entity;
         ++it)
      if (it->second.record.statement == transfer->statement ||
          it->first.sub == transfer->statement.text() || it->second.keys.size() > 1)
        return at_.now;
  return at;
}

// When the visit that goes on began: no day of it is without a value, or a use.
Instant Engine::visit_since() const {
  const Instant used = last_use(/*underway=*/false);
  Instant since = at_.now;
  const auto reaches = [&](Instant at) { return at < since && at + a_day > since; };
  for (bool earlier = true; std::exchange(earlier, false);) {
    for (const RawRecord& record : visit_)
      if (reaches(record.at.instant())) since = record.at.instant(), earlier = true;
    if (reaches(used)) since = used, earlier = true;
  }
  return since;
}

// Of the session tier, and what is in memory alone.
void Engine::end_visit() {
  const auto of_visit = [](const Kept& kept) { return !in_journal(kept.tier); };
  for (const Slot& slot : all_slots()) {
    Entry& entry = *state_.find(slot);
    if (!of_visit(entry) && std::ranges::none_of(entry.beside, of_visit)) continue;
    remove_visit(entry.record);
    changed(slot.item);
    if (!entry.drop(of_visit) && !entry.show_beneath()) state_.erase(slot);
  }
}

}  // namespace carrel
