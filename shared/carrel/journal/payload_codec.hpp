// A payload as bytes: one octet for the shape, then its members.
#pragma once

#include <optional>

#include "carrel/base/bytes.hpp"
#include "carrel/policy/payload.hpp"

namespace carrel {

void write_payload(ByteWriter& out, const Payload& payload);

// Nothing for an unknown shape, an enumerator out of range or a read past the end.
std::optional<Payload> read_payload(ByteReader& in);

}  // namespace carrel
