// What instructors may learn, as the policy declares it. Format: docs/formats/aggregate.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/aggregate/odds.hpp"
#include "carrel/base/time.hpp"

namespace carrel {

// How what a device has noted becomes the one symbol that it reports. Symbol 0: nothing.
enum class Encoding : std::uint8_t {
  none,
  last,  // the greatest cell that was marked
  pick,  // one of the marked cells, drawn by the device
  sum,   // the bucket that the amount lies in: symbol i from the i-th threshold on
};

// What is asked of a learner in one course, or, where `course` is empty, on the whole site. Each
// device answers for one of the parts, which it draws.
struct Task {
  std::string metric;
  std::string course;
  Encoding encoding = Encoding::none;
  std::uint32_t parts = 0;                 // 1 to max_parts
  std::uint32_t cells = 0;                 // without symbol 0; 1 to max_symbols − 1
  std::vector<std::int64_t> buckets = {};  // sum: ascending thresholds, `cells` of them
  Odds odds;
  std::uint32_t min_batch = 0;  // reports of a part below which nothing is released
  friend bool operator==(const Task&, const Task&) = default;
};

inline constexpr std::uint32_t max_parts = 512;
inline constexpr std::uint32_t min_batch_floor = 100;
inline constexpr std::uint32_t max_epochs = 13;  // of a term
inline constexpr std::size_t max_tasks = 64;     // of one course, or of the site
inline constexpr std::size_t max_name = 64;      // bytes of a metric's and a course's key

// Terms follow each other; each has `epochs` of equal length. A report is about one epoch.
struct Calendar {
  Instant from;                   // of epoch 0
  std::int32_t term_days = 0;     // 28 to 366, a multiple of `epochs`
  std::uint32_t epochs = 0;       // of a term: 1 to max_epochs
  std::int32_t send_days = 0;     // after its end: reports are sent at a time drawn in these
  std::int32_t collect_days = 0;  // after its end: the server takes reports until then
  std::int32_t keep_days = 0;     // after the collection: raw reports are deleted
  friend bool operator==(const Calendar&, const Calendar&) = default;

  Duration epoch_length() const {
    return Duration::days(term_days / static_cast<std::int32_t>(epochs));
  }
  Instant begins(std::uint32_t epoch) const { return {from.ms + epoch_length().ms * epoch}; }
  Instant ends(std::uint32_t epoch) const { return begins(epoch + 1); }
  Instant collected(std::uint32_t epoch) const {
    return ends(epoch) + Duration::days(collect_days);
  }
  std::optional<std::uint32_t> epoch_at(Instant at) const;  // nothing before the first
};

// Of its tasks a device answers `course` in each course and `site` on the site.
struct Draws {
  std::uint32_t course = 0;
  std::uint32_t site = 0;
  friend bool operator==(const Draws&, const Draws&) = default;
};

// Within its bounds: names, sizes, odds above 1, at least min_batch_floor.
bool is_valid(const Task& task);
bool is_valid(const Calendar& calendar);

// The odds of the dearest of the tasks: what as many draws of them come to at most.
std::vector<Odds> dearest(const std::vector<Task>& tasks, std::uint32_t draws);

// Whether `course` draws of the tasks of one course and `site` draws of the site's, whichever they
// are, stay within highest_odds over a term. Exact; false for epochs out of bounds.
bool within_budget(const std::vector<Task>& course, const std::vector<Task>& site, Draws draws,
                   std::uint32_t epochs);

}  // namespace carrel
