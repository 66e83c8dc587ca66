#include "fuzz/target.hpp"
#include "unit/fixtures.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::test {

bool accepts(ByteView bytes) {
  std::vector<Fault> faults;
  const auto json = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, faults);
  if (!json) return false;
  const Policy& policy = syncing_policy();
  const auto statement = parse_statement(policy, *json);
  if (!statement) return false;
  require(statement_policy(*json) == policy.hash, "a statement is read under the policy it names");

  const Circumstances who{consent(policy, Choice::granted, {"resume", "video"}), false, true};
  const auto admitted = Gate(policy).admit(who, statement->event, noon);
  if (!admitted) return false;
  const std::string text =
      statement_text(policy, statement->subject, statement->id, statement->at, *admitted);
  const auto written = parse_json(text, faults);
  require(written.has_value(), "a statement is written as JSON");
  const auto again = parse_statement(policy, *written);
  require(again && again->id == statement->id && again->subject == statement->subject &&
              again->at == statement->at && again->event.item == statement->event.item &&
              again->event.entity == statement->event.entity &&
              again->event.payload == statement->event.payload &&
              again->event.requested == statement->event.requested,
          "a statement is read back as it was written");
  return true;
}

}  // namespace carrel::test
