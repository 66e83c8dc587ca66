// Consent records: the server keeps each chain that a device signs, and signs what it has.
#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

Response put_record(const Request& request, Context& context);
Response get_record_key(const Request& request, Context& context);

}  // namespace carrel::server
