#include "handlers/statement_query.hpp"

#include <charconv>
#include <set>

#include "http.hpp"

#include "carrel/base/entropy.hpp"

namespace carrel::server {
namespace {

constexpr std::int64_t max_page = 100;

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
  return value;
}

bool read_parameter(const std::string& name, const std::string& value, StatementQuery& out) {
  if (name == "statementId") {
    const Uuid id = parse_uuid(value);
    if (!id.is_nil()) out.id = id.text();
    return !id.is_nil();
  }
  if (name == "since") {
    out.filter.since = from_rfc3339(value);
    return out.filter.since.has_value();
  }
  if (name == "ascending") {
    out.filter.ascending = value == "true";
    return value == "true" || value == "false";
  }
  const auto count = number(value);
  if (!count) return false;
  if (name == "after") {
    out.filter.after = *count;
    return true;
  }
  if (name == "limit") {
    const bool chosen = *count > 0 && *count < max_page;  // 0: as many as the server allows
    if (chosen) out.filter.limit = static_cast<std::size_t>(*count);
    return true;
  }
  return false;
}

}  // namespace

std::optional<StatementQuery> parse_statement_query(std::string_view query) {
  const auto parameters = parse_query(query);
  if (!parameters) return {};
  StatementQuery out;
  out.filter.limit = max_page;
  std::set<std::string> seen;
  for (const auto& [name, value] : *parameters)
    if (!seen.insert(name).second || !read_parameter(name, value, out)) return {};
  if (!out.id.empty() && parameters->size() > 1) return {};
  return out;
}

std::string more_link(const StatementFilter& filter, std::int64_t last) {
  std::string link = "/xapi/statements?after=" + std::to_string(last) +
                     "&limit=" + std::to_string(filter.limit) +
                     "&ascending=" + (filter.ascending ? "true" : "false");
  if (filter.since) link += "&since=" + to_rfc3339(*filter.since);
  return link;
}

}  // namespace carrel::server
