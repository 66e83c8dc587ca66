// The demo sign-in and the session that every other handler asks for.
#pragma once

#include <expected>

#include "handlers/context.hpp"
#include "http.hpp"

namespace carrel::server {

Response get_session(const Request& request, Context& context);
Response post_session(const Request& request, Context& context);
Response delete_session(const Request& request, Context& context);

// The live session of the request's cookie, or the reply that refuses.
std::expected<Session, Response> signed_in(const Request& request, Context& context);

// As above, and the request was made by the site's own page (CSRF protection).
std::expected<Session, Response> signed_in_to_write(const Request& request, Context& context);

}  // namespace carrel::server
