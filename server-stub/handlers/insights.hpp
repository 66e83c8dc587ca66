// What was released of the learners' reports: docs/formats/aggregate.md.
#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

// On loopback for anybody, else for whom the operator named. The query may name the policy by its
// id; without it the newest policy's.
Response get_insights(const Request& request, Context& context);
Response get_insight(const Request& request, Context& context);

}  // namespace carrel::server
