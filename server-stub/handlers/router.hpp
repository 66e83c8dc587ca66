// From a request to its handler.
#pragma once

#include <optional>

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

// The API's reply; nothing when no route has this path, which is then the site's.
std::optional<Response> handle(const Request& request, Context& context);

}  // namespace carrel::server
