#include "handlers/about.hpp"

#include "handlers/reply.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::server {

Response get_about(const Request& /*request*/, Context& /*context*/) {
  return json_reply(200, {{"version", {xapi_version}}});
}

}  // namespace carrel::server
