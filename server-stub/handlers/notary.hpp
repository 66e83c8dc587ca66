// The cryptography that consent records need, behind which a handler knows no library.
#pragma once

#include <string>
#include <string_view>

namespace carrel::server {

// Keys, coordinates and signatures are Base64url without padding (RFC 4648, section 5).
class Notary {
 public:
  virtual ~Notary() = default;

  // In lower-case hexadecimal.
  virtual std::string sha256(std::string_view bytes) const = 0;

  // ECDSA with P-256 and SHA-256 by the key at (x, y); the signature is r and s.
  virtual bool is_signed(std::string_view bytes, std::string_view x, std::string_view y,
                         std::string_view signature) const = 0;

  // Ed25519, by the server's key. Empty where that fails.
  virtual std::string sign(std::string_view bytes) const = 0;
  virtual std::string public_key() const = 0;
};

}  // namespace carrel::server
