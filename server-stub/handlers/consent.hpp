// Consent records: what a subject granted, as evidence and as the measure of their statements.
#pragma once

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

Response put_consent(const Request& request, Context& context);
Response get_consent(const Request& request, Context& context);

}  // namespace carrel::server
