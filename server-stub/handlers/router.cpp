#include "handlers/router.hpp"

#include <array>
#include <string>

#include "handlers/about.hpp"
#include "handlers/consent.hpp"
#include "handlers/insights.hpp"
#include "handlers/records.hpp"
#include "handlers/reply.hpp"
#include "handlers/reports.hpp"
#include "handlers/session.hpp"
#include "handlers/statements.hpp"
#include "handlers/well_known.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::server {
namespace {

struct Route {
  std::string_view method;
  std::string_view path;  // its last segment may stand for anything: {name}
  Response (*handler)(const Request&, Context&);
};

constexpr std::array routes{
    Route{"GET", "/.well-known/gpc.json", get_gpc},
    Route{"GET", "/aggregate/insights", get_insights},
    Route{"GET", "/aggregate/insights/{epoch}", get_insight},
    Route{"POST", "/aggregate/reports", post_report},
    Route{"GET", "/carrel/session", get_session},
    Route{"POST", "/carrel/session", post_session},
    Route{"DELETE", "/carrel/session", delete_session},
    Route{"GET", "/carrel/consent", get_consent},
    Route{"PUT", "/carrel/consent/{id}", put_consent},
    Route{"GET", "/carrel/records/key", get_record_key},
    Route{"PUT", "/carrel/records/{id}", put_record},
    Route{"GET", "/xapi/about", get_about},
    Route{"GET", "/xapi/statements", get_statements},
    Route{"POST", "/xapi/statements", post_statements},
    Route{"PUT", "/xapi/statements", put_statement},
};

bool matches(std::string_view route, std::string_view path) {
  if (!route.ends_with('}')) return route == path;
  const std::string_view fixed = route.substr(0, route.find('{'));
  return path.starts_with(fixed) && path.size() > fixed.size() &&
         path.find('/', fixed.size()) == std::string_view::npos;
}

std::optional<Response> dispatch(const Request& request, Context& context) {
  const std::string_view sent = request.method;
  const std::string_view method = sent == "HEAD" ? "GET" : sent;
  std::string_view found;
  std::string allowed;
  for (const Route& route : routes) {
    if (!matches(route.path, request.path)) continue;
    found = route.path;
    if (route.method == method) {
      Response response = route.handler(request, context);
      response.route = found;
      return response;
    }
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method;
  }
  if (found.empty()) return {};
  Response response = error_reply(405, "method");
  response.with("Allow", allowed);
  response.route = found;
  return response;
}

}  // namespace

std::optional<Response> handle(const Request& request, Context& context) {
  auto response = dispatch(request, context);
  if (response && response->route.starts_with("/xapi/"))
    response->with("X-Experience-API-Version", std::string(xapi_version));
  return response;
}

}  // namespace carrel::server
