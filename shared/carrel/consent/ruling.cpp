#include "carrel/consent/ruling.hpp"

#include <algorithm>
#include <array>

#include "carrel/consent/consent.hpp"

namespace carrel {
namespace {

constexpr Duration age_holds = Duration::days(366);
constexpr UseSet personal =
    static_cast<UseSet>(Use::profiling) | static_cast<UseSet>(Use::advertising);

enum class Maturity : std::uint8_t { unknown, child, youth, grown };

// Nobody gets younger: an age that was enough once stays so.
Maturity maturity(const Policy& policy, const Situation& where, Instant now) {
  if (!where.age) return policy.asks_age ? Maturity::unknown : Maturity::grown;
  const AgeValue& age = *where.age;
  if (age.from >= std::max(where.law.digital_age, where.law.own_choice_age)) return Maturity::grown;
  if (now >= age.at + age_holds) return Maturity::unknown;
  return age.from < where.law.digital_age ? Maturity::child : Maturity::youth;
}

bool is_asked(const Policy& policy, std::size_t purpose) {
  return !policy.category_of(purpose).required;
}

bool is_personal(const Policy& policy, const Purpose& purpose, std::size_t index) {
  if (purpose.uses == 0) return policy.category_of(index).gpc;
  return (purpose.uses & personal) != 0;
}

bool covers(const Policy& policy, const ConsentValue& value, const Purpose& purpose) {
  return value.policy == policy.hash || std::ranges::contains(value.asked, purpose.print);
}

bool names(const ConsentValue& value, const Purpose& purpose) {
  const bool grants = value.choice == Choice::granted || value.choice == Choice::on_device;
  return grants && std::ranges::contains(value.purposes, purpose.key);
}

// What the person said of this purpose.
Reason answer(const Policy& policy, const Situation& where, const Consent& consent,
              const Purpose& purpose, bool child, Instant now) {
  const ConsentValue& value = consent.value;
  if (value.choice == Choice::unasked) return Reason::not_asked;
  if (!covers(policy, value, purpose)) return Reason::changed;
  if (now >= lapses(policy, where, consent)) return Reason::expired;
  if (!names(value, purpose)) return Reason::refused;
  // An anonymous choice does not say who approved of it.
  if (value.how.approved != child && !value.id.is_nil()) return Reason::decides_anew;
  return Reason::granted;
}

bool runs_without(const Policy& policy, const Situation& where, const Purpose& purpose,
                  Maturity maturity, Reason answer) {
  return policy.without_choice && answer == Reason::not_asked && maturity == Maturity::grown &&
         purpose.basis == Basis::consent && purpose.uses != 0 &&
         (purpose.uses & ~where.law.without_choice) == 0;
}

}  // namespace

std::string_view name(Reason reason) {
  constexpr std::array<std::string_view, 16> names{
      "none",      "required",        "restricted",     "age_unknown",
      "too_young", "parent_pending",  "parent_refused", "not_asked",
      "changed",   "decides_anew",    "expired",        "refused",
      "signal",    "signal_of_place", "without_choice", "granted"};
  return names[static_cast<std::size_t>(reason)];
}

bool is_child(const Situation& where, Instant now) {
  return where.age && where.age->from < where.law.digital_age && now < where.age->at + age_holds;
}

bool is_approved(const Situation& where, Instant now) {
  return is_child(where, now) && where.age->approval == Approval::granted;
}

Instant lapses(const Policy& policy, const Situation& where, const Consent& consent) {
  const Duration grant = std::min(policy.consent_expires, where.law.grant);
  const bool refused = consent.value.choice == Choice::refused;
  return consent.value.at + (refused ? std::max(grant, where.law.ask_again) : grant);
}

Ruling ruling(const Policy& policy, const Situation& where, const Consent& consent, bool signal,
              std::size_t index, Instant now) {
  if (index >= policy.purposes.size()) return {};
  const Purpose& purpose = policy.purposes[index];
  const auto deny = [](Reason reason) { return Ruling{false, reason}; };
  if (!is_asked(policy, index)) return {true, Reason::required};
  if (((where.restricted >> index) & 1) != 0) return deny(Reason::restricted);
  const Maturity grown = maturity(policy, where, now);
  if (grown == Maturity::unknown) return deny(Reason::age_unknown);
  if (grown == Maturity::child) {
    if (is_personal(policy, purpose, index)) return deny(Reason::too_young);
    if (where.age->approval == Approval::refused) return deny(Reason::parent_refused);
    if (where.age->approval != Approval::granted) return deny(Reason::parent_pending);
  }
  const Reason said = answer(policy, where, consent, purpose, grown == Maturity::child, now);
  const bool without = runs_without(policy, where, purpose, grown, said);
  if (said != Reason::granted && !without) return deny(said);
  // A grant made by one who had been told of the signal is their own word.
  if (signal && (without || !consent.value.how.told)) {
    if (policy.category_of(index).gpc) return deny(Reason::signal);
    if ((purpose.uses & where.law.signal_refuses) != 0) return deny(Reason::signal_of_place);
  }
  return {true, without ? Reason::without_choice : Reason::granted};
}

bool refuses(const Policy& policy, const Situation& where, const Consent& consent,
             std::size_t index, Instant now) {
  return is_asked(policy, index) && answer(policy, where, consent, policy.purposes[index],
                                           is_child(where, now), now) == Reason::refused;
}

bool may_ask(const Policy& policy, const Situation& where, const Consent& consent, Instant now) {
  for (std::size_t i = 0; i < policy.purposes.size(); ++i) {
    const Reason reason = ruling(policy, where, consent, /*signal=*/false, i, now).reason;
    if (reason == Reason::not_asked || reason == Reason::changed ||
        reason == Reason::decides_anew || reason == Reason::expired ||
        reason == Reason::without_choice)
      return true;
  }
  return false;
}

Instant stands_until(const Policy& policy, const Situation& where, const Consent& consent,
                     Instant now) {
  const Instant end = lapses(policy, where, consent);
  const Maturity grown = maturity(policy, where, now);
  const bool by_age = grown == Maturity::child || grown == Maturity::youth;
  return by_age ? std::min(end, where.age->at + age_holds) : end;
}

}  // namespace carrel
