#include "fuzz/target.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::test {

bool accepts(ByteView bytes) {
  std::vector<Fault> faults;
  const auto json = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, faults);
  require(json || !faults.empty(), "a text is JSON or its fault is named");
  if (!json) return false;
  const auto choice = parse_consent(*json);
  if (!choice) return false;
  const auto again = parse_json(consent_text(*choice), faults);
  require(again && parse_consent(*again) == *choice, "a choice is read back as it was written");
  return true;
}

}  // namespace carrel::test
