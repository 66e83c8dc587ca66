#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

// What this server speaks: the one xAPI resource that needs neither version header nor session.
Response get_about(const Request& request, Context& context);

}  // namespace carrel::server
