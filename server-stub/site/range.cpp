#include "site/range.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace carrel::server {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

ByteRange requested_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit) || header.contains(',')) return {ByteRange::Kind::whole, 0, size};
  header.remove_prefix(unit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return {};
  const std::string_view first_text = header.substr(0, dash);
  const std::string_view last_text = header.substr(dash + 1);
  const auto last = number(last_text);
  if (first_text.empty()) {  // the last so many bytes
    if (!last || *last == 0 || size == 0) return {};
    const std::uint64_t length = std::min(*last, size);
    return {ByteRange::Kind::part, size - length, length};
  }
  const auto first = number(first_text);
  if (!first || *first >= size || (!last && !last_text.empty())) return {};
  const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
  if (end < *first) return {};
  return {ByteRange::Kind::part, *first, end - *first + 1};
}

}  // namespace carrel::server
