#include "carrel/policy/parse_parts.hpp"

#include <algorithm>

#include "carrel/base/crc32c.hpp"
#include "carrel/base/words.hpp"

namespace carrel {
namespace {

std::uint32_t mixed(std::uint64_t a, std::uint64_t b) {
  ByteWriter bytes;
  bytes.fixed(a, 4);
  bytes.fixed(b, 8);
  return crc32c(bytes.bytes());
}

// The same for the same value, in whatever order its members stand.
std::uint32_t digest(JsonValue value) {
  const bool list = value.kind() == JsonKind::list;
  const auto kind = static_cast<std::uint64_t>(value.kind());
  std::uint32_t out =
      mixed(kind, value.kind() == JsonKind::text ? crc32c(as_bytes(value.text()))
                                                 : static_cast<std::uint64_t>(value.number()));
  for (const JsonValue child : value.children())
    out = list ? mixed(out, digest(child))
               : out + mixed(crc32c(as_bytes(child.name())), digest(child));
  return out;
}

}  // namespace

bool is_key(std::string_view key, bool dots) {
  if (key.empty() || key.size() > 64 || key.front() < 'a' || key.front() > 'z') return false;
  return std::ranges::all_of(key, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (dots && c == '.');
  });
}

Texts parse_texts(const JsonReader& in, const std::vector<std::string>& languages) {
  Texts out;
  for (const std::string_view tag : in.keys())
    if (!std::ranges::contains(languages, tag))
      in.member(tag).fault("is no language of this policy");
  for (const std::string& tag : languages)
    out[tag] = in.member(tag).text(1, 2000);
  return out;
}

std::vector<std::string> parse_facts(const JsonReader& in) {
  std::vector<std::string> out;
  for (const JsonReader& e : in.elements(0, 100)) {
    const std::string_view id = e.text(4, 4);
    if (!id.empty() && !(id[0] == 'D' && std::ranges::all_of(id.substr(1), [](char c) {
                           return c >= '0' && c <= '9';
                         })))
      e.fault("is not a fact like D101");
    out.emplace_back(id);
  }
  return out;
}

UseSet parse_uses(const JsonReader& in) {
  UseSet out = 0;
  for (const JsonReader& e : in.elements(0, 8))
    out |= static_cast<UseSet>(e.one_of(
        "measurement appearance profiling sharing advertising",
        {Use::measurement, Use::appearance, Use::profiling, Use::sharing, Use::advertising}));
  return out;
}

Basis parse_basis(const JsonReader& purpose, const Category& category) {
  const auto in = purpose.optional("basis");
  if (!in) return category.required ? Basis::contract : Basis::consent;
  const Basis out = in->one_of(
      "consent explicit_consent contract legal_obligation legitimate_interests public_task",
      {Basis::consent, Basis::explicit_consent, Basis::contract, Basis::legal_obligation,
       Basis::legitimate_interests, Basis::public_task});
  if (out != Basis::none && asks(out) == category.required)
    in->fault("does not go with a category that is or is not required");
  return out;
}

bool belongs(JsonValue entry, std::string_view purpose) {
  const auto names = [&](JsonValue value) {
    return value.kind() == JsonKind::text && value.text() == purpose;
  };
  return names(entry.find("purpose")) || names(entry.find("when_enrolled").find("purpose"));
}

std::uint32_t fingerprint(JsonValue document, std::string_view purpose) {
  std::uint32_t out = 0;  // a sum: the order of entries is no matter
  const auto add = [&](JsonValue entry, std::string_view members) {
    std::uint32_t part = 0;
    for (const JsonValue member : entry.children())
      if (word_index(members, member.name()) != no_word)
        part += mixed(crc32c(as_bytes(member.name())), digest(member));
    out += mixed(part, 0);
  };
  std::string_view category;
  for (const JsonValue entry : document.find("purposes").children())
    if (entry.find("key").text() == purpose) {
      category = entry.find("category").text();
      add(entry, purpose_terms);
    }
  for (const JsonValue entry : document.find("categories").children())
    if (entry.find("key").text() == category) add(entry, category_terms);
  for (const JsonValue entry : document.find("items").children())
    if (belongs(entry, purpose)) add(entry, item_terms);
  for (const JsonValue entry : document.find("services").children())
    if (belongs(entry, purpose)) add(entry, service_terms);
  return out;
}

}  // namespace carrel
