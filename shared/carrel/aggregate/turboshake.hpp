// TurboSHAKE128, RFC 9861, section 2.
#pragma once

#include "carrel/base/bytes.hpp"

namespace carrel {

// The first `size` bytes of the output for `message`; `domain` is 0x01 to 0x7F.
Bytes turboshake128(ByteView message, std::uint8_t domain, std::size_t size);

}  // namespace carrel
