#include "handlers/record_document.hpp"

#include <algorithm>

#include "carrel/base/bytes.hpp"
#include "carrel/base/entropy.hpp"
#include "carrel/base/json_reader.hpp"
#include "carrel/base/time.hpp"
#include "carrel/policy/payload.hpp"

namespace carrel::server {
namespace {

constexpr JsonLimits limits{.bytes = 65'536, .depth = 4, .members = 32};
constexpr std::int64_t max_number = 999'999'999;
constexpr std::size_t hash_bytes = 64;
constexpr std::size_t coordinate_bytes = 43;  // 32 in Base64url

std::string hash(const JsonReader& member) {
  const std::string_view text = member.text(hash_bytes, hash_bytes);
  if (!is_lower_hex(text)) member.fault("is not a SHA-256 in lower-case hexadecimal");
  return std::string(text);
}

std::string coordinate(const JsonReader& member) {
  const std::string_view text = member.text(coordinate_bytes, coordinate_bytes);
  const auto is_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  if (!std::ranges::all_of(text, is_digit)) member.fault("is not Base64url");
  return std::string(text);
}

void word(const JsonReader& member, std::initializer_list<std::string_view> words) {
  const std::string_view text = member.text(1, 64);
  if (std::ranges::find(words, text) == words.end()) member.fault("is none of the words allowed");
}

void time(const JsonReader& member) {
  if (!from_rfc3339(member.text(24, 24))) member.fault("is not an RFC 3339 time");
}

void look_at_purposes(const JsonReader& list) {
  for (const JsonReader& purpose : list.elements(0, 64)) {
    purpose.only({"key", "granted", "category"});
    purpose.member("key").text(1, 64);
    purpose.member("granted").boolean();
    if (const auto category = purpose.optional("category")) category->text(1, 64);
  }
}

void look_at_policy(const JsonReader& policy) {
  policy.only({"hash", "id", "revision"});
  hash(policy.member("hash"));
  if (const auto id = policy.optional("id")) id->text(1, 64);
  if (const auto revision = policy.optional("revision")) revision->text(10, 10);
}

// What the server keeps as it is, for whoever verifies it.
void look_at_rest(const JsonReader& in) {
  word(in.member("schema"), {"urn:carrel:consent-record:1"});
  word(in.member("choice"), {"refused", "on_device", "granted"});
  word(in.member("state"), {"given", "withdrawn"});
  word(in.member("type"), {"explicit"});
  word(in.member("by"), {"subject", "parent"});
  word(in.member("method"),
       {"none", "banner", "choices", "button", "placeholder", "imported", "parent", "page"});
  word(in.member("withdrawal"), {"choices"});
  for (const char* name : {"language", "interface", "place", "rules"})
    in.member(name).text(0, max_manner_bytes);
  in.member("told").boolean();
  hash(in.member("texts"));
  time(in.member("at"));
  if (const auto expires = in.optional("expires")) time(*expires);
  look_at_purposes(in.member("purposes"));
  look_at_policy(in.member("policy"));
}

}  // namespace

Result<RecordDocument> parse_record(std::string_view text) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults, limits);
  if (!document) return fail(Errc::bad_payload, "");
  const JsonReader in(*document, faults);
  in.only({"schema", "id",   "number", "previous", "key",        "subject", "at",       "choice",
           "state",  "type", "by",     "purposes", "policy",     "texts",   "language", "interface",
           "method", "told", "place",  "rules",    "withdrawal", "expires"});
  RecordDocument out;
  out.id = in.member("id").text(36, 36);
  if (parse_uuid(out.id).is_nil()) in.member("id").fault("is not a UUID");
  out.subject = in.member("subject").text(4, 64);
  out.number = in.member("number").integer(1, max_number);
  const bool first = JsonValue(*document).find("previous").kind() == JsonKind::null;
  if (!first) out.previous = hash(in.member("previous"));
  if (first != (out.number == 1)) in.member("number").fault("is not that of its place");
  const JsonReader key = in.member("key");
  key.only({"crv", "kty", "x", "y"});
  word(key.member("crv"), {"P-256"});
  word(key.member("kty"), {"EC"});
  out.x = coordinate(key.member("x"));
  out.y = coordinate(key.member("y"));
  look_at_rest(in);
  if (!faults.empty()) return fail(Errc::bad_payload, faults.front().where);
  return out;
}

}  // namespace carrel::server
