#include "model.hpp"

#include <algorithm>

namespace carrel::sim {
namespace {

// The purposes of tests/sim/policy.json, written down a second time.
std::string purpose_of(const std::string& item, bool enrolled) {
  const bool coursework =
      item == "progress.completed" || item == "quiz.attempt" || item == "essay.submission";
  if (coursework && enrolled) return "course_record";
  if (item == consent_item || item == transfer_item || item == use_item) return "accountability";
  if (item == "pref.text_size") return "preferences";
  if (item == "draft.text" || item == "essay.submission") return "drafts";
  return "resume";
}

// Whether the writer of `a` had seen `b`, or wrote it.
bool saw(const RawRecord& a, const RawRecord& b) {
  if (a.writer == b.writer) return a.at > b.at;
  return std::ranges::any_of(
      *a.seen, [&](const Hlc& seen) { return seen.writer == b.at.writer && seen >= b.at; });
}

// Likewise how long they keep.
Duration kept_unused(const std::string& item) {
  const bool coursework =
      item == "progress.completed" || item == "quiz.attempt" || item == "essay.submission";
  return Duration::days(coursework ? 1095 : 365);
}

}  // namespace

bool Chosen::permits(const std::string& item, bool enrolled) const {
  const std::string purpose = purpose_of(item, enrolled);
  return purpose == "course_record" || purposes.contains(purpose);
}

bool Chosen::withdraws(const std::string& item, bool enrolled) const {
  return choice != Choice::unasked && item != "draft.text" && !permits(item, enrolled);
}

Chosen chosen_by(const ConsentValue& value) {
  return {value.choice, {value.purposes.begin(), value.purposes.end()}};
}

void Model::written(const RawRecord& record) {
  std::vector<RawRecord>& known = log[slot_of(record.event)];
  if (std::ranges::find(known, record) == known.end()) known.push_back(record);
  if (ends_draft(record.event.payload)) {
    Hlc& end = ended[slot_of(record.event)];
    end = std::max(end, record.at);
    std::erase_if(promises, [&](const auto& promise) {
      return promise.first == slot_of(record.event) && promise.second <= end;
    });
  }
  if (!record.statement.is_nil()) statements.emplace(record.statement, record);
}

void Model::promised(const RawRecord& record, std::uint64_t read) {
  const std::uint64_t heeded = lost_a_choice() ? 0 : read;
  for (auto later = choices.upper_bound(heeded); later != choices.end(); ++later)
    if (later->second.withdraws(record.event.item, enrolled)) return;
  const Slot slot = slot_of(record.event);
  if (is_over(slot, record.at.instant()) || was_erased(slot.item, record.at)) return;
  if (const auto end = ended.find(slot); end != ended.end() && end->second >= record.at) return;
  Hlc& newest = promises[slot];
  newest = std::max(newest, record.at);
  const auto replaced = [&](const RawRecord& other) { return saw(other, record); };
  if (record.seen && std::ranges::none_of(durable[slot], replaced))
    standing[slot].push_back(record);
}

void Model::stored(const RawRecord& record) {
  if (record.event.item != transfer_item) quiet_since.reset();
  const Slot slot = slot_of(record.event);
  if (is_over(slot, record.at.instant())) late.emplace(slot, record.at.instant());
  if (!record.seen) return;
  durable[slot].push_back(record);
  std::erase_if(standing[slot], [&](const RawRecord& other) { return saw(record, other); });
}

void Model::chose(std::uint64_t key, Hlc at, const Chosen& chosen) {
  choices[key] = chosen;
  consents.insert(at);
  withdraw(chosen);
}

void Model::withdraw(const Chosen& chosen) {
  const auto withdrawn = [&](const auto& promise) {
    return chosen.withdraws(promise.first.item, enrolled);
  };
  std::erase_if(promises, withdrawn);
  std::erase_if(standing, withdrawn);
}

void Model::erased(const std::string& purpose, Hlc at) {
  Hlc& newest = erasures[purpose];
  newest = std::max(newest, at);
  const auto gone = [&](const auto& promise) {
    return purpose_of(promise.first.item, enrolled) == purpose;
  };
  std::erase_if(promises, gone);
  std::erase_if(standing, gone);
  std::erase_if(durable, gone);
}

bool Model::was_erased(const std::string& item, const Hlc& at) const {
  const auto mark = erasures.find(purpose_of(item, enrolled));
  return mark != erasures.end() && at < mark->second;
}

bool Model::lost_a_choice() const {
  const std::uint64_t last = choices.empty() ? 0 : choices.rbegin()->first;
  return std::ranges::any_of(
      unreadable, [&](std::uint64_t key) { return key > last || choices.contains(key); });
}

bool Model::may_be_withdrawn(const std::string& item) const {
  return std::ranges::any_of(
      unreadable, [&](std::uint64_t key) { return choice_up_to(key).withdraws(item, enrolled); });
}

void Model::unused(Instant from, Instant until) {
  if (!quiet_since) quiet_since = from;
  for (const auto& [slot, records] : log)
    if (slot.item != consent_item && slot.item != transfer_item && slot.item != use_item &&
        until - from >= kept_unused(slot.item))
      over[slot.item] = from;
  const auto may_be_over = [&](const Slot& slot, Instant recorded) {
    return recorded <= from && until - *quiet_since >= kept_unused(slot.item);
  };
  std::erase_if(promises, [&](const auto& promise) {
    return may_be_over(promise.first, promise.second.instant());
  });
  for (auto& [slot, records] : standing)
    std::erase_if(records,
                  [&](const RawRecord& one) { return may_be_over(slot, one.at.instant()); });
}

bool Model::is_over(const Slot& slot, Instant recorded) const {
  const auto it = over.find(slot.item);
  return it != over.end() && recorded <= it->second;
}

bool Model::must_be_gone(const Slot& slot, Instant recorded) const {
  return is_over(slot, recorded) && !late.contains({slot, recorded});
}

bool Model::knows(const Event& event, const Hlc& at) const {
  const auto it = log.find(slot_of(event));
  return it != log.end() && std::ranges::any_of(it->second, [&](const RawRecord& record) {
           return record.event.payload == event.payload && record.at >= at;
         });
}

Chosen Model::choice_up_to(std::uint64_t key) const {
  auto it = choices.upper_bound(key);
  return it == choices.begin() ? Chosen{} : (--it)->second;
}

}  // namespace carrel::sim
