#include "aggregate/task_index.hpp"

#include <vector>

namespace carrel::server {
namespace {

constexpr Duration horizon = Duration::days(400);

struct Epochs {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

Epochs within_reach(const Calendar& calendar, Instant now) {
  const auto present = calendar.epoch_at(now);
  if (!present) return {0, 0};
  const auto first = calendar.epoch_at({now.ms - horizon.ms});
  return {first.value_or(0), *present + 1};
}

}  // namespace

std::optional<KnownTask> TaskIndex::find(const Identifier& id, Instant now) {
  const std::scoped_lock lock(mutex_);
  for (const std::string& policy : plans_.policies()) {
    const Epochs epochs = within_reach(plans_.of(policy)->calendar, now);
    const auto known_among = [&]() -> std::optional<KnownTask> {
      const auto found = known_.find(id);
      if (found == known_.end() || found->second.policy != policy ||
          found->second.epoch < epochs.first || found->second.epoch > epochs.last)
        return {};
      return found->second;
    };
    if (auto found = known_among()) return found;
    for (std::uint32_t epoch = epochs.last + 1; epoch-- > epochs.first;) {
      if (!learnt_.emplace(policy, epoch).second) continue;
      learn(policy, epoch);
      if (auto found = known_among()) return found;
    }
  }
  return {};
}

void TaskIndex::learn(const std::string& policy, std::uint32_t epoch) {
  for (const Task* task : plans_.tasks(policy))
    known_.emplace(task_id(policy, *task, epoch),
                   KnownTask{policy, epoch, task, plans_.of(policy)});
}

}  // namespace carrel::server
