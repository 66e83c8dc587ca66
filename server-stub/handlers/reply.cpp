#include "handlers/reply.hpp"

#include <initializer_list>
#include <utility>

#include "carrel/base/json_writer.hpp"

namespace carrel::server {
namespace {

using Members = std::initializer_list<std::pair<std::string_view, std::string_view>>;

Response error_object(int status, Members members) {
  JsonWriter out;
  out.begin_object();
  for (const auto& [name, text] : members)
    out.member(name).text(text);
  return json_reply(std::move(out.end_object()).take(), status);
}

// A JSON pointer can be as long as the names that a client invents.
std::string_view shortened(std::string_view reason) {
  return reason.substr(0, 200);
}

}  // namespace

Response json_reply(std::string text, int status) {
  Response response{.status = status, .body = std::move(text)};
  response.with("Content-Type", "application/json").with("Cache-Control", "no-store");
  return response;
}

Response no_content() {
  Response response{.status = 204};
  response.with("Cache-Control", "no-store");
  return response;
}

Response error_reply(int status, std::string_view code) {
  return error_object(status, {{"error", code}});
}

Response error_reply(int status, std::string_view code, std::string_view reason) {
  return error_object(status, {{"error", code}, {"reason", shortened(reason)}});
}

Response statement_error(int status, std::string_view code, std::string_view statement,
                         std::string_view reason) {
  return error_object(status,
                      {{"error", code}, {"reason", shortened(reason)}, {"statement", statement}});
}

Response contradicted(std::string_view where) {
  return error_reply(409, "conflict", std::string(where) + ": the consent and its record differ");
}

Response store_failed(const StoreFailure& failure) {
  Response response = error_reply(503, "store");
  response.with("Retry-After", "5");
  response.diagnosis = failure.what;
  return response;
}

}  // namespace carrel::server
