// The faults that strike at once; the others are armed and strike the next time there is occasion.
#include <algorithm>
#include <iterator>

#include "world.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::sim {

void World::strike(const Step& step) {
  if (step.fault == Fault::browser_crash) return crash();
  const bool in_channel =
      step.fault == Fault::message_dropped || step.fault == Fault::message_delayed;
  const bool of_leader = step.fault == Fault::leader_frozen;
  Tab* tab = any(step.tab, [&](const Tab& one) {
    return one.live() && (!in_channel || one.has_messages()) && (!of_leader || one.leader);
  });
  if (tab == nullptr) return;
  switch (step.fault) {
    case Fault::tab_crash:
      happened(step.fault);
      return tab->crash();
    case Fault::disk_full:
      disk(tab->profile()).full_until = step_ + step.what % 16;
      return;
    case Fault::frame_damaged:
      return damage(*tab, step.what);
    case Fault::tab_frozen:
      happened(step.fault);
      return tab->freeze_until(step_ + step.what % 24);
    case Fault::leader_frozen:
      happened(step.fault);
      return tab->freeze_until(step_ + step.what % 60);
    case Fault::clock_jump:
      happened(step.fault);
      now_ = now_ + Duration::seconds(static_cast<std::int64_t>(step.what % 14'400) - 7'200);
      return;
    case Fault::message_dropped:
      return tab->drop_message();
    case Fault::message_delayed:
      return tab->delay_messages(step_ + step.what % 16);
    default:
      tab->arm(step.fault);
  }
}

// All tabs at once: what was under way, the visits and the newest of localStorage are lost.
void World::crash() {
  happened(Fault::browser_crash);
  for (Tab& tab : tabs_) {
    tab.crash();
    tab.end_visit();
  }
  local = flushed_;
  if (has(Bug::write_lost_at_crash))
    for (auto& [profile, disk] : disks_)
      if (!disk.journal.empty()) disk.journal.erase(std::prev(disk.journal.end()));
  for (const auto& [profile, model] : models_)
    check_disk(profile);
}

// One bit. A lost absence would leave nothing to check against.
void World::damage(Tab& tab, std::uint32_t what) {
  auto& journal = disk(tab.profile()).journal;
  if (journal.empty()) return;
  const auto place = static_cast<std::ptrdiff_t>(what % journal.size());
  auto& [key, frame] = *std::next(journal.begin(), place);
  const auto record = decode_frame(frame);
  if (!record || record->event.item == use_item) return;
  const std::uint32_t bit = what / 7 % (static_cast<std::uint32_t>(frame.size()) * 8);
  frame[bit / 8] = static_cast<std::uint8_t>(frame[bit / 8] ^ (1U << (bit % 8)));
  happened(Fault::frame_damaged);
  Model& known = model(tab.profile());
  known.unreadable.insert(key);
  known.damaged.insert(slot_of(record->event));
  known.promises.erase(slot_of(record->event));
  known.standing.erase(slot_of(record->event));
}

}  // namespace carrel::sim
