#include "handlers/reply.hpp"

namespace carrel::server {
namespace {

// A JSON pointer can be as long as the names that a client invents.
std::string_view shortened(std::string_view reason) {
  return reason.substr(0, 200);
}

}  // namespace

Response json_reply(int status, const Json& body) {
  Response response = json_text_reply(dump_json(body));
  response.status = status;
  return response;
}

Response json_text_reply(std::string text) {
  Response response{.body = std::move(text)};
  response.with("Content-Type", "application/json").with("Cache-Control", "no-store");
  return response;
}

Response no_content() {
  Response response{.status = 204};
  response.with("Cache-Control", "no-store");
  return response;
}

Response error_reply(int status, std::string_view code) {
  return json_reply(status, {{"error", code}});
}

Response error_reply(int status, std::string_view code, std::string_view reason) {
  return json_reply(status, {{"error", code}, {"reason", shortened(reason)}});
}

Response statement_error(int status, std::string_view code, std::string_view statement,
                         std::string_view reason) {
  return json_reply(status,
                    {{"error", code}, {"statement", statement}, {"reason", shortened(reason)}});
}

Response store_failed(const StoreFailure& failure) {
  Response response = error_reply(503, "store");
  response.with("Retry-After", "5");
  response.diagnosis = failure.what;
  return response;
}

}  // namespace carrel::server
