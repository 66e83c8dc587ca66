// When figures leave the server, and raw reports with it: once for each epoch, when its collection
// has ended.
#pragma once

#include "aggregate/plans.hpp"
#include "store/store.hpp"

namespace carrel::server {

// Releases each epoch that has reports, whose collection is over and that was not released yet.
Stored<void> release_due(const Plans& plans, Store& store, Instant now);

// The same; then deletes the reports whose date has come, whatever became of their policy.
Stored<void> tend(const Plans& plans, Store& store, Instant now);

}  // namespace carrel::server
