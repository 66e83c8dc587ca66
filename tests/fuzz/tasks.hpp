// The tasks whose reports the target `report` reads, and its seeds are of.
#pragma once

#include "carrel/aggregate/report.hpp"

namespace carrel::test {

inline std::vector<Task> sample_tasks() {
  return {
      {"failed", "course", Encoding::last, 30, 1, {}, {7, 1}, 100},
      {"drop_off", "course", Encoding::last, 1, 20, {}, {7, 1}, 100},
      {"time", "course", Encoding::sum, 4, 3, {15, 60, 3600}, {19, 7}, 100},
      {"hour", "", Encoding::pick, 1, 23, {}, {7, 1}, 100},
      {"largest", "", Encoding::pick, max_parts, max_symbols - 1, {}, {65'535, 65'534}, 100},
  };
}

inline Identifier id_of(const Task& task) {
  return task_id("fuzz", task, 1);
}

}  // namespace carrel::test
