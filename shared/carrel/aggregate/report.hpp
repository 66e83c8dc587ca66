// What leaves a device: one answer, its size the same for every value. Format:
// docs/formats/aggregate.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "carrel/aggregate/metric.hpp"
#include "carrel/aggregate/subset_selection.hpp"
#include "carrel/base/result.hpp"

namespace carrel {

using Identifier = std::array<std::uint8_t, 16>;

SubsetSelection mechanism_of(const Task& task);

// Names all that an estimate depends on: the policy's id, metric, course, epoch, encoding, buckets,
// parts, symbols, size, odds. A device and a server that disagree have no task in common.
Identifier task_id(std::string_view policy_id, const Task& task, std::uint32_t epoch);

struct Report {
  Identifier task{};
  Identifier id{};  // random
  std::uint16_t part = 0;
  Bytes symbols;  // a bitmap
  friend bool operator==(const Report&, const Report&) = default;
};

inline constexpr std::uint8_t report_format = 1;
inline constexpr std::size_t max_report_bytes = 1 + 16 + 16 + 2 + max_symbols / 8;

std::size_t report_bytes(const Task& task);
Bytes write_report(const Report& report);

// Whose task it is; nothing for what is no report.
std::optional<Identifier> task_of(ByteView report);
// corrupt: not of this task, another length, a part that it has not, other than `size` symbols.
Result<Report> read_report(ByteView bytes, const Identifier& id, const Task& task);

}  // namespace carrel
