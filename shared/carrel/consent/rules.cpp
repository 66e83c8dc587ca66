#include "carrel/consent/rules.hpp"

#include <algorithm>
#include <optional>

#include "carrel/base/json_reader.hpp"
#include "carrel/policy/parse_parts.hpp"

namespace carrel {
namespace {

const PlaceRules* find(const Rules& rules, std::string_view key) {
  const auto it = std::ranges::find(
      rules.places, key, [](const auto& place) -> std::string_view { return place.first; });
  return it == rules.places.end() ? nullptr : &it->second;
}

bool all_of(std::string_view text, std::string_view also, char first, char last) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= first && c <= last) || also.contains(c);
  });
}

// A value by itself, or as `value` beside where it comes from.
std::optional<JsonReader> rule(const JsonReader& in, std::string_view key) {
  const auto member = in.optional(key);
  if (!member || member->value().kind() != JsonKind::object) return member;
  member->only("value source checked confidence note");
  return member->member("value");
}

PlaceRules parse_place(const JsonReader& in, PlaceRules out) {
  in.only(
      "place like without_choice signal_refuses grant_days ask_again_days erase digital_age "
      "own_choice_age");
  const auto age = [&](std::string_view key, std::uint8_t& years) {
    if (const auto r = rule(in, key)) years = static_cast<std::uint8_t>(r->integer(0, 21));
  };
  const auto days = [&](std::string_view key, Duration& time) {
    if (const auto r = rule(in, key)) time = Duration::days(r->integer(1, 1096));
  };
  if (const auto r = rule(in, "without_choice")) out.without_choice = parse_uses(*r);
  if (const auto r = rule(in, "signal_refuses")) out.signal_refuses = parse_uses(*r);
  days("grant_days", out.grant);
  days("ask_again_days", out.ask_again);
  if (const auto r = rule(in, "erase")) out.erase = r->boolean();
  age("digital_age", out.digital_age);
  age("own_choice_age", out.own_choice_age);
  return out;
}

}  // namespace

bool is_place(std::string_view text) {
  if (text.empty()) return true;
  const std::size_t plus = text.find('+');
  const bool profile = plus == text.npos || all_of(text.substr(plus + 1), "_", 'a', 'z');
  const std::string_view place = text.substr(0, plus);
  if (!profile || place.size() < 2 || place.size() > 6) return false;
  if (!all_of(place.substr(0, 2), "", 'A', 'Z')) return false;
  return place.size() == 2 || (place[2] == '-' && all_of(place.substr(3), "0123456789", 'A', 'Z'));
}

PlaceRules Rules::of(std::string_view place) const {
  if (!is_place(place)) return {};
  for (const char end : {'\0', '+', '-'}) {
    if (end != '\0') place = place.substr(0, place.find(end));
    if (const PlaceRules* found = find(*this, place)) return *found;
  }
  const PlaceRules* unknown = find(*this, "*");
  return unknown == nullptr ? PlaceRules{} : *unknown;
}

std::expected<Rules, std::vector<Fault>> parse_rules(std::string_view text) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults);
  if (!document) return std::unexpected(std::move(faults));
  const JsonReader in(*document, faults);
  in.only("$schema format version places");
  in.member("format").integer(1, 1);
  Rules out;
  out.version = in.member("version").text(1, max_manner_bytes);
  for (const JsonReader& e : in.member("places").elements(1, 512)) {
    std::string key(e.member("place").text(1, 64));
    if (find(out, key) != nullptr) e.member("place").fault("is there twice");
    PlaceRules base;
    if (const auto like = e.optional("like")) {
      const PlaceRules* other = find(out, like->text(1, 64));
      if (other == nullptr)
        like->fault("is no place before this one");
      else
        base = *other;
    }
    out.places.emplace_back(std::move(key), parse_place(e, base));
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

}  // namespace carrel
