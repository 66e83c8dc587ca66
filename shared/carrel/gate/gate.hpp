// The only door, for storing and for sending: the same code in the browser and at the server.
#pragma once

#include <cstdint>
#include <optional>

#include "carrel/base/result.hpp"
#include "carrel/consent/consent.hpp"
#include "carrel/gate/record.hpp"

namespace carrel {

struct Circumstances {
  Consent consent;
  bool gpc = false;       // Global Privacy Control, as the browser says it now
  bool enrolled = false;  // the profile is a signed-in subject's, who is enrolled
  Situation where = {};
};

// What becomes of a record that was acknowledged before.
enum class Disposition : std::uint8_t {
  quarantine,  // no item of this policy holds it: kept as it is, neither shown nor sent
  erase,
  demote,  // to the visit
  ask,     // kept until the person says: submit, download, keep here or delete
  keep,
};

struct Readmission {
  Disposition disposition = Disposition::quarantine;
  Admitted event;
};

class Gate {
 public:
  // `policy` must outlive the gate and everything that it admits.
  explicit Gate(const Policy& policy) : policy_(&policy) {}

  // unknown_item, bad_entity, bad_payload, too_large, not_permitted; `where` is the item's key.
  Result<Admitted> admit(const Circumstances& who, Event event, Instant now) const;

  // The built-in records of the engine itself.
  Admitted admit(ConsentValue choice) const;
  Admitted admit(TransferValue transfer, std::string entity) const;
  Admitted admit(AgeValue age) const;

  // What the policy says of a record that is already stored.
  Disposition disposition(const Circumstances& who, const RawRecord& raw, Instant now) const;
  // The same, and the record as one that may be used; nothing: quarantine.
  std::optional<Readmission> readmit(const Circumstances& who, const RawRecord& raw,
                                     Instant now) const;

  // not_permitted, with the item and the reason in `where`.
  Result<void> sendable(const Circumstances& who, const Admitted& event, Instant now) const;

  // May a script or embed of this category run?
  bool permits(const Circumstances& who, const Category& category, Instant now) const;

  const Policy& policy() const { return *policy_; }

 private:
  bool permitted(const Circumstances& who, bool gpc, const PolicyItem& item, Instant now) const;

  const Policy* policy_;
};

}  // namespace carrel
