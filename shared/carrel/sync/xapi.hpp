// Records as xAPI 1.0.3 statements and back: docs/formats/wire.md.
#pragma once

#include <string>
#include <string_view>

#include "carrel/base/json_reader.hpp"
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

// The statement that says what `subject` did, as JSON text; the event's item has a verb.
std::string statement_text(const Policy& policy, std::string_view subject, const Uuid& id,
                           Instant at, const Admitted& event);

// The policy hash that a statement names: look the policy up by it, then read the statement.
// bad_statement with a JSON pointer.
Result<std::string> statement_policy(JsonValue statement);

// bad_statement with a JSON pointer, also where it names another policy; unknown_item. Bounds of
// the payload are the gate's to check.
Result<Statement> parse_statement(const Policy& policy, JsonValue statement);

// How a choice came about, as a consent and a signed record of it say alike: all but who approved.
Manner parse_manner(const JsonReader& in);

// The consent record, format 2, and back; format 1 is read.
std::string consent_text(const ConsentValue& value);
Result<ConsentValue> parse_consent(JsonValue record);

}  // namespace carrel
