#include "http.hpp"

#include <algorithm>

namespace carrel::server {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Cuts the part before the first `mark` off the front of `rest`.
std::string_view next_part(std::string_view& rest, char mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

}  // namespace

std::string_view find_header(const Headers& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, &Header::name);
  return found == headers.end() ? std::string_view{} : found->value;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return {};
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::optional<QueryParameters> parse_query(std::string_view query) {
  QueryParameters out;
  while (!query.empty()) {
    std::string_view value = next_part(query, '&');
    if (value.empty()) continue;
    const std::string_view name = next_part(value, '=');
    auto decoded_name = percent_decoded(name);
    auto decoded_value = percent_decoded(value);
    if (!decoded_name || !decoded_value) return {};
    out.emplace_back(std::move(*decoded_name), std::move(*decoded_value));
  }
  return out;
}

std::string_view find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::string_view value = next_part(header, ';');
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (next_part(value, '=') == name) return value;
  }
  return {};
}

}  // namespace carrel::server
