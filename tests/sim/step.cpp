#include "step.hpp"

#include <utility>

#include "chance.hpp"

namespace carrel::sim {
namespace {

constexpr std::uint32_t steps_in_a_run = 380;

// How often each comes, of the sum.
constexpr auto operations = std::to_array<std::pair<Op, std::uint32_t>>({
    {Op::open, 14},
    {Op::close, 3},
    {Op::reload, 3},
    {Op::record, 60},
    {Op::grant, 8},
    {Op::refuse, 4},
    {Op::on_device, 2},
    {Op::sign_in, 9},
    {Op::sign_out, 1},
    {Op::clock, 26},
    {Op::away, 1},
    {Op::deliver, 220},
    {Op::fault, 60},
});

constexpr auto faults = std::to_array<std::pair<Fault, std::uint32_t>>({
    {Fault::browser_crash, 4},
    {Fault::tab_crash, 4},
    {Fault::write_refused, 6},
    {Fault::disk_full, 6},
    {Fault::connection_closed, 5},
    {Fault::snapshot_torn, 10},
    {Fault::frame_damaged, 6},
    {Fault::tab_frozen, 5},
    {Fault::leader_frozen, 4},
    {Fault::clock_jump, 4},
    {Fault::message_dropped, 10},
    {Fault::message_delayed, 8},
    {Fault::network_lost, 10},
    {Fault::reply_lost, 16},
    {Fault::server_error, 12},
});

template <typename Weighted>
auto pick(const Weighted& choices, Chance& chance) {
  std::uint32_t sum = 0;
  for (const auto& [value, weight] : choices)
    sum += weight;
  std::uint32_t drawn = chance.below(sum);
  for (const auto& [value, weight] : choices) {
    if (drawn < weight) return value;
    drawn -= weight;
  }
  return choices.front().first;
}

std::string_view name(Op op) {
  constexpr auto names = std::to_array<std::string_view>(
      {"open", "close", "reload", "record", "grant", "refuse", "on_device", "sign_in", "sign_out",
       "clock", "away", "deliver", "fault"});
  return names[static_cast<std::size_t>(op)];
}

}  // namespace

std::string_view name(Fault fault) {
  constexpr auto names = std::to_array<std::string_view>(
      {"browser_crash", "tab_crash", "write_refused", "disk_full", "connection_closed",
       "snapshot_torn", "frame_damaged", "tab_frozen", "leader_frozen", "clock_jump",
       "message_dropped", "message_delayed", "network_lost", "reply_lost", "server_error"});
  static_assert(names.size() == fault_kinds);
  return names[static_cast<std::size_t>(fault)];
}

std::string text_of(const Step& step) {
  const std::string_view what = step.op == Op::fault ? name(step.fault) : name(step.op);
  return std::string(what) + ' ' + std::to_string(step.tab) + ' ' + std::to_string(step.what);
}

Steps steps_of(std::uint64_t seed) {
  Chance chance(seed);
  Steps out{{Op::open, {}, chance.draw(), chance.draw()}};
  while (out.size() < steps_in_a_run) {
    const Op op = pick(operations, chance);
    const Fault fault = op == Op::fault ? pick(faults, chance) : Fault{};
    out.push_back({op, fault, chance.draw(), chance.draw()});
  }
  return out;
}

}  // namespace carrel::sim
