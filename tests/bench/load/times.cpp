#include "load/times.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace carrel::bench {
namespace {

double quantile(const std::vector<double>& sorted, double q) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(q * last)];
}

}  // namespace

void print_times(std::string_view name, std::size_t each, std::vector<double> times,
                 std::chrono::seconds measured) {
  if (times.empty()) throw std::runtime_error("nothing was kept");
  std::ranges::sort(times);
  const auto kept = static_cast<double>(times.size() * each);
  std::printf(R"({"%s":%.0f,"p50":%.3f,"p99":%.3f})"
              "\n",
              std::string(name).c_str(), kept / static_cast<double>(measured.count()),
              quantile(times, 0.5), quantile(times, 0.99));
}

}  // namespace carrel::bench
