#include "site/encoding.hpp"

#include <algorithm>

namespace carrel::server {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

bool is_zero_weight(std::string_view parameter) {
  parameter = trimmed(parameter);
  return parameter.starts_with("q=0") &&
         parameter.find_first_not_of("0.", 2) == std::string_view::npos;
}

}  // namespace

bool accepts_encoding(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    const std::size_t comma = std::min(header.find(','), header.size());
    const std::string_view part = header.substr(0, comma);
    header.remove_prefix(std::min(comma + 1, header.size()));
    const std::size_t semicolon = std::min(part.find(';'), part.size());
    if (trimmed(part.substr(0, semicolon)) != coding) continue;
    return !is_zero_weight(part.substr(std::min(semicolon + 1, part.size())));
  }
  return false;
}

}  // namespace carrel::server
