// What changed between two revisions of a policy, and who is asked about it again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/json.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel::tools {

// What a change means to a person. Of several the last of this order counts.
enum class Effect : std::uint8_t {
  none,
  editorial,  // texts, facts and addresses: the revision's date says it
  notice,     // worth telling of; answers stand
  gone,       // a purpose that is no more
  asked,      // anew, or for the first time
};
std::string_view name(Effect effect);

struct Change {
  Effect effect = Effect::none;
  std::string entry = {};               // "purpose", "its category", "metric KEY", "policy" …
  std::string member = {};              // empty: the entry itself is new or gone
  std::string before = {}, after = {};  // in words; neither is said of what is editorial
};

struct PurposeChange {
  std::string key;
  Effect effect = Effect::none;
  bool added = false;
  std::vector<Change> changes = {};
};

struct Difference {
  std::vector<Change> policy;           // of the document as a whole
  std::vector<PurposeChange> purposes;  // in the order of the later revision, then what is gone

  Effect effect() const;
};

// A document that parse_policy() accepts as `policy`.
struct Revision {
  JsonValue document;
  const Policy& policy;
};

Difference difference(const Revision& before, const Revision& after);

// For people; and one line of JSON.
std::string difference_text(const Revision& before, const Revision& after);
std::string difference_json(const Revision& before, const Revision& after);

}  // namespace carrel::tools
