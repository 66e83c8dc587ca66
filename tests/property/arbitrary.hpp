// Random values of the core's types.
#pragma once

#include "property/gen.hpp"

#include "carrel/consent/consent.hpp"
#include "carrel/gate/gate.hpp"

namespace carrel::test {

Uuid arbitrary_uuid(Gen& gen);

// Within the bounds of `spec`, which holds something.
Payload conforming_payload(Gen& gen, const ShapeSpec& spec);

// Whatever the journal can hold, of any shape.
Payload arbitrary_payload(Gen& gen);
RawRecord arbitrary_record(Gen& gen);

// every_shape_policy() with other rules for its categories and items.
Policy arbitrary_policy(Gen& gen);

// Any choice, of this policy or another, in force or not at noon.
Consent arbitrary_consent(Gen& gen, const Policy& policy);
Circumstances arbitrary_circumstances(Gen& gen, const Policy& policy);

// Mostly what `policy` takes; now and then of no item, elsewhere or of another shape.
Event arbitrary_event(Gen& gen, const Policy& policy);

}  // namespace carrel::test
