#include "carrel/consent/consent.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "carrel/base/bytes.hpp"

namespace carrel {
namespace {

bool is_hash(std::string_view text) {
  return text.size() == 64 && is_lower_hex(text);
}

bool is_short(const std::string& text, std::size_t max_bytes) {
  return text.size() <= max_bytes && is_utf8(text);
}

bool can_be_recorded(const ConsentChange& change) {
  const Manner& how = change.how;
  return is_hash(change.texts) && is_short(how.language, max_manner_bytes) &&
         is_short(how.interface, max_manner_bytes) && is_short(how.place, max_manner_bytes) &&
         is_short(how.rules, max_manner_bytes) &&
         (change.choice != Choice::granted || how.method != Method::none);
}

PurposeSet named(const Policy& policy, const std::vector<std::string>& keys) {
  PurposeSet set = 0;
  for (const std::string& key : keys)
    if (const auto purpose = policy.find_purpose(key)) set |= PurposeSet{1} << *purpose;
  return set;
}

// Fingerprints of what a person is asked about.
std::vector<std::uint32_t> asked_of(const Policy& policy) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < policy.purposes.size(); ++i)
    if (!policy.category_of(i).required) out.push_back(policy.purposes[i].print);
  return out;
}

}  // namespace

Result<ConsentValue> checked(const Policy& policy, const Consent& before, ConsentChange change,
                             const Entropy& entropy) {
  if (change.policy != policy.hash) return fail(Errc::other_policy, std::string(consent_item));
  if (change.choice == Choice::unasked || !can_be_recorded(change))
    return fail(Errc::bad_choice, std::string(consent_item));
  for (std::size_t i = 0; i < change.purposes.size(); ++i)
    if (!policy.find_purpose(change.purposes[i]))
      return fail(Errc::unknown_purpose, "purposes/" + std::to_string(i));

  std::set<std::string> optional;
  for (const std::string& key : change.purposes)
    if (!policy.category_of(*policy.find_purpose(key)).required) optional.insert(key);
  change.purposes.assign(optional.begin(), optional.end());

  const PurposeSet chosen = named(policy, change.purposes);
  const PurposeSet on_device = policy.purposes_where(&Category::on_device);
  const bool fits = change.choice == Choice::granted   ? chosen != 0
                    : change.choice == Choice::refused ? chosen == 0
                                                       : (chosen & ~on_device) == 0;
  if (!fits) return fail(Errc::bad_choice, std::string(consent_item));

  const bool recorded = before.ever_granted || change.choice == Choice::granted;
  ConsentValue out;
  out.at = std::clamp(change.at, Instant{}, last_instant);
  out.choice = change.choice;
  out.purposes = std::move(change.purposes);
  out.policy = std::move(change.policy);
  out.texts = std::move(change.texts);
  out.asked = asked_of(policy);
  if (!recorded) return out;
  out.id = Uuid::from(entropy);
  out.how = std::move(change.how);
  return out;
}

Consent applied(Consent before, ConsentValue value, std::uint64_t position) {
  before.ever_granted = before.ever_granted || value.choice == Choice::granted;
  if (position <= before.position) return before;
  before.value = std::move(value);
  before.position = position;
  return before;
}

bool in_force(const Policy& policy, const Consent& consent, Instant now, const Situation& where) {
  const ConsentValue& value = consent.value;
  if (value.choice == Choice::unasked || now >= lapses(policy, where, consent)) return false;
  return value.policy == policy.hash ||
         std::ranges::any_of(asked_of(policy), [&](std::uint32_t print) {
           return std::ranges::contains(value.asked, print);
         });
}

PurposeSet permitted_purposes(const Policy& policy, const Consent& consent, bool gpc, Instant now,
                              const Situation& where) {
  PurposeSet set = 0;
  for (std::size_t i = 0; i < policy.purposes.size(); ++i)
    if (ruling(policy, where, consent, gpc, i, now).allowed) set |= PurposeSet{1} << i;
  return set;
}

Consent narrower(const Policy& policy, const Consent& before, const Consent& after, Instant now,
                 const Situation& where) {
  const Choice old_choice = before.value.choice;
  const Choice new_choice = after.value.choice;
  Consent out = after;
  out.value.purposes.clear();
  if (in_force(policy, before, now, where)) {
    out.value.how.told = before.value.how.told && after.value.how.told;
    if (old_choice == Choice::refused || new_choice == Choice::refused)
      out.value.choice = Choice::refused;
    else
      std::ranges::set_intersection(before.value.purposes, after.value.purposes,
                                    std::back_inserter(out.value.purposes));
  } else if (new_choice != Choice::refused) {
    out.value = {};
  }
  if (old_choice == Choice::on_device || new_choice == Choice::on_device)
    out.value.choice = Choice::on_device;
  return out;
}

}  // namespace carrel
