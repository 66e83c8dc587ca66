#include "carrel/engine/views.hpp"

#include <functional>
#include <map>

#include "carrel/learning/merge.hpp"
#include "carrel/learning/versions.hpp"

namespace carrel {
namespace {

const std::string& in_language(const Texts& texts, const Policy& policy,
                               std::string_view language) {
  static const std::string none;
  auto it = texts.find(language);
  if (it == texts.end()) it = texts.find(policy.languages.front());
  return it == texts.end() ? none : it->second;
}

bool shown(const Entry& entry) {
  return entry.disposition == Disposition::keep || entry.disposition == Disposition::ask;
}

void add_text(std::vector<VersionView>& out, const Kept& kept) {
  const auto* draft = std::get_if<DraftValue>(&kept.record.event.payload);
  if (draft != nullptr && !ends_draft(*draft))
    out.push_back({draft->text, kept.record.at.instant()});
}

ValueView view_of(const Entry& entry) {
  ValueView out{entry.record.event,
                entry.record.at.instant(),
                entry.saved,
                entry.tier,
                entry.disposition == Disposition::ask,
                {}};
  out.event.payload = merged(entry);
  out.event.version = entry.newest_version();
  for (const Kept& other : entry.beside) {
    out.saved = out.saved && other.saved;
    add_text(out.rivals, other);
  }
  return out;
}

std::size_t weight(const Entry& entry) {
  std::size_t out = weight(entry.record.event.payload);
  for (const auto* list : {&entry.beside, &entry.earlier})
    for (const Kept& kept : *list)
      out += weight(kept.record.event.payload);
  return out;
}

}  // namespace

std::vector<ValueView> values_of(const State& state, const Policy& policy, std::string_view item,
                                 std::string_view entity) {
  std::vector<ValueView> out;
  const auto& entries = state.entries();
  // In the order of slots an item's entries stand together, and within it an entity's.
  auto it = item.empty() ? entries.begin()
                         : entries.lower_bound({std::string(item), std::string(entity), {}});
  for (; it != entries.end(); ++it) {
    const auto& [slot, entry] = *it;
    if (!item.empty() && slot.item != item) break;
    if (!entity.empty() && slot.entity != entity) {
      if (!item.empty()) break;
      continue;
    }
    const PolicyItem* declared = policy.find_item(slot.item);
    if (!shown(entry) || declared == nullptr || is_built_in(*declared)) continue;
    out.push_back(view_of(entry));
  }
  return out;
}

std::vector<VersionView> versions_of(const State& state, const Policy& policy,
                                     std::string_view item, std::string_view entity) {
  std::vector<VersionView> out;
  const auto it = state.entries().find({std::string(item), std::string(entity), {}});
  if (it == state.entries().end() || policy.find_item(item) == nullptr || !shown(it->second))
    return out;
  for (const Kept& version : it->second.earlier)
    add_text(out, version);
  return out;
}

std::vector<StoredView> stored_in(const State& state, const Policy& policy, bool enrolled,
                                  std::string_view language) {
  std::map<std::pair<std::size_t, Tier>, StoredView> rows;
  for (const auto& [slot, entry] : state.entries()) {
    const PolicyItem* item = policy.find_item(slot.item);
    if (item == nullptr) continue;
    const auto order = static_cast<std::size_t>(item - policy.items.data());
    StoredView& row = rows[{order, entry.tier}];
    if (row.count == 0) {
      const std::size_t purpose = item->purpose_for(enrolled);
      row.item = item->key;
      row.purpose = policy.purposes[purpose].key;
      row.category = policy.category_of(purpose).key;
      row.tier = entry.tier;
      row.keep = item->keep;
      row.title = in_language(item->title, policy, language);
      row.why = in_language(item->why, policy, language);
    }
    ++row.count;
    row.bytes += weight(entry);
  }
  std::vector<StoredView> out;
  for (auto& [order, row] : rows)
    out.push_back(std::move(row));
  return out;
}

std::vector<TransferView> transfers_in(const State& state) {
  std::map<Hlc, TransferView, std::greater<>> ordered;
  for (const auto& [slot, entry] : state.entries())
    if (const auto* transfer = std::get_if<TransferValue>(&entry.record.event.payload))
      ordered.emplace(entry.record.at,
                      TransferView{entry.record.at.instant(), transfer->item, slot.entity,
                                   transfer->outcome, transfer->status, transfer->reason});
  std::vector<TransferView> out;
  for (auto& [at, view] : ordered)
    out.push_back(std::move(view));
  return out;
}

}  // namespace carrel
