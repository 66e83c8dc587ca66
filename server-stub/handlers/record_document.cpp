#include "handlers/record_document.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "carrel/base/bytes.hpp"
#include "carrel/base/entropy.hpp"
#include "carrel/base/json_reader.hpp"
#include "carrel/base/time.hpp"
#include "carrel/sync/xapi.hpp"

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

Instant time(const JsonReader& member) {
  const auto at = from_rfc3339(member.text(24, 24));
  if (!at) member.fault("is not an RFC 3339 time");
  return at.value_or(Instant{});
}

std::vector<std::string> granted(const JsonReader& list) {
  std::vector<std::string> out;
  for (const JsonReader& purpose : list.elements(0, 64)) {
    purpose.only("key granted category");
    const std::string_view key = purpose.member("key").text(1, 64);
    if (purpose.member("granted").boolean()) out.emplace_back(key);
    if (const auto category = purpose.optional("category")) category->text(1, 64);
  }
  std::ranges::sort(out);
  return out;
}

std::string policy_hash(const JsonReader& policy) {
  policy.only("hash id revision");
  if (const auto id = policy.optional("id")) id->text(1, 64);
  if (const auto revision = policy.optional("revision")) revision->text(10, 10);
  return hash(policy.member("hash"));
}

Manner manner(const JsonReader& in) {
  const JsonReader by = in.member("by");
  word(by, {"subject", "parent"});
  Manner out = parse_manner(in);
  out.approved = by.text(1, 64) == "parent";
  return out;
}

ConsentValue consent(const JsonReader& in) {
  ConsentValue out;
  out.id = parse_uuid(in.member("id").text(36, 36));
  if (out.id.is_nil()) in.member("id").fault("is not a UUID");
  out.at = time(in.member("at"));
  out.choice = in.member("choice").one_of("refused on_device granted",
                                          {Choice::refused, Choice::on_device, Choice::granted});
  out.purposes = granted(in.member("purposes"));
  out.policy = policy_hash(in.member("policy"));
  out.texts = hash(in.member("texts"));
  out.how = manner(in);
  return out;
}

// What the server keeps as it is, for whoever verifies it.
void look_at_rest(const JsonReader& in) {
  word(in.member("schema"), {"urn:carrel:consent-record:1"});
  word(in.member("state"), {"given", "withdrawn"});
  word(in.member("type"), {"explicit"});
  word(in.member("withdrawal"), {"choices"});
  if (const auto expires = in.optional("expires")) time(*expires);
}

}  // namespace

Result<RecordDocument> parse_record(std::string_view text) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults, limits);
  if (!document) return fail(Errc::bad_payload, "");
  const JsonReader in(*document, faults);
  in.only(
      "schema id number previous key subject at choice state type by purposes policy texts "
      "language interface method told place rules withdrawal expires");
  RecordDocument out;
  out.consent = consent(in);
  out.id = in.member("id").text(36, 36);
  out.subject = in.member("subject").text(4, 64);
  out.number = in.member("number").integer(1, max_number);
  const bool first = JsonValue(*document).find("previous").kind() == JsonKind::null;
  if (!first) out.previous = hash(in.member("previous"));
  if (first != (out.number == 1)) in.member("number").fault("is not that of its place");
  const JsonReader key = in.member("key");
  key.only("crv kty x y");
  word(key.member("crv"), {"P-256"});
  word(key.member("kty"), {"EC"});
  out.x = coordinate(key.member("x"));
  out.y = coordinate(key.member("y"));
  look_at_rest(in);
  if (!faults.empty()) return fail(Errc::bad_payload, faults.front().where);
  return out;
}

std::optional<std::string_view> contradiction(std::string_view consent, std::string_view record) {
  std::vector<Fault> faults;
  const auto json = parse_json(consent, faults, limits);
  if (!json) return "";
  const auto sent = parse_consent(*json);
  const auto recorded = parse_record(record);
  if (!sent || !recorded) return "";
  const ConsentValue& said = recorded->consent;
  const std::pair<std::string_view, bool> members[] = {
      {"/at", sent->at == said.at},
      {"/choice", sent->choice == said.choice},
      {"/purposes", sent->purposes == said.purposes},
      {"/policy", sent->policy == said.policy},
      {"/texts", sent->texts == said.texts},
      {"/method", sent->how.method == said.how.method},
      {"/told", sent->how.told == said.how.told},
      {"/approved", sent->how.approved == said.how.approved},
      {"/language", sent->how.language == said.how.language},
      {"/interface", sent->how.interface == said.how.interface},
      {"/place", sent->how.place == said.how.place},
      {"/rules", sent->how.rules == said.how.rules},
  };
  for (const auto& [member, agrees] : members)
    if (!agrees) return member;
  return {};
}

}  // namespace carrel::server
