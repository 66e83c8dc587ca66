// The statements resource of xAPI 1.0.3; a subject sees and writes only their own.
#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

Response post_statements(const Request& request, Context& context);
Response put_statement(const Request& request, Context& context);
Response get_statements(const Request& request, Context& context);

}  // namespace carrel::server
