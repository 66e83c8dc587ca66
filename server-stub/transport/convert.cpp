#include "transport/convert.hpp"

#include <chrono>
#include <format>

#include "content_policy.hpp"
#include "transport/security_headers.hpp"

namespace carrel::server {
namespace {

namespace http = beast::http;

constexpr unsigned http_1_1 = 11;

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string http_date() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return std::format("{:%a, %d %b %Y %H:%M:%S} GMT", now);
}

}  // namespace

Request to_request(BeastRequest&& message) {
  Request request{.method = message.method_string(), .body = std::move(message.body())};
  const std::string_view target = message.target();
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = target.substr(0, mark);
  request.query = target.substr(std::min(mark + 1, target.size()));
  for (const auto& field : message)
    request.headers.push_back({lower_case(field.name_string()), std::string(field.value())});
  return request;
}

BeastResponse to_beast(Response&& response, bool keep_alive) {
  BeastResponse message(static_cast<http::status>(response.status), http_1_1);
  message.set(http::field::date, http_date());
  for (const auto& [name, value] : security_headers)
    message.set(name, value);
  if (find_header(response.headers, content_policy_header).empty()) {
    static const std::string strictest = content_policy();
    message.set(content_policy_header, strictest);
  }
  for (const Header& header : response.headers)
    message.insert(header.name, header.value);
  message.keep_alive(keep_alive);
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) message.content_length(body_length(response));
  if (auto* text = std::get_if<std::string>(&response.body)) message.body() = std::move(*text);
  return message;
}

std::uint64_t body_length(const Response& response) {
  if (const auto* slice = std::get_if<FileSlice>(&response.body)) return slice->length;
  return std::get<std::string>(response.body).size();
}

}  // namespace carrel::server
