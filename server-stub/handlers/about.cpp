#include "handlers/about.hpp"

#include <string>

#include "handlers/reply.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::server {

Response get_about(const Request& /*request*/, Context& /*context*/) {
  return json_reply(R"({"version":[")" + std::string(xapi_version) + R"("]})");
}

}  // namespace carrel::server
