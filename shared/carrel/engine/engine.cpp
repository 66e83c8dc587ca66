#include "carrel/engine/engine.hpp"

#include <algorithm>
#include <utility>

#include "carrel/journal/standing.hpp"
#include "carrel/learning/merge.hpp"

namespace carrel {
namespace {

bool is_profile(std::string_view text) {
  return text.size() >= 4 && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
         });
}

void visit_done(Kept& kept, bool ok) {
  if (kept.tier != Tier::visit) return;
  kept.saved = ok;
  if (!ok) kept.tier = Tier::memory;
}

bool is_policy_hash(std::string_view text) {
  return text.size() == 64 && is_lower_hex(text);
}

WriterId random_writer(const Entropy& entropy) {
  const std::uint64_t drawn = (std::uint64_t{entropy.words[0]} << 32) | entropy.words[1];
  return {drawn == 0 ? 1 : drawn};
}

}  // namespace

std::expected<std::unique_ptr<Engine>, std::vector<Fault>> Engine::open(
    std::string_view policy_text, std::string_view policy_hash, std::string_view profile, Moment at,
    EngineOptions options) {
  std::vector<Fault> faults;
  if (!is_profile(profile)) faults.push_back({"", "the profile's name is not [a-z0-9]{4,40}"});
  if (!is_policy_hash(policy_hash))
    faults.push_back({"", "the policy's hash is not SHA-256 in hex"});
  if (!faults.empty()) return std::unexpected(std::move(faults));
  auto policy = parse_policy(policy_text, policy_hash);
  if (!policy) return std::unexpected(std::move(policy).error());
  return std::unique_ptr<Engine>(new Engine(std::move(*policy), profile, at, options));
}

Engine::Engine(Policy policy, std::string_view profile, Moment at, EngineOptions options)
    : policy_(std::move(policy)),
      gate_(policy_),
      profile_(profile),
      options_(options),
      writer_(random_writer(at.entropy)),
      state_(policy_),
      at_(at) {
  who_.enrolled = profile_ != guest_profile;
  decision_ = decide(policy_, who_.consent, at.now);
}

Reaction Engine::handle(Command command) {
  at_ = command.at;
  reaction_ = {};
  changed_.clear();
  if (ready()) review_if_due();
  reaction_.error = std::visit([this](auto& act) { return react(act); }, command.act);
  if (!changed_.empty()) emit(Changed{{changed_.begin(), changed_.end()}});
  return std::exchange(reaction_, {});
}

EffectId Engine::emit(Act act) {
  const EffectId id{++effects_};
  reaction_.effects.push_back({id, std::move(act)});
  return id;
}

void Engine::ask(Act act, Pending pending) {
  pending_.emplace(emit(std::move(act)), std::move(pending));
}

void Engine::acknowledge(std::uint64_t ticket, Tier saved) {
  if (ticket != 0) emit(Acknowledge{ticket, saved});
}

void Engine::wake_at(Instant at) {
  if (wake_ != Instant{} && wake_ <= at) return;
  wake_ = at;
  emit(Wake{at});
}

Error Engine::react(Event& event) {
  if (!ready()) return {Errc::not_open, {}};
  if (ends_draft(event.payload)) std::get<DraftValue>(event.payload).text.clear();
  const auto admitted = gate_.admit(who_, event, at_.now);
  if (!admitted) return admitted.error();

  const PolicyItem& item = admitted->item();
  const Entry* before = state_.find(slot_of(event));
  // The end of a draft that waited in the journal stands there too, for the other tabs to read.
  const bool ends = before != nullptr && !before->keys.empty() && ends_draft(event.payload);
  const Tier tier = ends ? Tier::persistent : admitted->tier();
  const std::uint64_t version = std::exchange(event.version, 0);
  join(event.payload, before, item.shape);
  const bool known = before != nullptr && before->saved && before->tier == tier &&
                     before->disposition == Disposition::keep && before->beside.empty() &&
                     (outranks(before->record.event.payload, event.payload, &item.shape) ||
                      (before->record.event.payload == event.payload &&
                       before->record.event.requested == event.requested));
  const std::uint64_t ticket = reaction_.ticket = ++tickets_;
  if (known) {
    acknowledge(ticket, tier);
    return {};
  }
  const bool from_visit = before != nullptr && before->tier == Tier::visit;
  auto seen = seen_in(before, event.payload, writer_, version);
  RawRecord record = stamped(std::move(event), item.sync != SyncRule::never);
  record.seen = std::move(seen);
  // It is the newest, even where a wrong clock had stamped what is there with a later time.
  if (before != nullptr && before->newest_stamp() >= record.at)
    record.at = successor(before->newest_stamp(), writer_);
  const Entry& entry = state_.project(record, 0, /*saved=*/false, tier);
  changed(item.key);
  std::vector<Writing> writing;
  switch (tier) {
    case Tier::local:
    case Tier::persistent:
      writing.push_back({std::move(record), tier, ticket, from_visit});
      persist(std::move(writing), {.durability = item.durability});
      break;
    case Tier::visit:
      put_visit(entry, ticket);
      break;
    case Tier::memory:
    case Tier::none:
      acknowledge(ticket, Tier::memory);
      break;
  }
  return {};
}

