#include "fuzz/target.hpp"
#include "handlers/record_document.hpp"

#include "carrel/base/entropy.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel::test {

bool accepts(ByteView bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto record = server::parse_record(text);
  if (!record) return false;
  require(record->number > 0 && (record->number == 1) == record->previous.empty(),
          "a record has its place in a chain");
  require(record->consent.id == parse_uuid(record->id), "a record has one identifier");
  const std::string consent = consent_text(record->consent);
  require(!server::contradiction(consent, text), "a record agrees with the consent that it says");
  ConsentValue other = record->consent;
  other.how.told = !other.how.told;
  require(server::contradiction(consent_text(other), text) == "/told",
          "a record contradicts any other consent");
  return true;
}

}  // namespace carrel::test
