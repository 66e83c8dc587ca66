// A notary on OpenSSL's libcrypto.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "handlers/notary.hpp"
#include <openssl/evp.h>

namespace carrel::server {

// Callable by several threads at once.
class OpensslNotary final : public Notary {
 public:
  // An Ed25519 key in PEM, as `openssl genpkey -algorithm ed25519` writes it; or what is wrong.
  static std::expected<OpensslNotary, std::string> from_file(const std::string& path);
  static std::expected<OpensslNotary, std::string> fresh();

  std::string sha256(std::string_view bytes) const override;
  bool is_signed(std::string_view bytes, std::string_view x, std::string_view y,
                 std::string_view signature) const override;
  std::string sign(std::string_view bytes) const override;
  std::string public_key() const override;

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  using Key = std::unique_ptr<EVP_PKEY, Free>;

  explicit OpensslNotary(Key key) : key_(std::move(key)) {}

  Key key_;
};

}  // namespace carrel::server