Error Engine::react(Done& act) {
  const auto it = pending_.find(act.id);
  if (it == pending_.end() || std::holds_alternative<ReadPending>(it->second))
    return {Errc::unknown_effect, {}};
  Pending pending = std::move(pending_.extract(it).mapped());
  if (auto* written = std::get_if<PersistPending>(&pending)) {
    persisted(*written, act);
  } else if (const auto* visit = std::get_if<VisitPending>(&pending)) {
    Entry* entry = state_.find(visit->slot);
    if (entry != nullptr) {
      entry->for_each_standing([&](Kept& kept) { visit_done(kept, act.ok); });
    }
    acknowledge(visit->ticket, act.ok ? Tier::visit : Tier::memory);
  } else if (auto* sending = std::get_if<SendPending>(&pending)) {
    sent(std::move(*sending), act);
  } else if (const auto* snapshot = std::get_if<SnapshotPending>(&pending)) {
    snapshot_written(*snapshot, act.ok);
  } else if (auto* forgetting = std::get_if<ForgetPending>(&pending)) {
    --forgetting_;
    if (act.ok) {
      compaction_.forgotten = std::max(compaction_.forgotten, compaction_.generation + 1);
    } else {
      unforgotten_.merge(forgetting->keys);
      write_later();
    }
    snapshot_if_due();
  }
  return {};
}

Error Engine::react(PeerAdvanced&) {
  if (!ready()) return {};
  if (reading_)
    read_again_ = true;
  else
    read_on();
  return {};
}

Error Engine::react(Role& act) {
  leader_ = act.leader;
  sends_ = act.sends;
  leading_ = false;
  if (sends_ || leader_) {
    PeerAdvanced look;
    react(look);
  }
  pump();
  return {};
}

Error Engine::react(Online& act) {
  online_ = act.online;
  if (online_ && !told_to_wait_) send_again_ = {};
  pump();
  return {};
}

Error Engine::react(Signal& act) {
  who_.gpc = act.gpc || (policy_.heeds_dnt && act.dnt);
  return {};
}

Error Engine::react(Account& act) {
  session_ = act.subject == profile_ && profile_ != guest_profile;
  const bool enrolled = session_ ? act.enrolled : who_.enrolled;
  if (enrolled != who_.enrolled) {
    who_.enrolled = enrolled;
    if (ready()) circumstances_changed();
  }
  pump();
  return {};
}

Error Engine::react(Tick&) {
  if (!ready()) return {};
  wake_ = {};
  if (!state_.entries().empty()) wake_at(review_again_);
  retry_writes();
  snapshot_if_due();
  announce_decision();
  pump();
  return {};
}

std::vector<ValueView> Engine::values(std::string_view item, std::string_view entity) const {
  return values_of(state_, policy_, item, entity);
}

std::vector<VersionView> Engine::versions(std::string_view item, std::string_view entity) const {
  return versions_of(state_, policy_, item, entity);
}

std::vector<StoredView> Engine::stored(std::string_view language) const {
  return stored_in(state_, policy_, who_.enrolled, language);
}

bool Engine::allows(std::size_t category) const {
  if (category >= decision_.keys.size()) return false;
  const std::uint32_t bits = who_.gpc ? decision_.bits & ~decision_.gpc : decision_.bits;
  return ((bits >> category) & 1U) != 0;
}

Status Engine::status() const {
  Status out{.queued = outbox_.size(), .corrupt = corrupt_, .session = session_};
  for (const PersistPending& pending : unwritten_)
    out.unsaved += pending.records.size();
  constexpr std::array<std::string_view, 6> reasons{"other",       "quota",   "closed",
                                                    "unavailable", "blocked", "network"};
  if (out.unsaved > 0) out.reason = reasons[static_cast<std::size_t>(last_failure_)];
  return out;
}

}  // namespace carrel
