#include "carrel/policy/register.hpp"

#include "carrel/base/json_reader.hpp"
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
          names(in.member("hosts"), 32)};
}

}  // namespace

std::expected<std::vector<Recipient>, std::vector<Fault>> parse_register(std::string_view text,
                                                                         const Policy& policy) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults);
  if (!document) return std::unexpected(std::move(faults));
  std::vector<Recipient> out;
  if (const auto services = JsonReader(*document, faults).optional("services"))
    for (const JsonReader& e : services->elements(0, max_categories))
      out.push_back(parse_recipient(e, policy));
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

}  // namespace carrel
