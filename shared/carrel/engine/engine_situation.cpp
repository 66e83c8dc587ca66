// Where the person is and who they are: a restriction acts at once, what widens when it is durable.
#include <utility>

#include "carrel/engine/engine.hpp"

namespace carrel {
namespace {

constexpr std::int64_t day = Duration::days(1).ms;

bool is_age(const AgeValue& age) {
  return age.method != AgeMethod::none && age.from <= 130 && is_place(age.country) &&
         (age.below == 0 || age.from < age.below);
}

}  // namespace

Error Engine::react(Situate& act) {
  Error error;
  Situation& where = who_.where;
  where.place = is_place(act.place) ? std::move(act.place) : std::string();
  where.law = {};
  where.rules.clear();
  if (!act.rules.empty()) {
    if (const auto rules = parse_rules(act.rules)) {
      where.law = rules->of(where.place);
      where.rules = rules->version;
    } else {
      error = {Errc::bad_policy, "rules" + rules.error().front().where};
    }
  }
  where.restricted = 0;
  for (const std::string& key : act.restricted)
    for (std::size_t i = 0; i < policy_.purposes.size(); ++i)
      if (policy_.purposes[i].key == key || policy_.category_of(i).key == key)
        where.restricted |= PurposeSet{1} << i;
  decision_ = decide(policy_, who_.consent, at_.now, where);
  if (ready()) circumstances_changed();
  return error;
}

// No more than the day is kept of when it was found out.
Error Engine::react(StateAge& act) {
  if (!ready()) return {Errc::not_open, {}};
  if (!is_age(act.age)) return {Errc::bad_payload, std::string(age_item)};
  act.age.at = {at_.now.ms - at_.now.ms % day};
  const std::uint64_t ticket = reaction_.ticket = ++tickets_;
  const RawRecord record = stamped(gate_.admit(act.age).event(), /*leaves=*/false);
  const auto permitted = [&](const std::optional<AgeValue>& age) {
    Situation where = who_.where;
    where.age = age;
    return permitted_purposes(policy_, who_.consent, who_.gpc, at_.now, where);
  };
  const bool narrows = (permitted(act.age) & ~permitted(who_.where.age)) == 0;
  state_.project(record, 0, /*saved=*/false, Tier::persistent);
  persist({{record, Tier::persistent, ticket}}, {.durability = Durability::strict});
  if (narrows) who_.where.age = std::move(act.age);
  circumstances_changed();
  changed(age_item);
  return {};
}

std::vector<Ruling> Engine::rulings() const {
  std::vector<Ruling> out;
  for (std::size_t i = 0; i < policy_.purposes.size(); ++i)
    out.push_back(ruling(policy_, who_.where, who_.consent, who_.gpc, i, at_.now));
  return out;
}

void Engine::learn_age() {
  const Entry* entry = state_.find({std::string(age_item), "profile", {}});
  if (entry == nullptr || !entry->saved) return;
  if (const auto* age = std::get_if<AgeValue>(&entry->record.event.payload)) who_.where.age = *age;
}

}  // namespace carrel
