#include "carrel/policy/register.hpp"

#include <algorithm>

#include "carrel/base/json_reader.hpp"
#include "carrel/base/words.hpp"
#include "carrel/policy/parse_parts.hpp"

namespace carrel {
namespace {

enum class Safeguard : std::uint8_t { none, not_needed, adequacy, standard_clauses, consent };

void check_url(const JsonReader& in) {
  const std::string_view url = in.text(9, 500);
  if (!url.empty() && !url.starts_with("https://")) in.fault("does not begin with https://");
}

std::vector<std::string> names(const JsonReader& in, std::size_t max) {
  std::vector<std::string> out;
  for (const JsonReader& e : in.elements(0, max))
    out.emplace_back(e.text(1, 200));
  return out;
}

// A host with its scheme, and nothing that would end a directive of a content policy.
bool is_source(std::string_view text) {
  const std::size_t colon = std::min(text.find("://"), text.size());
  if (word_index("https http wss ws", text.substr(0, colon)) == no_word) return false;
  text.remove_prefix(std::min(colon + 3, text.size()));
  if (text.starts_with("*.")) text.remove_prefix(2);
  const std::size_t port = std::min(text.find(':'), text.size());
  const auto all = [](std::string_view part, auto&& allowed) {
    return !part.empty() && std::ranges::all_of(part, allowed);
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool has_port = port < text.size();
  return all(text.substr(0, port),
             [&](char c) {
               return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-';
             }) &&
         (!has_port || (text.size() - port <= 6 && all(text.substr(port + 1), is_digit)));
}

std::vector<std::string> sources(const JsonReader& in) {
  std::vector<std::string> out;
  for (const JsonReader& e : in.elements(0, 32)) {
    out.emplace_back(e.text(1, 200));
    if (!out.back().empty() && !is_source(out.back()))
      e.fault("is not a source like https://*.example.org");
  }
  return out;
}

Recipient parse_recipient(const JsonReader& in, const Policy& policy) {
  in.only("key purpose title receives country safeguard policy opt_out hosts leaves");
  for (const std::string_view key : {"title", "receives"})
    parse_texts(in.member(key), policy.languages);
  in.member("country").text(2, 2);
  in.member("safeguard")
      .one_of("not_needed adequacy standard_clauses consent",
              {Safeguard::not_needed, Safeguard::adequacy, Safeguard::standard_clauses,
               Safeguard::consent});
  check_url(in.member("policy"));
  if (const auto out = in.optional("opt_out")) check_url(*out);
  if (const auto leaves = in.optional("leaves")) {
    leaves->only("cookies server_cookies local session databases caches files");
    for (const std::string_view place : leaves->keys())
      names(leaves->member(place), 64);
  }
  return {std::string(in.member("key").text(1, 64)), std::string(in.member("purpose").text(1, 64)),
          sources(in.member("hosts"))};
}

// What people are told of a revision.
void check_change(const JsonReader& in, const Policy& policy) {
  in.only("revision significant text");
  const std::string day(in.member("revision").text(10, 10));
  if (!day.empty() && !from_rfc3339(day + "T00:00:00Z"))
    in.member("revision").fault("is not a date like 2026-11-01");
  else if (day > policy.revision)
    in.member("revision").fault("is later than the policy's");
  in.member("significant").boolean();
  parse_texts(in.member("text"), policy.languages);
}

}  // namespace

std::expected<std::vector<Recipient>, std::vector<Fault>> parse_register(std::string_view text,
                                                                         const Policy& policy) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults);
  if (!document) return std::unexpected(std::move(faults));
  std::vector<Recipient> out;
  const JsonReader in(*document, faults);
  if (const auto changes = in.optional("changes"))
    for (const JsonReader& e : changes->elements(0, 100))
      check_change(e, policy);
  if (const auto services = in.optional("services"))
    for (const JsonReader& e : services->elements(0, max_categories))
      out.push_back(parse_recipient(e, policy));
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

}  // namespace carrel
