#include "carrel/journal/slot.hpp"

#include <algorithm>

namespace carrel {

Slot slot_of(const Event& event) {
  if (const auto* choice = std::get_if<ConsentValue>(&event.payload))
    return {event.item, event.entity,
            choice->id.is_nil() ? std::to_string(choice->at.ms) : choice->id.text()};
  return {event.item, event.entity, sub_slot(event.payload)};
}

void add_key(std::vector<std::uint64_t>& keys, std::uint64_t key) {
  if (key == 0) return;
  const auto at = std::ranges::lower_bound(keys, key);
  if (at == keys.end() || *at != key) keys.insert(at, key);
}

}  // namespace carrel
