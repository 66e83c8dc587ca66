// Which task a report is of. A task has another id in each epoch.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "aggregate/plans.hpp"

#include "carrel/aggregate/report.hpp"

namespace carrel::server {

struct KnownTask {
  std::string_view policy;
  std::uint32_t epoch = 0;
  const Task* task = nullptr;
  const AggregatePlan* plan = nullptr;
};

// Callable by several threads at once. The plans outlive it.
class TaskIndex {
 public:
  explicit TaskIndex(const Plans& plans) : plans_(plans) {}

  // Of the epochs that ended in the last 400 days, of the present one and the next.
  std::optional<KnownTask> find(const Identifier& id, Instant now);

 private:
  void learn(const std::string& policy, std::uint32_t epoch);

  const Plans& plans_;
  std::mutex mutex_;
  std::map<Identifier, KnownTask> known_;
  std::set<std::pair<std::string_view, std::uint32_t>> learnt_;  // ids are computed when needed
};

}  // namespace carrel::server
