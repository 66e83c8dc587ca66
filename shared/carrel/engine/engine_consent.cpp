// A restriction acts when the command arrives; a grant acts when its record is durable.
#include <algorithm>
#include <limits>
#include <utility>

#include "carrel/engine/engine.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel {
namespace {

bool is_optional(const Policy& policy, std::string_view key) {
  const auto purpose = policy.find_purpose(key);
  return purpose && !policy.category_of(*purpose).required;
}

}  // namespace

Error Engine::react(Choose& act) {
  if (!ready()) return {Errc::not_open, {}};
  Consent before = consent_;
  for (const auto& [at, value] : choosing_)
    before.ever_granted = before.ever_granted || value.choice == Choice::granted;
  act.change.how.place = who_.where.place;
  act.change.how.rules = who_.where.rules;
  act.change.how.approved = is_approved(who_.where, at_.now);
  auto value = checked(policy_, before, std::move(act.change), at_.entropy);
  if (!std::ranges::all_of(act.erase, [this](auto& key) { return is_optional(policy_, key); }))
    value = fail(Errc::unknown_purpose, "erase");
  if (!value) {
    if (act.inbox != 0) persist({}, {.inbox = act.inbox});
    return value.error();
  }
  const std::uint64_t ticket = reaction_.ticket = ++tickets_;
  std::vector<Writing> writings;
  const auto write = [&](Event event, std::uint64_t acknowledged) {
    RawRecord record = stamped(std::move(event), /*leaves=*/false);
    if (value->id.is_nil()) {
      // One who refuses leaves no writer behind either (D124).
      record.writer = record.at.writer = {};
      record.seq = {};
    }
    state_.project(record, 0, /*saved=*/false, Tier::persistent);
    writings.push_back({std::move(record), Tier::persistent, acknowledged});
  };
  for (const std::string& key : act.erase)
    write({std::string(use_item), erasure_entity(key), NumberValue{}}, 0);
  write(gate_.admit(*value).event(), ticket);
  const Hlc at = writings.back().record.at;
  const Consent after = applied(consent_, *value, std::numeric_limits<std::uint64_t>::max());
  persist(std::move(writings),
          {.durability = Durability::strict,
           .decision = decision_text(policy_, decide(policy_, after, at_.now, who_.where)),
           .consent = value->id.is_nil() ? std::string() : consent_text(*value),
           .inbox = act.inbox});
  choosing_.emplace(at, std::move(*value));
  circumstances_changed();
  changed(consent_item);
  return {};
}

void Engine::chosen(const RawRecord& record, std::uint64_t key) {
  consent_ = applied(consent_, std::get<ConsentValue>(record.event.payload), key);
  choosing_.erase(record.at);
  regate_under(all_slots(), consent_, key);  // it may have lapsed before it could be written
  circumstances_changed();
}

// While a frame cannot be read that came after it, any may be.
bool Engine::may_be_latest(const ConsentValue& choice) const {
  return consent_.value.policy.empty() || choice == consent_.value;
}

// Of anonymous choices (D124) a snapshot keeps the latest. Their frames go with compaction alone: a
// tab that slept must find each choice, or be handed the snapshot that has taken them in.
bool Engine::is_outdated_refusal(const RawRecord& record) const {
  const auto* choice = std::get_if<ConsentValue>(&record.event.payload);
  return choice != nullptr && choice->id.is_nil() && !may_be_latest(*choice);
}

void Engine::circumstances_changed() {
  learn_age();
  who_.consent = consent_;
  for (const auto& [at, value] : choosing_) {
    const Consent after = applied(who_.consent, value, std::numeric_limits<std::uint64_t>::max());
    who_.consent = narrower(policy_, who_.consent, after, at_.now, who_.where);
    who_.consent.position = consent_.position;
  }
  regate(all_slots());
  announce_decision();
  pump();
}

void Engine::announce_decision() {
  decision_ = decide(policy_, who_.consent, at_.now, who_.where);
  if (decision_.until != Instant{}) wake_at(decision_.until);
  std::string text = decision_text(policy_, decision_);
  if (text == announced_) return;
  announced_ = text;
  ask(PutTier{.place = TierPlace::local, .key = "decision", .remove = text.empty(), .text = text},
      NothingPending{});
  emit(Decide{std::move(text)});
}

}  // namespace carrel
