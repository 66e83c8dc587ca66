#include "aggregate/allowance.hpp"

#include <algorithm>

namespace carrel::server {

bool Allowance::take(Instant now) {
  const std::scoped_lock lock(mutex_);
  const std::int64_t waited =
      std::clamp(now.ms - filled_.ms, std::int64_t{0}, seconds_at_once * 1000);
  left_ = std::min(left_ + waited * each_second_, each_second_ * seconds_at_once * 1000);
  filled_ = now;
  if (left_ < 1000) return false;
  left_ -= 1000;
  return true;
}

}  // namespace carrel::server
