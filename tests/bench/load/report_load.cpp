// carrel-load-reports PORT POLICY CONNECTIONS SECONDS: sends reports by the real mechanism, of
// every task of the epoch whose reports the server takes, one after another on each connection.
// Prints how many were taken and how long each took.
#include <chrono>
#include <cstdio>
#include <future>
#include <random>
#include <span>
#include <stdexcept>

#include "load/client.hpp"
#include "load/times.hpp"
#include "program/policy_file.hpp"

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/report.hpp"
#include "carrel/base/json.hpp"
#include "carrel/base/json_reader.hpp"

namespace carrel::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto warming_up = std::chrono::seconds(1);
constexpr std::string_view head =
    "POST /aggregate/reports HTTP/1.1\r\nContent-Type: application/octet-stream\r\n";

struct Load {
  std::uint16_t port;
  const server::PolicyPlan& policy;
  std::uint32_t epoch;
  std::chrono::seconds time;
};

// The newest that the server takes reports of.
std::uint32_t open_epoch(std::uint16_t port) {
  const Reply reply = Client(port).exchange("GET /aggregate/insights HTTP/1.1\r\n", "");
  std::vector<Fault> faults;
  const auto body = parse_json(reply.body, faults);
  if (!body || reply.status != 200) throw std::runtime_error(reply.head + '\n' + reply.body);
  const auto epochs = JsonReader(*body, faults).member("epochs").elements(0, 100);
  if (epochs.empty() || epochs.front().member("state").text(1, 16) != "collecting")
    throw std::runtime_error("the server takes no reports at this time");
  return static_cast<std::uint32_t>(epochs.front().member("epoch").integer(0, UINT32_MAX));
}

Drbg seeded() {
  std::random_device platform;
  Seed seed;
  for (auto& byte : seed)
    byte = static_cast<std::uint8_t>(platform());
  return *Drbg::from(seed);
}

Bytes report_of(const Load& load, const Task& task, Drbg& random) {
  const SubsetSelection mechanism = mechanism_of(task);
  const auto value = static_cast<std::uint32_t>(random.below(mechanism.symbols));
  return write_report({.task = task_id(load.policy.policy, task, load.epoch),
                       .id = random.identifier(),
                       .part = static_cast<std::uint16_t>(random.below(task.parts)),
                       .symbols = randomise(mechanism, value, random)});
}

// How long each took that was sent after the warming up.
std::vector<double> send_reports(const Load& load) {
  Client client(load.port);
  Drbg random = seeded();
  std::vector<const Task*> tasks;
  for (const Metric& metric : load.policy.plan.metrics)
    for (const Task& task : metric.tasks)
      tasks.push_back(&task);

  std::vector<double> times;
  const auto begin = Clock::now() + warming_up;
  const auto end = begin + load.time;
  for (std::size_t i = 0; Clock::now() < end; ++i) {
    const Bytes report = report_of(load, *tasks[i % tasks.size()], random);
    const std::string_view body(reinterpret_cast<const char*>(report.data()), report.size());
    const auto sent = Clock::now();
    const Reply reply = client.exchange(head, body);
    if (reply.status != 204) throw std::runtime_error(reply.head + '\n' + reply.body);
    if (sent >= begin) times.push_back(Milliseconds(Clock::now() - sent).count());
  }
  return times;
}

int run(std::span<char* const> arguments) {
  if (arguments.size() != 4)
    throw std::runtime_error("usage: carrel-load-reports PORT POLICY CONNECTIONS SECONDS");
  const auto policies = server::load_policies({arguments[1]});
  if (!policies) throw std::runtime_error(policies.error());
  const auto port = static_cast<std::uint16_t>(std::stoi(arguments[0]));
  const Load load{port, policies->plans().front(), open_epoch(port),
                  std::chrono::seconds(std::stoi(arguments[3]))};
  std::vector<std::future<std::vector<double>>> sending;
  for (std::size_t i = std::stoul(arguments[2]); i > 0; --i)
    sending.push_back(std::async(std::launch::async, [&] { return send_reports(load); }));
  std::vector<double> times;
  for (auto& one : sending)
    times.append_range(one.get());
  print_times("reportsPerSecond", 1, times, load.time);
  return 0;
}

}  // namespace
}  // namespace carrel::bench

int main(int argc, char** argv) {
  try {
    return carrel::bench::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "carrel-load-reports: %s\n", failure.what());
    return 1;
  }
}
