// The query of GET and PUT /xapi/statements: the part of xAPI's that one subject's own need.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace carrel::server {

struct StatementQuery {
  std::string id;  // statementId; empty: the filter counts
  StatementFilter filter;
};

// Nothing for an unknown or repeated parameter, a wrong value, or statementId beside others.
std::optional<StatementQuery> parse_statement_query(std::string_view query);

// Where the page after the statement `last` is.
std::string more_link(const StatementFilter& filter, std::int64_t last);

}  // namespace carrel::server
