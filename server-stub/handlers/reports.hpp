// Noisy reports of learners: docs/formats/aggregate.md.
#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

// Of anybody: a session would say who reports. That one came in is not logged, as the log says
// when.
Response post_report(const Request& request, Context& context);

}  // namespace carrel::server
