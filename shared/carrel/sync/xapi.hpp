// Records as xAPI 1.0.3 statements and back: docs/formats/wire.md.
#pragma once

#include <string>
#include <string_view>

#include "carrel/base/json.hpp"
#include "carrel/gate/record.hpp"

namespace carrel {

inline constexpr std::string_view xapi_version = "1.0.3";

struct Statement {
  Uuid id;
  std::string subject;  // pseudonym
  std::string policy;   // hash
  Instant at;           // when it happened, by the client's clock
  Event event;
};

// The statement of a record of `subject`; the record's item has a verb.
Json statement_json(const Policy& policy, std::string_view subject, const Record& record);

// The policy hash that a statement names: look the policy up by it, then read the statement.
// bad_statement with a JSON pointer.
Result<std::string> statement_policy(const Json& statement);

// bad_statement with a JSON pointer, also where it names another policy; unknown_item. Bounds of
// the payload are the gate's to check.
Result<Statement> parse_statement(const Policy& policy, const Json& statement);

// The consent record, format 2, and back; format 1 is read.
Json consent_json(const ConsentValue& value);
Result<ConsentValue> parse_consent(const Json& record);

}  // namespace carrel
