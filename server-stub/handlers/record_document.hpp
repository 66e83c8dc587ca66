// A consent record as a device has signed it: shared/records/consent-record.schema.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "carrel/base/result.hpp"

namespace carrel::server {

struct RecordDocument {
  std::string id;
  std::string subject;
  std::int64_t number = 0;
  std::string previous;  // empty in the first
  std::string x, y;      // of the device's key, Base64url
};

// What the server relies on; of the rest only its form is looked at. The error's place is the
// fault's JSON pointer.
Result<RecordDocument> parse_record(std::string_view text);

}  // namespace carrel::server
