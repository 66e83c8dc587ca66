// How many reports are taken: so many a second on average, a minute's worth at once. It keeps a
// flood from filling the disk and from holding up what learners save. Who sends is not looked at,
// so it does not keep anybody from inventing learners.
#pragma once

#include <cstdint>
#include <mutex>

#include "carrel/base/time.hpp"

namespace carrel::server {

// Callable by several threads at once.
class Allowance {
 public:
  static constexpr std::int64_t seconds_at_once = 60;

  explicit Allowance(std::int64_t each_second)
      : each_second_(each_second), left_(each_second * seconds_at_once * 1000) {}

  // False where nothing is left for one more.
  bool take(Instant now);

 private:
  std::mutex mutex_;
  std::int64_t each_second_;
  std::int64_t left_;  // thousandths of a report
  Instant filled_;
};

}  // namespace carrel::server
