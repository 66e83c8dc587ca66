// What others look for at a well-known address.
#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

// That Global Privacy Control is heeded: https://w3c.github.io/gpc/, since the newest policy.
Response get_gpc(const Request& request, Context& context);

}  // namespace carrel::server
