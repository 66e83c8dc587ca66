// Where a request comes from, as far as its headers tell.
#pragma once

#include <string_view>

#include "http.hpp"

namespace carrel::server {

// No Origin, or one whose host and port are those that the request was sent to.
bool same_origin(const Request& request);

// Host names this machine's loopback: a page of another name that resolves to it (DNS rebinding)
// is not served.
bool names_loopback(std::string_view host);

}  // namespace carrel::server
