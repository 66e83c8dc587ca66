// carrel-estimate REPORTS: a file with that many reports of a metric with 41 symbols, and how many
// of them a second the server reads, counts and turns into released figures.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <span>
#include <stdexcept>

#include "aggregate/release_gate.hpp"
#include "sqlite/data_file.hpp"
#include "sqlite/report_rows.hpp"
#include "sqlite/sqlite_store.hpp"
#include <stdlib.h>

#include "carrel/aggregate/drbg.hpp"

namespace carrel::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

const server::Collection collection{"bench", 0};

server::PolicyPlan plan() {
  const Task task{.metric = "rewatched",
                  .course = "course",
                  .encoding = Encoding::pick,
                  .parts = 1,
                  .cells = 40,
                  .odds = {7, 1},
                  .min_batch = 100};
  const Calendar calendar{.term_days = 28, .epochs = 1, .send_days = 1, .collect_days = 1};
  return {collection.policy,
          {.calendar = calendar, .metrics = {{.key = "rewatched", .tasks = {task}}}}};
}

void fill(const std::string& file, std::size_t reports) {
  const Task task = plan().plan.metrics.front().tasks.front();
  const SubsetSelection mechanism = mechanism_of(task);
  Drbg random = *Drbg::from({1});
  server::Database database = server::open_data_file(file);
  database.execute("BEGIN");
  for (std::size_t i = 0; i < reports; ++i)
    server::insert_report(database, collection,
                          {.task = task_id(collection.policy, task, 0),
                           .id = random.identifier(),
                           .symbols = randomise(mechanism, i % mechanism.symbols, random)},
                          last_instant);
  database.execute("COMMIT");
}

double seconds_to_release(const std::string& file) {
  const auto store = server::SqliteStore::open(file);
  if (!store) throw std::runtime_error(store.error().what);
  const server::Plans plans({plan()});
  const auto begin = Clock::now();
  if (const auto done = server::release_due(plans, **store, last_instant); !done)
    throw std::runtime_error(done.error().what);
  const std::chrono::duration<double> took = Clock::now() - begin;
  if (!(*store)->released(collection).value()) throw std::runtime_error("nothing was released");
  return took.count();
}

int run(std::span<char* const> arguments) {
  if (arguments.size() != 1) throw std::runtime_error("usage: carrel-estimate REPORTS");
  const std::size_t reports = std::stoul(arguments[0]);
  std::string folder = (fs::temp_directory_path() / "carrel-XXXXXX").string();
  if (!::mkdtemp(folder.data())) throw std::runtime_error("no folder");
  const std::string file = folder + "/carrel.sqlite";
  fill(file, reports);
  const double seconds = seconds_to_release(file);
  fs::remove_all(folder);
  std::printf("{\"reportsPerSecond\":%.0f,\"ms\":%.1f}\n", static_cast<double>(reports) / seconds,
              seconds * 1000);
  return 0;
}

}  // namespace
}  // namespace carrel::bench

int main(int argc, char** argv) {
  try {
    return carrel::bench::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "carrel-estimate: %s\n", failure.what());
    return 1;
  }
}
