// CRC-32C (Castagnoli), RFC 3720 appendix B.4: polynomial 0x1EDC6F41, reflected.
#pragma once

#include <cstdint>

#include "carrel/base/bytes.hpp"

namespace carrel {

std::uint32_t crc32c(ByteView bytes);

}  // namespace carrel
