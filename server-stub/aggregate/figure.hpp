// A figure as it is released: integers alone, whatever the mechanism that it comes from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/aggregate/odds.hpp"
#include "carrel/base/time.hpp"

namespace carrel::server {

// Shares of the learners, in parts per million.
struct Cell {
  std::int64_t estimate = 0;
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t share = 0;
  friend bool operator==(const Cell&, const Cell&) = default;
};

struct Figure {
  std::string metric;
  std::string course;  // empty: of the site
  std::uint32_t part = 0;
  std::uint32_t parts = 0;
  std::uint32_t symbols = 0;
  std::uint32_t size = 0;
  std::string_view mechanism;
  Odds odds;
  std::uint64_t learners = 0;
  std::uint64_t needed = 0;
  std::uint32_t min_batch = 0;
  std::int64_t half_width = 0;  // parts per million; 0: there are no learners
  std::vector<Cell> cells;      // none: withheld
  friend bool operator==(const Figure&, const Figure&) = default;
};

struct Release {
  std::string_view policy;
  std::uint32_t epoch = 0;
  Instant from, to;
};

std::string release_text(const Release& release, std::span<const Figure> figures);

}  // namespace carrel::server
