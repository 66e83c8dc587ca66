#include "aggregate/release_gate.hpp"

#include "aggregate/batch.hpp"
#include "aggregate/figure.hpp"

namespace carrel::server {
namespace {

std::string figures_of(const Plans& plans, const Collection& collection,
                       const ReadReports& reports) {
  const AggregatePlan& plan = *plans.of(collection.policy);
  std::vector<Figure> figures;
  for (const Task* task : plans.tasks(collection.policy)) {
    const auto batch = batch_of(*task, plan.limit_permille);
    reports(task_id(collection.policy, *task, collection.epoch),
            [&](std::uint16_t part, ByteView symbols) { batch->add(part, symbols); });
    figures.append_range(batch->figures());
  }
  return release_text({.policy = collection.policy,
                       .epoch = collection.epoch,
                       .from = plan.calendar.begins(collection.epoch),
                       .to = plan.calendar.ends(collection.epoch)},
                      figures);
}

}  // namespace

Stored<void> release_due(const Plans& plans, Store& store, Instant now) {
  const auto waiting = store.unreleased();
  if (!waiting) return std::unexpected(waiting.error());
  for (const Collection& collection : *waiting) {
    const AggregatePlan* plan = plans.of(collection.policy);
    if (!plan || now < plan->calendar.collected(collection.epoch)) continue;
    const auto figures = [&](const ReadReports& reports) {
      return figures_of(plans, collection, reports);
    };
    if (auto done = store.release(collection, now, figures); !done) return done;
  }
  return {};
}

Stored<void> tend(const Plans& plans, Store& store, Instant now) {
  if (auto done = release_due(plans, store, now); !done) return done;
  return store.delete_reports(now);
}

}  // namespace carrel::server
