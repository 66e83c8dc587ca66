#include "handlers/well_known.hpp"

#include <utility>

#include "handlers/reply.hpp"

#include "carrel/base/json_writer.hpp"

namespace carrel::server {

Response get_gpc(const Request& /*request*/, Context& context) {
  JsonWriter out;
  out.begin_object();
  out.member("gpc").boolean(true);
  out.member("lastUpdate").text(context.policies.newest().revision);
  return json_reply(std::move(out.end_object()).take());
}

}  // namespace carrel::server
