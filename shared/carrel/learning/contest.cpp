#include "carrel/learning/contest.hpp"

#include <algorithm>
#include <utility>

#include "carrel/journal/standing.hpp"
#include "carrel/learning/versions.hpp"

namespace carrel {
namespace {

struct Contestant {
  Kept kept;
  Standing standing;
  bool ends = false;
  bool replaced = false;         // by any other
  bool replaced_stored = false;  // by one that the journal holds
  bool ended = false;            // by the end of the draft
};

std::vector<Contestant> contestants(std::vector<Kept> all, const ShapeSpec* spec) {
  std::vector<Contestant> out;
  out.reserve(all.size());
  for (Kept& kept : all) {
    Standing standing = standing_of(kept.record, spec);
    const bool ends = ends_draft(kept.record.event.payload);
    out.push_back({std::move(kept), std::move(standing), ends});
  }
  return out;
}

void compare(Contestant& one, const Contestant& other, const Names& names) {
  const bool named = other.standing.at == names.by && one.standing.at != names.by &&
                     std::ranges::binary_search(names.keys, one.kept.key);
  if (!named && !replaces(other.standing, one.standing)) return;
  one.replaced = true;
  one.replaced_stored = one.replaced_stored || other.kept.key != 0;
  one.ended = one.ended || (other.ends && other.kept.key != 0);
}

// What has ended is shown only where nothing else is there.
void show_first(std::vector<Kept>& standing) {
  const auto open = std::ranges::find_if(
      standing, [](const Kept& kept) { return !ends_draft(kept.record.event.payload); });
  if (open != standing.end()) std::rotate(standing.begin(), open, open + 1);
}

}  // namespace

void insert_newest_first(std::vector<Kept>& list, Kept kept) {
  const auto older = std::ranges::find_if(
      list, [&](const Kept& other) { return other.record.at < kept.record.at; });
  list.insert(older, std::move(kept));
}

void contest(Entry& entry, std::vector<Kept> all, const Names& names, const ShapeSpec* spec) {
  std::vector<Contestant> in = contestants(std::move(all), spec);
  for (Contestant& one : in)
    for (const Contestant& other : in)
      compare(one, other, names);
  std::erase_if(entry.earlier, [&](const Kept& version) {
    const Standing standing = standing_of(version.record, spec);
    return std::ranges::any_of(
        in, [&](const Contestant& c) { return c.ends && replaces(c.standing, standing); });
  });

  std::vector<Kept> standing;
  for (Contestant& one : in) {
    if (!one.replaced)
      insert_newest_first(standing, std::move(one.kept));
    else if (one.kept.key != 0 && !one.replaced_stored)
      insert_newest_first(entry.beneath, std::move(one.kept));
    else if (one.kept.key != 0 && !one.ended)
      insert_newest_first(entry.earlier, std::move(one.kept));
  }
  show_first(standing);
  for (; standing.size() > 1 + max_beside; standing.pop_back())
    insert_newest_first(entry.earlier, std::move(standing.back()));
  static_cast<Kept&>(entry) = std::move(standing.front());
  entry.beside.assign(std::move_iterator(standing.begin() + 1), std::move_iterator(standing.end()));
  const bool over = ends_draft(entry.record.event.payload);
  thin(entry.earlier, over || spec == nullptr ? 0 : spec->max_versions);
}

}  // namespace carrel
