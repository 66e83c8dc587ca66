#include "tools/explain.hpp"

#include <algorithm>
#include <utility>

#include "carrel/consent/decision.hpp"

namespace carrel::tools {
namespace {

constexpr Instant day_0{1'750'032'000'000};  // any midnight: no rule depends on it

PurposeSet restricted(const Policy& policy, const std::vector<std::string>& keys) {
  PurposeSet out = 0;
  for (std::size_t i = 0; i < policy.purposes.size(); ++i)
    if (std::ranges::contains(keys, policy.purposes[i].key) ||
        std::ranges::contains(keys, policy.category_of(i).key))
      out |= PurposeSet{1} << i;
  return out;
}

std::string days_of(Duration time) {
  return std::to_string(time.ms / Duration::days(1).ms);
}

// What of policy and place decided, beside the person's own word.
std::pair<std::string, std::string> grounds(const Policy& policy, const Situated& in,
                                            std::size_t purpose, Reason reason) {
  const PlaceRules& law = in.where.law;
  switch (reason) {
    case Reason::age_unknown:
      return in.where.age ? std::pair{"", "digital_age"} : std::pair{"consent.asks_age", ""};
    case Reason::too_young:
    case Reason::parent_pending:
    case Reason::parent_refused:
    case Reason::decides_anew:
      return {"", "digital_age"};
    case Reason::not_asked:
      if (!policy.without_choice) return {"nothing runs without a choice", ""};
      return {"", "without_choice"};
    case Reason::without_choice:
      return {"consent.without_choice", "without_choice"};
    case Reason::expired:
      if (in.consent.value.choice == Choice::refused &&
          law.ask_again >= std::min(law.grant, policy.consent_expires))
        return {"", "ask_again_days"};
      if (policy.consent_expires <= law.grant)
        return {"consent.expires_days " + days_of(policy.consent_expires), ""};
      return {"", "grant_days"};
    case Reason::signal:
      return {"gpc of category " + policy.category_of(purpose).key, ""};
    case Reason::signal_of_place:
      return {"", "signal_refuses"};
    default:
      return {};
  }
}

std::vector<std::string> metrics_of(const Policy& policy, const AggregatePlan& plan,
                                    std::size_t purpose) {
  std::vector<std::string> out;
  for (const Metric& metric : plan.metrics)
    if (const PolicyItem* item = policy.find_item(metric.item);
        metric.purpose == policy.purposes[purpose].key ||
        (item != nullptr && item->purpose == purpose))
      out.push_back(metric.key);
  return out;
}

}  // namespace

Result<Situated> situated(const Policy& policy, const Law& law, const Case& person, Instant at) {
  Situated out;
  Situation& where = out.where;
  where.place = is_place(person.place) ? person.place : std::string();
  where.rules = law.rules.version;
  where.law = law.rules.of(where.place);
  where.age = person.age;
  where.restricted = restricted(policy, person.school);
  if (person.choice == Choice::unasked) return out;
  ConsentChange change{person.choice, person.purposes, policy.hash, std::string(64, '0'), at};
  change.how = {.method = Method::page,
                .told = person.told,
                .approved = is_approved(where, at),
                .place = where.place,
                .rules = where.rules};
  auto value = checked(policy, {}, std::move(change), Entropy{{1, 2, 3, 4}});
  if (!value) return std::unexpected(std::move(value).error());
  out.consent = applied({}, std::move(*value), 1);
  return out;
}

Result<std::vector<Explanation>> explain(const Policy& policy, const AggregatePlan& plan,
                                         const Law& law, const Case& person) {
  Case on_day_0 = person;
  if (on_day_0.age) on_day_0.age->at = day_0;
  const auto in = situated(policy, law, on_day_0, day_0);
  if (!in) return std::unexpected(in.error());
  const JsonValue rules = law.document ? JsonValue(*law.document) : JsonValue();
  std::vector<Explanation> out;
  for (std::size_t i = 0; i + 1 < policy.purposes.size(); ++i) {
    Explanation row{.purpose = policy.purposes[i].key};
    row.ruling = ruling(policy, in->where, in->consent, person.signal, i,
                        day_0 + Duration::days(person.days));
    std::tie(row.policy, row.rule) = grounds(policy, *in, i, row.ruling.reason);
    row.metrics = metrics_of(policy, plan, i);
    if (!row.rule.empty()) row.from = source_of(rules, in->where.place, row.rule);
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace carrel::tools
