#include "program/openssl_notary.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "tools/published.hpp"
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

namespace carrel::server {
namespace {

using Octets = std::vector<unsigned char>;

constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t ed25519_signature_bytes = 64;

template <class T, auto free>
struct Freed {
  void operator()(T* object) const { free(object); }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Freed<T, free>>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64url(const Octets& bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(),
                  static_cast<int>(bytes.size()));
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  out.erase(std::ranges::find(out, '='), out.end());
  return out;
}

// Nothing unless it stands for exactly `size` bytes.
std::optional<Octets> from_base64url(std::string_view text, std::size_t size) {
  if (text.size() != (size * 4 + 2) / 3) return {};
  std::string padded(text);
  std::ranges::replace(padded, '-', '+');
  std::ranges::replace(padded, '_', '/');
  padded.resize((padded.size() + 3) / 4 * 4, '=');
  Octets out(padded.size() / 4 * 3);
  if (EVP_DecodeBlock(out.data(), octets(padded), static_cast<int>(padded.size())) < 0) return {};
  out.resize(size);
  // The bits behind the last byte are 0: one text alone stands for it.
  return base64url(out) == text ? std::optional(out) : std::nullopt;
}

EVP_PKEY* p256_key(const Octets& x, const Octets& y) {
  Octets point{4};  // uncompressed
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  std::string group = "prime256v1";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  auto* given = const_cast<OSSL_PARAM*>(parameters.data());
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, given) != 1)
    return nullptr;
  return key;
}

Octets der(const Octets& signature) {
  const Owned<ECDSA_SIG, ECDSA_SIG_free> parts(ECDSA_SIG_new());
  const int size = static_cast<int>(coordinate_bytes);
  BIGNUM* r = BN_bin2bn(signature.data(), size, nullptr);
  BIGNUM* s = BN_bin2bn(signature.data() + size, size, nullptr);
  if (!parts || ECDSA_SIG_set0(parts.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* bytes = nullptr;
  const int length = i2d_ECDSA_SIG(parts.get(), &bytes);
  const Octets out(bytes, bytes + std::max(length, 0));
  OPENSSL_free(bytes);
  return out;
}

}  // namespace

std::expected<OpensslNotary, std::string> OpensslNotary::from_file(const std::string& path) {
  const Owned<BIO, BIO_free_all> file(BIO_new_file(path.c_str(), "r"));
  if (!file) return std::unexpected(path + " cannot be read");
  Key key(PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr));
  if (!key || EVP_PKEY_is_a(key.get(), "ED25519") != 1)
    return std::unexpected(path + " is not an Ed25519 key in PEM");
  return OpensslNotary(std::move(key));
}

std::expected<OpensslNotary, std::string> OpensslNotary::fresh() {
  Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) return std::unexpected("no key could be made");
  return OpensslNotary(std::move(key));
}

std::string OpensslNotary::sha256(std::string_view bytes) const {
  return tools::sha256_hex(bytes);
}

bool OpensslNotary::is_signed(std::string_view bytes, std::string_view x, std::string_view y,
                              std::string_view signature) const {
  const auto at_x = from_base64url(x, coordinate_bytes);
  const auto at_y = from_base64url(y, coordinate_bytes);
  const auto parts = from_base64url(signature, 2 * coordinate_bytes);
  if (!at_x || !at_y || !parts) return false;
  const Key key(p256_key(*at_x, *at_y));
  const Octets encoded = der(*parts);
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  return key && context && !encoded.empty() &&
         EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), encoded.data(), encoded.size(), octets(bytes),
                          bytes.size()) == 1;
}

std::string OpensslNotary::sign(std::string_view bytes) const {
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  Octets out(ed25519_signature_bytes);
  std::size_t size = out.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), out.data(), &size, octets(bytes), bytes.size()) != 1)
    return {};
  return base64url(out);
}

std::string OpensslNotary::public_key() const {
  Octets out(coordinate_bytes);
  std::size_t size = out.size();
  EVP_PKEY_get_raw_public_key(key_.get(), out.data(), &size);
  return base64url(out);
}

}  // namespace carrel::server
