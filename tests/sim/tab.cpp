// The tab's life, and what it takes from its engine.
#include "tab.hpp"

#include <algorithm>

#include "trace.hpp"
#include "world.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::sim {
namespace {

bool kept(Tier tier) {
  return tier == Tier::local || tier == Tier::persistent;
}

}  // namespace

bool Tab::frozen() const {
  return world_->step() < frozen_until_;
}

Disk& Tab::disk() {
  return world_->disk(profile_);
}

Model& Tab::model() const {
  return world_->model(profile_);
}

void Tab::open(const std::string& profile) {
  before_ = profile_.empty() ? profile : profile_;
  profile_ = profile;
  engine_ = world_->engine(profile);
  if (!engine_) return;
  Opened stores = world_->stores(profile);
  for (const auto& [key, bytes] : sessions_[profile])
    stores.visit.push_back(bytes);
  send(std::move(stores));
  send(Online{true});
  if (profile != guest_profile) send(Account{profile, true});
}

void Tab::leave(std::uint32_t finished) {
  for (; finished > 0 && !lanes_[store].empty(); --finished)
    carry_out(store);
  crash();
}

void Tab::crash() {
  engine_.reset();
  for (auto& lane : lanes_)
    lane.clear();
  messages_.clear();
  late_.clear();
  own_keys_.clear();
  armed_.clear();
  promised_.clear();
  choosing_.clear();
  looked_at_.clear();
  wake_ = {};
  frozen_until_ = read_choice_ = 0;
  leader = stands_in = false;
}

void Tab::end_visit() {
  visited_.clear();
  if (!world_->has(Bug::visit_survives)) sessions_.clear();
}

std::uint64_t Tab::look(const Slot& slot) {
  std::uint64_t now = 1;
  for (const ValueView& view : engine_->values(slot.item, slot.entity))
    if (slot_of(view.event) == slot) now = view.event.version;
  const auto [known, first] = looked_at_.try_emplace(slot, now);
  return first ? now : std::exchange(known->second, now);
}

Chosen Tab::known() const {
  return model().choice_up_to(read_choice_);
}

bool Tab::permits(const RawRecord& statement) const {
  const auto allows = [&](const Chosen& chosen) {
    return chosen.permits(statement.event.item, model().enrolled) &&
           (chosen.choice != Choice::on_device || statement.event.requested);
  };
  return allows(known()) &&
         std::ranges::all_of(choosing_, [&](const auto& one) { return allows(one.second); });
}

void Tab::send(decltype(Command::act) act) {
  const bool answers = std::holds_alternative<Done>(act) || std::holds_alternative<FramesRead>(act);
  std::optional<Slot> slot;
  if (const auto* event = std::get_if<Event>(&act)) slot = slot_of(*event);
  const auto* choose = std::get_if<Choose>(&act);
  const Chosen chosen =
      choose == nullptr ? Chosen{}
                        : Chosen{choose->change.choice,
                                 {choose->change.purposes.begin(), choose->change.purposes.end()}};

  if (world_->trace != nullptr) world_->tell(*this, told(act));
  Reaction reaction = engine_->handle({world_->moment(), std::move(act)});
  if (world_->trace != nullptr)
    for (const Effect& effect : reaction.effects)
      world_->tell(*this, "  -> " + told(effect));
  const bool accepted = reaction.error.code == Errc::none;
  if (answers && !accepted) world_->violate("the engine does not know what it is answered");
  if (accepted && slot) expect_promise(reaction.ticket, reaction.effects, *slot);
  if (accepted && choose != nullptr) {
    choosing_.emplace(reaction.ticket, chosen);
    expect_promise(reaction.ticket, reaction.effects, {std::string(consent_item), "profile", {}});
  }
  for (Effect& effect : reaction.effects)
    take(std::move(effect));
}

// Which record the ticket is about: what was asked to be stored for this slot.
void Tab::expect_promise(std::uint64_t ticket, const Effects& effects, const Slot& slot) {
  for (const Effect& effect : effects) {
    const auto* persist = std::get_if<Persist>(&effect.act);
    const auto* put = std::get_if<PutTier>(&effect.act);
    if (persist != nullptr && !persist->frames.empty()) {
      const auto record = decode_frame(persist->frames.front());
      if (record && record->event.item == slot.item && record->event.entity == slot.entity)
        promised_.emplace(ticket, *record);
    } else if (put != nullptr && !put->bytes.empty()) {
      const auto records = decode_frames(put->bytes).records;
      const auto newest = std::ranges::max_element(records, {}, &RawRecord::at);
      if (newest != records.end() && slot_of(newest->event) == slot)
        promised_.emplace(ticket, *newest);
    }
  }
}

void Tab::take(Effect effect) {
  if (const auto* persist = std::get_if<Persist>(&effect.act)) {
    for (const Bytes& frame : persist->frames)
      if (const auto record = decode_frame(frame)) model().written(*record);
    lanes_[store].push_back(std::move(effect));
  } else if (std::holds_alternative<WriteSnapshot>(effect.act) ||
             std::holds_alternative<Forget>(effect.act)) {
    if (!leader && std::holds_alternative<WriteSnapshot>(effect.act))
      world_->violate("a snapshot is written by a tab that does not hold the lock");
    lanes_[store].push_back(std::move(effect));
  } else if (const auto* put = std::get_if<PutTier>(&effect.act)) {
    for (const RawRecord& record : decode_frames(put->bytes).records) {
      model().written(record);
      model().in_visit.emplace(record.writer, record.seq);
      visited_.emplace(profile_, slot_of(record.event));
    }
    lanes_[tiers].push_back(std::move(effect));
  } else if (std::holds_alternative<Read>(effect.act)) {
    lanes_[reads].push_back(std::move(effect));
  } else if (const auto* request = std::get_if<Send>(&effect.act)) {
    if (!leader && !stands_in) world_->violate("a tab sends that was not told to");
    check_request(*request);
    lanes_[sends].push_back(std::move(effect));
  } else if (const auto* acknowledge = std::get_if<Acknowledge>(&effect.act)) {
    acknowledged(*acknowledge);
  } else if (const auto* wake = std::get_if<Wake>(&effect.act)) {
    wake_ = wake->at;
  }
}

void Tab::acknowledged(const Acknowledge& effect) {
  choosing_.erase(effect.ticket);
  const auto promise = promised_.extract(effect.ticket);
  if (promise.empty() || !kept(effect.saved)) return;
  const RawRecord& record = promise.mapped();
  if (!std::holds_alternative<ConsentValue>(record.event.payload))
    model().promised(record, read_choice_);
  else if (!model().consents.contains(record.at))
    world_->violate("a choice was acknowledged and is not durable");
}

void Tab::check_request(const Send& request) const {
  for (const auto& [id, content] : contents_of(request)) {
    if (request.method == "PUT") {
      if (known().choice == Choice::on_device) world_->violate("a consent record left the device");
      continue;
    }
    const auto it = model().statements.find(id);
    if (it == model().statements.end())
      world_->violate("a statement left that is not of " + profile_);
    else if (!permits(it->second))
      world_->violate("a statement of " + it->second.event.item + " left without permission");
  }
}

}  // namespace carrel::sim
