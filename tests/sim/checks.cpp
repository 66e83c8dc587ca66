// What holds at every step, and what a fresh engine must find on the disk.
#include <algorithm>
#include <set>

#include "world.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::sim {

void World::check_tabs() {
  for (Tab& tab : tabs_) {
    if (!tab.live()) continue;
    for (const auto& [ticket, chosen] : tab.choosing())
      model(tab.profile()).withdraw(chosen);
    if (!tab.ready()) continue;
    const Chosen known = tab.known();
    for (const std::string& purpose : tab.engine().granted_purposes())
      if (!known.purposes.contains(purpose))
        violate(purpose + " is permitted before a durable choice says so");
    for (const ValueView& view : tab.engine().values({}, {})) {
      const Slot slot = slot_of(view.event);
      if (view.tier == Tier::memory) continue;  // no store has heard of it
      if (view.saved && !is_own(model(tab.profile()), view))
        violate(tab.profile() + " is shown a foreign " + slot.item);
      if (view.tier == Tier::visit && !tab.stored_in_this_visit(slot))
        violate(slot.item + " of an earlier visit is back");
    }
  }
}

void World::check_disk(const std::string& profile) {
  const Disk& disk = disks_[profile];
  const Model& known = model(profile);
  std::set<std::pair<WriterId, Seq>> seen;
  FramesRead frames{{}, {}, true};
  for (const auto& [key, bytes] : disk.journal) {
    frames.frames.push_back({key, bytes});
    const auto record = decode_frame(bytes);
    if (!record || record->writer == WriterId{}) continue;
    const std::pair identity{record->writer, record->seq};
    if (!seen.insert(identity).second && !known.in_visit.contains(identity))
      violate("two frames are one record of " + record->event.item);
  }
  if (known.promises.empty()) return;

  auto fresh = engine(profile);
  if (!fresh) return;
  const Reaction reaction = fresh->handle({moment(), stores(profile)});
  for (const Effect& effect : reaction.effects)
    if (const auto* read = std::get_if<Read>(&effect.act)) {
      frames.id = effect.id;
      frames.compaction = disk.compaction;
      std::erase_if(frames.frames, [&](const StoredFrame& one) { return one.key <= read->after; });
      if (disk.compaction.deleted_to > read->known) frames.snapshots = disk.newest_first();
    }
  fresh->handle({moment(), std::move(frames)});
  if (!fresh->ready()) return violate("a fresh engine does not open");
  const std::vector<ValueView> values = fresh->values({}, {});
  check_merged(known, values);
  std::map<Slot, Event> shown;
  for (const ValueView& view : values)
    shown.emplace(slot_of(view.event), view.event);
  for (const ValueView& view : values)
    // Of what an older snapshot brings back nobody can tell by a choice that nobody can read.
    if (known.must_be_gone(slot_of(view.event), view.at) && !known.lost_a_choice())
      violate(view.event.item + " has ended and is read");
  for (const auto& [slot, at] : known.promises) {
    if (known.damaged.contains(slot)) continue;
    const auto it = shown.find(slot);
    if (it == shown.end())
      violate("an acknowledged " + slot.item + " is lost");
    else if (!known.standing.contains(slot) && !known.knows(it->second, at))
      violate("an acknowledged " + slot.item + " gave way to an older one");
  }
}

}  // namespace carrel::sim
