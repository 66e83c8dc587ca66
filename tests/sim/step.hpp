// What happens in a run, as a list that can be printed, replayed and shortened. A step means
// something in every world: numbers are taken modulo what is there, and what cannot be is left out.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace carrel::sim {

enum class Op : std::uint8_t {
  open,
  close,
  reload,
  record,
  grant,
  refuse,
  on_device,
  sign_in,
  sign_out,
  clock,
  away,
  deliver,
  fault,
};

enum class Fault : std::uint8_t {
  browser_crash,
  tab_crash,
  write_refused,
  disk_full,
  connection_closed,
  snapshot_torn,
  frame_damaged,
  tab_frozen,
  leader_frozen,
  clock_jump,
  message_dropped,
  message_delayed,
  network_lost,
  reply_lost,
  server_error,
};
inline constexpr std::size_t fault_kinds = 15;
using Counts = std::array<std::uint64_t, fault_kinds>;

struct Step {
  Op op = Op::deliver;
  Fault fault = Fault::browser_crash;  // of Op::fault
  std::uint32_t tab = 0;
  std::uint32_t what = 0;
};
using Steps = std::vector<Step>;

std::string_view name(Fault fault);
std::string text_of(const Step& step);
Steps steps_of(std::uint64_t seed);

}  // namespace carrel::sim
