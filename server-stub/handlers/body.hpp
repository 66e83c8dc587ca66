// Reading a request's body.
#pragma once

#include <expected>
#include <string_view>

#include "http.hpp"

#include "carrel/base/json.hpp"

namespace carrel::server {

// Of its body, without parameters.
std::string_view media_type_of(const Request& request);

// The JSON value of a body that says it is JSON, or the reply that refuses.
std::expected<JsonDocument, Response> json_body(const Request& request);

}  // namespace carrel::server
