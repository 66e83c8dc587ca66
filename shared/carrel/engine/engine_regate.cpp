// What a choice means for what is there already: keep, demote to the visit, ask, erase; or, after
// a grant, from the visit into the journal.
#include <algorithm>
#include <iterator>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/journal/frame.hpp"

namespace carrel {
namespace {

std::string visit_key(const RawRecord& record) {
  const Slot slot = slot_of(record.event);
  std::string key = slot.item + '/' + slot.entity;
  if (!slot.sub.empty()) key += '/' + slot.sub;
  return key;
}

std::string local_text(const Payload& payload) {
  if (const auto* flag = std::get_if<FlagValue>(&payload)) return flag->value ? "true" : "false";
  if (const auto* number = std::get_if<NumberValue>(&payload)) return std::to_string(number->value);
  if (const auto* choice = std::get_if<ChoiceValue>(&payload)) return choice->option;
  if (const auto* text = std::get_if<TextValue>(&payload)) return text->text;
  return {};
}

std::string local_key(std::string_view item) {
  return "pref/" + std::string(item);
}

bool takes_away(Disposition disposition) {
  return disposition == Disposition::demote || disposition == Disposition::erase;
}

}  // namespace

// One value for a slot: a run of frames, the records that none replaces.
void Engine::put_visit(const Entry& entry, std::uint64_t ticket) {
  Bytes bytes;
  entry.for_each_standing([&](const Kept& kept) {
    if (kept.key == 0) std::ranges::copy(encode_frame(kept.record), std::back_inserter(bytes));
  });
  ask(PutTier{.place = TierPlace::visit, .key = visit_key(entry.record), .bytes = std::move(bytes)},
      VisitPending{ticket, slot_of(entry.record.event)});
}

// Of a slot of which the session tier held what the journal has by now.
void Engine::renew_visit(const Entry& entry) {
  bool waits = false;
  entry.for_each_standing([&](const Kept& kept) { waits = waits || kept.tier == Tier::visit; });
  if (waits)
    put_visit(entry, 0);
  else
    remove_visit(entry.record);
}

void Engine::remove_visit(const RawRecord& record) {
  ask(PutTier{.place = TierPlace::visit, .key = visit_key(record), .remove = true},
      NothingPending{});
}

void Engine::put_local_copy(const RawRecord& record) {
  ask(PutTier{.place = TierPlace::local,
              .key = local_key(record.event.item),
              .text = local_text(record.event.payload)},
      NothingPending{});
}

void Engine::remove_local_copy(std::string_view item) {
  ask(PutTier{.place = TierPlace::local, .key = local_key(item), .remove = true}, NothingPending{});
}

// A crash can take back what was written to localStorage last: it is made to agree again.
void Engine::renew_local_copies() {
  if (consent_.value.policy.empty()) return;
  for (const auto& [slot, entry] : state_.entries())
    if (entry.tier == Tier::local && entry.disposition == Disposition::keep)
      put_local_copy(entry.record);
  for (const PolicyItem& item : policy_.items) {
    const auto holds = [&](const auto& entry) {
      return entry.first.item == item.key && in_journal(entry.second.tier);
    };
    if (item.tier == Tier::local && std::ranges::none_of(state_.entries(), holds))
      remove_local_copy(item.key);
  }
}

std::set<Slot> Engine::all_slots() const {
  std::set<Slot> all;
  for (const auto& [slot, entry] : state_.entries())
    all.insert(all.end(), slot);
  return all;
}

// A refusal takes away what was recorded before it or under it, though it may have lapsed before
// that could be done.
Disposition Engine::judged(const Circumstances& who, const RawRecord& record) const {
  const Instant recorded = std::min(record.at.instant(), at_.now);
  return gate_.disposition(who, record, std::max(recorded, who.consent.value.at));
}

void Engine::regate(const std::set<Slot>& slots) {
  Regating out;
  for (const Slot& slot : slots) {
    Entry* entry = state_.find(slot);
    const PolicyItem* item = policy_.find_item(slot.item);
    if (entry == nullptr) continue;
    if (item != nullptr && expire(slot, *entry, *item, out)) continue;
    if (item != nullptr && is_built_in(*item)) continue;
    if (!in_journal(entry->tier))
      regate_visit(slot, *entry, out);
    else
      regate_stored(slot, *entry, durable(), out);
    if (Entry* still = state_.find(slot)) promote_beside(*still, out);
  }
  if (!out.promote.empty()) {
    // What was relaxed alone may be strict in company: one transaction for all.
    const bool strict = std::ranges::any_of(out.promote, [this](const Writing& writing) {
      return policy_.find_item(writing.record.event.item)->durability == Durability::strict;
    });
    persist(std::move(out.promote),
            {.durability = strict ? Durability::strict : Durability::relaxed});
  }
  forget(out.forget);
}

// What `consent` means for the journal's records up to a key; it lets nothing in.
void Engine::regate_under(const std::set<Slot>& slots, const Consent& consent,
                          std::uint64_t before) {
  Circumstances who = who_;
  who.consent = consent;
  Regating out;
  for (const Slot& slot : slots) {
    Entry* entry = state_.find(slot);
    const PolicyItem* item = policy_.find_item(slot.item);
    if (entry == nullptr || entry->keys.empty() || entry->keys.front() >= before) continue;
    if (item != nullptr && is_built_in(*item)) continue;
    if (entry->keys.back() >= before)
      regate_before(*entry, who, before, out);
    else if (entry->stored())
      regate_stored(slot, *entry, who, out);
    else
      regate_beneath(*entry, who, out);
  }
  forget(out.forget);
}

// What the same slot holds in the journal, where its first record is not there.
void Engine::regate_beneath(Entry& entry, const Circumstances& who, Regating& out) {
  entry.disposition = judged(who, entry.record);
  if (!takes_away(entry.disposition)) return;
  out.forget.insert(entry.keys.begin(), entry.keys.end());
  if (entry.disposition == Disposition::erase || phase_ != Phase::ready)
    entry.drop([](const Kept& kept) { return kept.key != 0; });
  else
    demote_beside(entry);
  entry.forget();
  entry.disposition = Disposition::keep;
}

void Engine::demote_beside(Entry& entry) {
  bool any = false;
  for (Kept& other : entry.beside) {
    if (other.key == 0) continue;
    any = true;
    other.key = 0;
    other.tier = Tier::visit;
    other.saved = false;
  }
  if (any) put_visit(entry, 0);
}

// What stands from before the choice in a slot that was written to again after it.
void Engine::regate_before(Entry& entry, const Circumstances& who, std::uint64_t before,
                           Regating& out) {
  const Disposition found = judged(who, entry.record);
  if (!takes_away(found)) return;
  const auto is_before = [before](std::uint64_t key) { return key != 0 && key < before; };
  Entry left = entry;
  if (!left.drop([&](const Kept& kept) { return is_before(kept.key); })) return;
  std::ranges::copy_if(entry.keys, std::inserter(out.forget, out.forget.end()), is_before);
  std::erase_if(left.keys, is_before);
  entry = std::move(left);
}

void Engine::regate_visit(const Slot& slot, Entry& entry, Regating& out) {
  if (!entry.keys.empty()) regate_beneath(entry, durable(), out);
  const auto again = gate_.admit(who_, entry.record.event, at_.now);
  if (again && in_journal(again->tier())) {
    const bool from_visit = std::exchange(entry.tier, again->tier()) == Tier::visit;
    entry.saved = false;
    entry.disposition = Disposition::keep;
    out.promote.push_back({entry.record, entry.tier, 0, from_visit});
    changed(slot.item);
  } else if (!again && again.error().code == Errc::not_permitted && entry.keys.empty()) {
    remove_visit(entry.record);
    changed(slot.item);
    state_.erase(slot);
  } else if (!again && again.error().code != Errc::not_permitted) {
    entry.disposition = Disposition::quarantine;
  }
}

void Engine::regate_stored(const Slot& slot, Entry& entry, const Circumstances& who,
                           Regating& out) {
  const bool ended = ends_draft(entry.record.event.payload);
  const Disposition before = entry.disposition;
  entry.disposition = judged(who, entry.record);
  // That a draft has ended stays for the other tabs, which may hold its text; nobody is shown it.
  if (ended && entry.disposition == Disposition::ask) {
    entry.disposition = Disposition::erase;
    return;
  }
  if (entry.disposition != before) changed(slot.item);
  if (!takes_away(entry.disposition)) return;

  out.forget.insert(entry.keys.begin(), entry.keys.end());
  entry.forget();
  if (entry.tier == Tier::local) remove_local_copy(slot.item);
  changed(slot.item);
  // A visit that ended before the engine opened takes what was demoted to it along.
  if (entry.disposition == Disposition::demote && phase_ == Phase::ready) {
    entry.for_each_standing([](Kept& kept) {
      kept.tier = Tier::visit;
      kept.saved = false;
    });
    entry.disposition = Disposition::keep;
    put_visit(entry, 0);
  } else {
    if (std::ranges::contains(entry.beside, Tier::visit, &Kept::tier)) remove_visit(entry.record);
    state_.erase(slot);
  }
}

// What stands beside a slot's first record and is of the visit alone.
void Engine::promote_beside(Entry& entry, Regating& out) {
  for (Kept& other : entry.beside) {
    if (in_journal(other.tier)) continue;
    const auto again = gate_.admit(who_, other.record.event, at_.now);
    if (!again || !in_journal(again->tier())) continue;
    const bool from_visit = std::exchange(other.tier, again->tier()) == Tier::visit;
    other.saved = false;
    out.promote.push_back({other.record, other.tier, 0, from_visit});
  }
}

void Engine::forget(const std::set<std::uint64_t>& keys) {
  if (keys.empty()) return;
  outbox_.erase_if([&](const HeldRecord& queued) { return keys.contains(queued.key()); });
  ++forgetting_;
  ask(Forget{{keys.begin(), keys.end()}}, ForgetPending{keys});
}

}  // namespace carrel
