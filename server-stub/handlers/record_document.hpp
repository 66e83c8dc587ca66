// A consent record as a device has signed it: shared/records/consent-record.schema.json.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "carrel/base/result.hpp"
#include "carrel/policy/payload.hpp"

namespace carrel::server {

struct RecordDocument {
  std::string id;
  std::string subject;
  std::int64_t number = 0;
  std::string previous;  // empty in the first
  std::string x, y;      // of the device's key, Base64url
  ConsentValue consent;  // what it says was chosen; a record does not say what was asked
};

// What the server relies on; of the rest only its form is looked at. The error's place is the
// fault's JSON pointer.
Result<RecordDocument> parse_record(std::string_view text);

// Of the texts of a consent and of a record of the same choice: the JSON pointer of the consent's
// first member that the record contradicts, of the whole where one cannot be read.
std::optional<std::string_view> contradiction(std::string_view consent, std::string_view record);

}  // namespace carrel::server
