// carrel-cohort PORT POLICY LEARNERS OTHERS SEED EPOCH: that many learners study for an epoch; each
// takes the policy's first course and OTHERS of its other ones. Sends the reports of all to the
// server on loopback and prints, as JSON, what is true and how many reports were taken.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <map>
#include <numeric>
#include <span>
#include <stdexcept>

#include "learner.hpp"
#include "load/client.hpp"
#include "program/policy_file.hpp"

#include "carrel/base/json_writer.hpp"

namespace carrel::cohort {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t connections = 16;
constexpr std::string_view head =
    "POST /aggregate/reports HTTP/1.1\r\nContent-Type: application/octet-stream\r\n";

struct Options {
  std::uint16_t port = 0;
  std::string policy;
  std::size_t learners = 0, others = 0;
  std::uint64_t seed = 0;
  std::uint32_t epoch = 0;
};

// Generators of neighbouring seeds are no independent ones: the sequence mixes them.
Random random_of(std::uint64_t seed, std::size_t learner) {
  std::seed_seq mixed{seed & 0xffff'ffff, seed >> 32, learner & 0xffff'ffff, learner >> 32};
  return Random(mixed);
}

// Reports taken, by task and part.
using Taken = std::map<std::pair<Identifier, std::uint16_t>, std::int64_t>;

Taken study(const World& world, const Options& options, std::atomic<std::size_t>& next) {
  bench::Client client(options.port);
  Taken taken;
  for (std::size_t i = next++; i < options.learners; i = next++) {
    Random random = random_of(options.seed, i);
    for (const Bytes& report : reports_of(world, options.others, random)) {
      const std::string_view body(reinterpret_cast<const char*>(report.data()), report.size());
      const bench::Reply reply = client.exchange(head, body);
      if (reply.status != 204) throw std::runtime_error(reply.head + '\n' + reply.body);
      ByteReader in(report);
      in.raw(1 + 16 + 16);
      ++taken[{task_of(report).value(), static_cast<std::uint16_t>(in.fixed(2))}];
    }
  }
  return taken;
}

std::int64_t per_million(const Weights& weights, std::uint32_t symbol) {
  const auto all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  return static_cast<std::int64_t>((std::uint64_t{1'000'000} * weights[symbol] + all / 2) / all);
}

void write_subject(JsonWriter& out, const World& world, const Subject& subject,
                   const Taken& taken) {
  const Task& task = subject.task;
  const Identifier id = task_id(world.policy_id, task, world.epoch);
  for (std::uint32_t part = 0; part < task.parts; ++part) {
    const auto count = taken.find({id, static_cast<std::uint16_t>(part)});
    out.begin_object();
    out.member("cells").begin_list();
    for (std::uint32_t symbol = 0; symbol <= task.cells; ++symbol)
      out.integer(per_million(subject.truth[part], symbol));
    out.end_list();
    out.member("course").text(task.course);
    out.member("metric").text(task.metric);
    out.member("part").integer(part);
    out.member("reports").integer(count == taken.end() ? 0 : count->second);
    out.end_object();
  }
}

void print(const World& world, const Taken& taken, double seconds) {
  JsonWriter out;
  out.begin_object();
  out.member("epoch").integer(world.epoch);
  out.member("figures").begin_list();
  for (const Subject& subject : world.site)
    write_subject(out, world, subject, taken);
  for (const auto& [course, subjects] : world.courses)
    for (const Subject& subject : subjects)
      write_subject(out, world, subject, taken);
  out.end_list();
  out.member("format").integer(1);
  out.member("milliseconds").integer(static_cast<std::int64_t>(seconds * 1000));
  std::puts(std::move(out.end_object()).take().c_str());
}

Options read(std::span<char* const> arguments) {
  if (arguments.size() != 6)
    throw std::runtime_error("usage: carrel-cohort PORT POLICY LEARNERS OTHERS SEED EPOCH");
  return {static_cast<std::uint16_t>(std::stoi(arguments[0])),
          arguments[1],
          std::stoul(arguments[2]),
          std::stoul(arguments[3]),
          std::stoull(arguments[4]),
          static_cast<std::uint32_t>(std::stoul(arguments[5]))};
}

int run(std::span<char* const> arguments) {
  const Options options = read(arguments);
  const auto policies = server::load_policies({options.policy});
  if (!policies) throw std::runtime_error(policies.error());
  const Policy& policy = policies->newest();
  const World world = world_of(policy, policies->plans().front().plan, options.epoch, options.seed);

  std::atomic<std::size_t> next = 0;
  std::vector<std::future<Taken>> studying;
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < connections; ++i)
    studying.push_back(std::async(std::launch::async, [&] { return study(world, options, next); }));
  Taken taken;
  for (auto& one : studying)
    for (const auto& [figure, count] : one.get())
      taken[figure] += count;
  print(world, taken, std::chrono::duration<double>(Clock::now() - begin).count());
  return 0;
}

}  // namespace
}  // namespace carrel::cohort

int main(int argc, char** argv) {
  try {
    return carrel::cohort::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "carrel-cohort: %s\n", failure.what());
    return 1;
  }
}
