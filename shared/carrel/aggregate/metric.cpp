#include "carrel/aggregate/metric.hpp"

#include <algorithm>

#include "carrel/aggregate/subset_selection.hpp"

namespace carrel {
namespace {

bool is_name(std::string_view text) {
  return text.size() <= max_name && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

bool is_above_one(Odds odds) {
  return odds.den > 0 && odds.num > odds.den && odds.num < max_odds_term;
}

}  // namespace

std::optional<std::uint32_t> Calendar::epoch_at(Instant at) const {
  if (at < from) return {};
  return static_cast<std::uint32_t>((at - from).ms / epoch_length().ms);
}

bool is_valid(const Task& task) {
  const auto ascends = [&] {
    return task.buckets.front() > 0 &&
           std::ranges::adjacent_find(task.buckets, std::greater_equal{}) == task.buckets.end();
  };
  const bool sums = task.encoding == Encoding::sum;
  return task.encoding != Encoding::none && is_name(task.metric) && !task.metric.empty() &&
         is_name(task.course) && task.parts >= 1 && task.parts <= max_parts && task.cells >= 1 &&
         task.cells < max_symbols && task.buckets.size() == (sums ? task.cells : 0) &&
         (!sums || ascends()) && is_above_one(task.odds) && task.min_batch >= min_batch_floor;
}

bool is_valid(const Calendar& calendar) {
  const auto lies = [](std::int32_t days, std::int32_t least, std::int32_t most) {
    return days >= least && days <= most;
  };
  return calendar.from.ms >= 0 && calendar.from <= last_instant && calendar.epochs >= 1 &&
         calendar.epochs <= max_epochs && lies(calendar.term_days, 28, 366) &&
         calendar.term_days % static_cast<std::int32_t>(calendar.epochs) == 0 &&
         lies(calendar.send_days, 1, 60) && lies(calendar.collect_days, calendar.send_days, 90) &&
         lies(calendar.keep_days, 0, 90);
}

std::vector<Odds> dearest(const std::vector<Task>& tasks, std::uint32_t draws) {
  std::vector<Odds> all;
  all.reserve(tasks.size());
  for (const Task& task : tasks)
    all.push_back(task.odds);
  std::ranges::sort(all, is_above);
  all.resize(std::min<std::size_t>(all.size(), draws));
  return all;
}

bool within_budget(const std::vector<Task>& course, const std::vector<Task>& site, Draws draws,
                   std::uint32_t epochs) {
  if (epochs < 1 || epochs > max_epochs) return false;
  std::vector<Odds> told;
  for (std::uint32_t epoch = 0; epoch < epochs; ++epoch) {
    told.append_range(dearest(course, draws.course));
    told.append_range(dearest(site, draws.site));
  }
  return within_highest(told);
}

}  // namespace carrel
