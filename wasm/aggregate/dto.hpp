// The value objects that cross the boundary of the ledger. Times are in milliseconds since 1970.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "carrel/base/bytes.hpp"

namespace carrel::wasm {

struct PlanDto {
  std::string policy;
  std::int64_t from = 0;
  std::int32_t term_days = 0;
  std::uint32_t epochs = 0;
  std::int32_t send_days = 0;
  std::int32_t collect_days = 0;
  std::int32_t keep_days = 0;
  std::uint32_t course = 0;  // draws
  std::uint32_t site = 0;
};

struct TaskDto {
  std::string metric;
  std::string course;    // empty: the site
  std::string encoding;  // last, pick, sum
  std::uint32_t parts = 0;
  std::uint32_t cells = 0;
  std::vector<std::int64_t> buckets;
  std::uint32_t num = 0;
  std::uint32_t den = 0;
  std::uint32_t min_batch = 0;
  std::vector<std::int64_t> notes;  // part and what is noted, by turns
};

struct DueDto {
  Bytes id;
  Bytes report;
  std::string course;
  std::string metric;
};

struct DebitDto {
  std::string course;
  std::string metric;
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::uint32_t num = 0;
  std::uint32_t den = 0;
  std::int64_t at = 0;
  std::string state;  // dropped, waiting, sent
  std::int64_t send_at = 0;
};

}  // namespace carrel::wasm
