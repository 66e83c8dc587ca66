// Requests and replies as plain values: what the handlers know of HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace carrel::server {

struct Header {
  std::string name;  // lower case in a request
  std::string value;

  friend bool operator==(const Header&, const Header&) = default;
};

using Headers = std::vector<Header>;

// The first header of that (lower-case) name; empty when there is none.
std::string_view find_header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;
  std::string path;   // still percent-encoded, without the query
  std::string query;  // still percent-encoded, without the question mark
  Headers headers;
  std::string body;

  std::string_view header(std::string_view name) const { return find_header(headers, name); }
};

struct FileSlice {
  std::string path;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

struct Response {
  int status = 200;
  Headers headers;
  std::variant<std::string, FileSlice> body;
  std::string_view route;  // template of the route that answered, for the log
  std::string diagnosis;   // why the server itself failed, for the log alone
  bool unlogged = false;   // when this request came is nobody's business

  Response& with(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

// Undoes percent-encoding; nothing for a malformed escape. "+" stays "+".
std::optional<std::string> percent_decoded(std::string_view text);

// The members of a query string in their order, decoded; nothing when one is malformed.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;
std::optional<QueryParameters> parse_query(std::string_view query);

// The value of one cookie of a Cookie header; empty when there is none.
std::string_view find_cookie(std::string_view header, std::string_view name);

}  // namespace carrel::server
