// What holds once everything is delivered: tabs agree, and what was withdrawn is nowhere.
#include <optional>

#include "world.hpp"

#include "carrel/journal/frame.hpp"
#include "carrel/journal/snapshot.hpp"

namespace carrel::sim {
namespace {

bool is_shared(const ValueView& view) {
  if (ends_draft(view.event.payload)) return false;  // goes with the tabs that may not know yet
  return view.tier == Tier::local || view.tier == Tier::persistent;
}

std::map<Slot, ValueView> values_of(const Tab& tab) {
  std::map<Slot, ValueView> out;
  for (const ValueView& view : tab.engine().values({}, {}))
    out.emplace(slot_of(view.event), view);
  return out;
}

}  // namespace

void World::check_at_rest(const std::string& profile) {
  std::optional<std::map<Slot, ValueView>> first;
  for (Tab& tab : tabs_) {
    if (!tab.ready() || tab.profile() != profile) continue;
    if (tab.engine().status().unsaved > 0) violate("what could be saved is not");
    for (const ValueView& view : tab.engine().values({}, {}))
      if (view.tier != Tier::visit && model(profile).must_be_gone(slot_of(view.event), view.at))
        violate(view.event.item + " has ended and is shown");
    auto values = values_of(tab);
    if (!first) {
      first = std::move(values);
      continue;
    }
    // One may have read what the other cannot.
    if (model(profile).lost_a_choice()) continue;
    // What one has in its visit the other need not have.
    const auto compare = [&](const auto& some, const auto& others) {
      for (const auto& [slot, view] : some) {
        if (!is_shared(view) || model(profile).damaged.contains(slot)) continue;
        if (model(profile).may_be_withdrawn(slot.item)) continue;
        const auto it = others.find(slot);
        if (it == others.end())
          violate("only one tab has this " + slot.item);
        else if (is_shared(it->second) && it->second.event.payload != view.event.payload)
          violate("two tabs differ in " + slot.item);
      }
    };
    compare(*first, values);
    compare(values, *first);
  }
  if (first) check_withdrawn(profile);
}

void World::check_withdrawn(const std::string& profile) {
  const Disk& disk = disks_[profile];
  const Model& known = model(profile);
  // Nobody erases by a choice that nobody can read.
  if (known.lost_a_choice()) return;
  const Chosen chosen = known.choice();
  const auto check = [&](const RawRecord& record, const std::string& where) {
    if (chosen.withdraws(record.event.item, known.enrolled) && record.event.item != consent_item &&
        record.event.item != transfer_item && record.event.item != use_item)
      violate(record.event.item + " was withdrawn and is still in the " + where);
    if (known.must_be_gone(slot_of(record.event), record.at.instant()))
      violate(record.event.item + " has ended and is still in the " + where);
    if (known.was_erased(record.event.item, record.at))
      violate(record.event.item + " was deleted and is still in the " + where);
  };
  for (const auto& [key, bytes] : disk.journal)
    if (const auto record = decode_frame(bytes)) check(*record, "journal");
  for (const auto& [generation, bytes] : disk.snapshots)
    if (const auto snapshot = decode_snapshot(bytes))
      for (const HeldRecord& held : snapshot->records)
        check(held.record, "snapshot");
  const std::string preference = "pref.text_size";
  if (chosen.withdraws(preference, known.enrolled) &&
      local.contains("carrel/" + profile + "/pref/" + preference))
    violate(preference + " was withdrawn and is still in localStorage");
}

}  // namespace carrel::sim
