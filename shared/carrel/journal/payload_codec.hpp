// A payload as bytes: one octet for the shape, then its members.
#pragma once

#include <optional>

#include "carrel/base/bytes.hpp"
#include "carrel/policy/payload.hpp"

namespace carrel {

void write_payload(ByteWriter& out, const Payload& payload);

// By a frame's format. Nothing for a shape that it lacks, an enumerator out of range or a read past
// the end.
std::optional<Payload> read_payload(ByteReader& in, std::uint8_t format);

}  // namespace carrel
