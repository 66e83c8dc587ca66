#include "handlers/body.hpp"

#include "handlers/reply.hpp"

namespace carrel::server {
namespace {

constexpr JsonLimits body_limits{.bytes = 512UZ * 1024, .depth = 16};

}  // namespace

std::string_view media_type_of(const Request& request) {
  const std::string_view content_type = request.header("content-type");
  return content_type.substr(0, content_type.find(';'));
}

std::expected<JsonDocument, Response> json_body(const Request& request) {
  if (media_type_of(request) != "application/json")
    return std::unexpected(error_reply(415, "content_type", "send application/json"));
  std::vector<Fault> faults;
  auto body = parse_json(request.body, faults, body_limits);
  if (!body) return std::unexpected(error_reply(400, "json", "the body " + faults.front().what));
  return std::move(*body);
}

}  // namespace carrel::server
