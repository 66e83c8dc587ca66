#include "tools/difference.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "tools/words.hpp"

#include "carrel/base/words.hpp"
#include "carrel/policy/parse_parts.hpp"

namespace carrel::tools {
namespace {

constexpr std::string_view editorial_members =
    "title why covers refused receives facts policy opt_out";

bool has(std::string_view words, std::string_view word) {
  return word_index(words, word) != no_word;
}

// As fingerprints compare: members in any order, elements in theirs.
bool same(JsonValue a, JsonValue b) {
  if (a.kind() != b.kind()) return false;
  const auto of_a = a.children();
  const auto of_b = b.children();
  if (of_a.size() != of_b.size()) return false;
  switch (a.kind()) {
    case JsonKind::missing:
      return true;
    case JsonKind::text:
      return a.text() == b.text();
    case JsonKind::object:
      return std::ranges::all_of(of_a, [&](JsonValue m) { return same(m, b.find(m.name())); });
    case JsonKind::list:
      return std::ranges::equal(of_a, of_b, same);
    default:
      return a.number() == b.number();
  }
}

std::set<std::string_view> members_of(JsonValue a, JsonValue b) {
  std::set<std::string_view> out;
  for (const JsonValue entry : {a, b})
    for (const JsonValue member : entry.children())
      out.insert(member.name());
  return out;
}

Effect effect_of(std::string_view terms, std::string_view member) {
  if (has(terms, member)) return Effect::asked;
  return has(editorial_members, member) ? Effect::editorial : Effect::notice;
}

std::vector<Change> changes(const std::string& entry, std::string_view terms, JsonValue a,
                            JsonValue b) {
  std::vector<Change> out;
  for (const std::string_view member : members_of(a, b)) {
    const JsonValue before = a.find(member);
    const JsonValue after = b.find(member);
    if (same(before, after)) continue;
    Change change{effect_of(terms, member), entry, std::string(member), {}, {}};
    if (change.effect != Effect::editorial) {
      change.before = in_words(before);
      change.after = in_words(after);
    }
    out.push_back(std::move(change));
  }
  return out;
}

std::vector<JsonValue> entries(JsonValue document, std::string_view list) {
  return (list == "metrics" ? document.find("aggregate") : document).find(list).children();
}

JsonValue find(JsonValue document, std::string_view list, std::string_view key) {
  for (const JsonValue entry : entries(document, list))
    if (entry.find("key").text() == key) return entry;
  return {};
}

// The entry as far as it is for the purpose.
JsonValue find_for(JsonValue document, std::string_view list, std::string_view key,
                   std::string_view purpose) {
  const JsonValue entry = find(document, list, key);
  return belongs(entry, purpose) ? entry : JsonValue();
}

std::vector<std::string_view> keys_for(JsonValue document, std::string_view list,
                                       std::string_view purpose) {
  std::vector<std::string_view> out;
  for (const JsonValue entry : entries(document, list))
    if (belongs(entry, purpose)) out.push_back(entry.find("key").text());
  return out;
}

struct Kind {
  std::string_view list, name, terms;
};
constexpr std::array kinds{Kind{"items", "item ", item_terms},
                           Kind{"services", "service ", service_terms},
                           Kind{"metrics", "metric ", ""}};

void add_entries(std::vector<Change>& out, const Kind& kind, JsonValue before, JsonValue after,
                 std::string_view purpose) {
  auto keys = keys_for(after, kind.list, purpose);
  for (const std::string_view key : keys_for(before, kind.list, purpose))
    if (!std::ranges::contains(keys, key)) keys.push_back(key);
  const Effect if_whole = kind.terms.empty() ? Effect::notice : Effect::asked;
  for (const std::string_view key : keys) {
    const std::string entry = std::string(kind.name) + std::string(key);
    const JsonValue a = find_for(before, kind.list, key, purpose);
    const JsonValue b = find_for(after, kind.list, key, purpose);
    if (a.kind() == JsonKind::missing)
      out.push_back({if_whole, entry, {}, "not there", "new"});
    else if (b.kind() == JsonKind::missing)
      out.push_back({if_whole, entry, {}, "there", "gone"});
    else
      std::ranges::move(changes(entry, kind.terms, a, b), std::back_inserter(out));
  }
}

JsonValue category_of(JsonValue document, JsonValue purpose) {
  return find(document, "categories", purpose.find("category").text());
}

bool is_asked(const Policy& policy, std::string_view purpose) {
  const auto index = policy.find_purpose(purpose);
  return index && !policy.category_of(*index).required;
}

PurposeChange purpose_change(const Revision& before, const Revision& after, std::string_view key) {
  const JsonValue a = find(before.document, "purposes", key);
  const JsonValue b = find(after.document, "purposes", key);
  PurposeChange out{std::string(key)};
  const Effect if_asked = is_asked(after.policy, key) ? Effect::asked : Effect::notice;
  if (a.kind() == JsonKind::missing) {
    out.added = true;
    out.effect = if_asked;
    return out;
  }
  out.changes = changes("purpose", purpose_terms, a, b);
  // A category of another name is no more than the purpose's own change says.
  for (Change& change : changes("its category", category_terms, category_of(before.document, a),
                                category_of(after.document, b)))
    if (change.member != "key") out.changes.push_back(std::move(change));
  for (const Kind& kind : kinds)
    add_entries(out.changes, kind, before.document, after.document, key);
  for (Change& change : out.changes) {
    change.effect = change.effect == Effect::asked ? if_asked : change.effect;
    out.effect = std::max(out.effect, change.effect);
  }
  return out;
}

// The head of the document; what the entries say comes with their purposes.
std::vector<Change> head_changes(JsonValue before, JsonValue after) {
  std::vector<Change> out;
  for (const std::string_view member : {"id", "site", "languages"})
    if (const JsonValue a = before.find(member), b = after.find(member); !same(a, b))
      out.push_back({Effect::notice, "policy", std::string(member), in_words(a), in_words(b)});
  for (const std::string_view object : {"consent", "aggregate"})
    for (Change& change : changes(std::string(object), "", before.find(object), after.find(object)))
      if (change.member != "metrics") out.push_back(std::move(change));
  return out;
}

}  // namespace

std::string_view name(Effect effect) {
  constexpr std::array<std::string_view, 5> names{"same", "editorial", "notice", "gone", "asked"};
  return names[static_cast<std::size_t>(effect)];
}

Effect Difference::effect() const {
  Effect out = Effect::none;
  for (const Change& change : policy)
    out = std::max(out, change.effect);
  for (const PurposeChange& purpose : purposes)
    out = std::max(out, purpose.effect);
  return out;
}

Difference difference(const Revision& before, const Revision& after) {
  Difference out;
  out.policy = head_changes(before.document, after.document);
  for (const JsonValue purpose : after.document.find("purposes").children())
    out.purposes.push_back(purpose_change(before, after, purpose.find("key").text()));
  for (const JsonValue purpose : before.document.find("purposes").children())
    if (const std::string_view key = purpose.find("key").text(); !after.policy.find_purpose(key))
      out.purposes.push_back({std::string(key), Effect::gone});
  return out;
}

}  // namespace carrel::tools
