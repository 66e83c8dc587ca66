// What a load prints: how much was done a second, and how long each exchange took.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

namespace carrel::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

// JSON: NAME, of `each` a time, and p50 and p99 in milliseconds. Throws where there is no time.
void print_times(std::string_view name, std::size_t each, std::vector<double> times,
                 std::chrono::seconds measured);

}  // namespace carrel::bench
