// Statements of the sample values under syncing_policy().
#pragma once

#include "support/json.hpp"
#include "unit/fixtures.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::test {

inline constexpr Uuid statement_id{0x0123456789ab4def, 0x82468ace13579bdf};

// The record of an event by someone who granted everything.
inline Record record_of(Event event) {
  const Policy& policy = syncing_policy();
  const Circumstances who{consent(policy, Choice::granted, {"resume", "video"}), false, true};
  return {{7},
          {8},
          {static_cast<std::uint64_t>(noon.ms) + 123, 4, {7}},
          statement_id,
          Gate(policy).admit(who, std::move(event), noon).value()};
}

inline std::string text_of(Event event) {
  const Record record = record_of(std::move(event));
  return statement_text(syncing_policy(), "k7m2p9q4", record.statement, record.at.instant(),
                        record.event);
}

inline Json statement_of(Event event) {
  return json_of(text_of(std::move(event)));
}

// One for each shape that can leave.
inline std::vector<Event> sample_events() {
  std::vector<Event> out;
  for (const PolicyItem& item : syncing_policy().items)
    for (Payload& payload : sample_payloads())
      if (item.sync != SyncRule::never && shape_of(payload) == item.shape.shape)
        out.push_back({item.key, "course/privacy#1", std::move(payload)});
  return out;
}

}  // namespace carrel::test
