#include "tools/sources.hpp"

#include "tools/words.hpp"

#include "carrel/consent/rules.hpp"

namespace carrel::tools {
namespace {

JsonValue entry_named(JsonValue rules, std::string_view key) {
  for (const JsonValue entry : rules.find("places").children())
    if (entry.find("place").text() == key) return entry;
  return {};
}

// As Rules::of() looks a place up.
JsonValue entry_of(JsonValue rules, std::string_view place) {
  if (is_place(place))
    for (const char end : {'\0', '+', '-'}) {
      if (end != '\0') place = place.substr(0, place.find(end));
      if (const JsonValue found = entry_named(rules, place); found.kind() != JsonKind::missing)
        return found;
    }
  return is_place(place) ? entry_named(rules, "*") : JsonValue();
}

std::string text_of(JsonValue value) {
  return value.kind() == JsonKind::text ? std::string(value.text()) : std::string();
}

std::string strictest(std::string_view rule) {
  const PlaceRules law;
  if (rule == "grant_days") return std::to_string(law.grant.ms / Duration::days(1).ms);
  if (rule == "ask_again_days") return std::to_string(law.ask_again.ms / Duration::days(1).ms);
  if (rule == "digital_age") return std::to_string(law.digital_age);
  if (rule == "own_choice_age") return std::to_string(law.own_choice_age);
  return rule == "signal_refuses" ? "all uses" : "none";
}

}  // namespace

Source source_of(JsonValue rules, std::string_view place, std::string_view rule) {
  JsonValue entry = entry_of(rules, place);
  while (entry.kind() != JsonKind::missing) {
    if (const JsonValue said = entry.find(rule); said.kind() != JsonKind::missing) {
      const bool bare = said.kind() != JsonKind::object;
      return {text_of(entry.find("place")),     in_words(bare ? said : said.find("value")),
              text_of(said.find("source")),     text_of(said.find("checked")),
              text_of(said.find("confidence")), text_of(said.find("note"))};
    }
    const std::string like = text_of(entry.find("like"));
    entry = like.empty() ? JsonValue() : entry_named(rules, like);
  }
  return {{}, strictest(rule), "Carrel: the strictest", {}, "own", {}};
}

}  // namespace carrel::tools
