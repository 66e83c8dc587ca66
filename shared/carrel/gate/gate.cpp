#include "carrel/gate/gate.hpp"

#include <string>
#include <utility>

namespace carrel {
namespace {

// The person's answer to "your draft is still here": it stays because they asked for it.
bool kept_on_request(const PolicyItem& item, const Payload& payload) {
  const auto* draft = std::get_if<DraftValue>(&payload);
  return draft != nullptr && item.on_withdraw == OnWithdraw::ask &&
         draft->state == DraftState::kept;
}

Disposition after_withdrawal(OnWithdraw rule) {
  switch (rule) {
    case OnWithdraw::erase:
      return Disposition::erase;
    case OnWithdraw::visit:
      return Disposition::demote;
    case OnWithdraw::ask:
      return Disposition::ask;
    case OnWithdraw::keep:
      return Disposition::keep;
  }
  return Disposition::erase;
}

}  // namespace

bool Gate::permitted(const Circumstances& who, bool gpc, const PolicyItem& item,
                     Instant now) const {
  return ruling(*policy_, who.where, who.consent, gpc, item.purpose_for(who.enrolled), now).allowed;
}

Result<Admitted> Gate::admit(const Circumstances& who, Event event, Instant now) const {
  const PolicyItem* item = policy_->find_item(event.item);
  if (item == nullptr || is_built_in(*item)) return fail(Errc::unknown_item);
  if (!is_entity(event.entity)) return fail(Errc::bad_entity, item->key);
  if (auto fits = conforms(item->shape, event.payload, item->key); !fits)
    return std::unexpected(std::move(fits).error());

  if (permitted(who, who.gpc, *item, now)) return Admitted(*item, std::move(event), item->tier);
  if (kept_on_request(*item, event.payload))
    return Admitted(*item, std::move(event), Tier::persistent);
  switch (item->if_refused) {
    case IfRefused::visit:
      return Admitted(*item, std::move(event), Tier::visit);
    case IfRefused::memory:
      return Admitted(*item, std::move(event), Tier::memory);
    case IfRefused::drop:
      break;
  }
  return fail(Errc::not_permitted, item->key);
}

Admitted Gate::admit(ConsentValue choice) const {
  const PolicyItem& item = *policy_->find_item(consent_item);
  return {item, Event{item.key, "profile", std::move(choice)}, item.tier};
}

Admitted Gate::admit(TransferValue transfer, std::string entity) const {
  const PolicyItem& item = *policy_->find_item(transfer_item);
  return {item, Event{item.key, std::move(entity), std::move(transfer)}, item.tier};
}

Admitted Gate::admit(AgeValue age) const {
  const PolicyItem& item = *policy_->find_item(age_item);
  return {item, Event{item.key, "profile", std::move(age)}, item.tier};
}

Disposition Gate::disposition(const Circumstances& who, const RawRecord& raw, Instant now) const {
  const PolicyItem* item = policy_->find_item(raw.event.item);
  if (item == nullptr || !is_entity(raw.event.entity)) return Disposition::quarantine;
  if (is_built_in(*item))
    return shape_of(raw.event.payload) == item->shape.shape ? Disposition::keep
                                                            : Disposition::quarantine;
  if (!conforms(item->shape, raw.event.payload, item->key)) return Disposition::quarantine;
  // Unasked, expired or another policy: nothing new is stored or sent, but what is there waits for
  // the person's answer. Only a choice that refuses sets the withdrawal rule in motion.
  // GPC stops use, but it is not the person's own choice: it erases nothing.
  // Nor does what a place, an age or a school takes away.
  const bool refused =
      refuses(*policy_, who.where, who.consent, item->purpose_for(who.enrolled), now) &&
      !kept_on_request(*item, raw.event.payload);
  return refused ? after_withdrawal(item->on_withdraw) : Disposition::keep;
}

std::optional<Readmission> Gate::readmit(const Circumstances& who, const RawRecord& raw,
                                         Instant now) const {
  const Disposition found = disposition(who, raw, now);
  if (found == Disposition::quarantine) return {};
  const PolicyItem& item = *policy_->find_item(raw.event.item);
  const Tier tier = found == Disposition::demote ? Tier::visit : item.tier;
  return Readmission{found, Admitted(item, raw.event, tier)};
}

Result<void> Gate::sendable(const Circumstances& who, const Admitted& event, Instant now) const {
  const PolicyItem& item = event.item();
  const auto refuse = [&](std::string_view why) {
    return fail(Errc::not_permitted, item.key + ": " + std::string(why));
  };
  if (item.sync == SyncRule::never) return refuse("never leaves the device");
  if (!who.enrolled) return refuse("leaves only for an enrolled subject");
  // Holds beyond its end: a choice that has lapsed is no leave to send.
  const bool on_device = who.consent.value.choice == Choice::on_device;
  if (on_device && !event.requested()) return refuse("everything is kept on the device");
  if (!permitted(who, who.gpc, item, now))
    return refuse("purpose " + policy_->purposes[item.purpose_for(true)].key + " is not granted");
  return {};
}

bool Gate::permits(const Circumstances& who, const Category& category, Instant now) const {
  const PurposeSet set = permitted_purposes(*policy_, who.consent, who.gpc, now, who.where);
  bool any = category.required;
  for (std::size_t p = 0; p < policy_->purposes.size(); ++p) {
    if (policy_->purposes[p].category >= policy_->categories.size() ||
        &policy_->category_of(p) != &category)
      continue;
    if (((set >> p) & 1) == 0) return false;
    any = true;
  }
  return any;
}

}  // namespace carrel
