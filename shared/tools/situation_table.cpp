#include "tools/situation_table.hpp"

#include "carrel/base/bytes.hpp"
#include "carrel/base/json_writer.hpp"
#include "carrel/consent/decision.hpp"

namespace carrel::tools {
namespace {

std::vector<std::string> every_place(const Rules& rules) {
  std::vector<std::string> out{"", "ZZ", "DE-BY"};
  for (const auto& [place, law] : rules.places)
    if (is_place(place)) out.push_back(place);
  return out;
}

struct Known {
  std::optional<AgeValue> age;
  int days = 0;
};

std::vector<Known> every_age() {
  std::vector<Known> out(1);
  constexpr std::array<std::uint8_t, 7> bounds{0, 13, 14, 15, 16, 18, 0};
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i)
    for (const Approval approval : {Approval::pending, Approval::refused, Approval::granted})
      for (const int days : {0, 300}) {
        if (bounds[i] >= 16 && approval != Approval::pending) continue;
        AgeValue age;
        age.from = bounds[i];
        age.below = bounds[i + 1];
        age.method = AgeMethod::stated;
        age.approval = approval;
        out.push_back({age, days});
      }
  return out;
}

// What can be chosen: nothing, all of it, and what is on this device.
std::vector<Case> every_choice(const Policy& policy) {
  std::vector<std::string> all, on_device;
  for (std::size_t i = 0; i < policy.purposes.size(); ++i) {
    const Category& category = policy.category_of(i);
    if (category.required) continue;
    all.push_back(policy.purposes[i].key);
    if (category.on_device) on_device.push_back(policy.purposes[i].key);
  }
  std::vector<Case> out(6);
  out[1].choice = Choice::refused;
  out[2].choice = Choice::on_device;
  out[2].purposes = on_device;
  out[3].choice = out[4].choice = out[5].choice = Choice::granted;
  out[3].purposes = out[4].purposes = all;
  out[4].told = true;
  out[5].purposes = {all.back()};
  return out;
}

void write(JsonWriter& out, const std::vector<std::string>& texts) {
  out.begin_list();
  for (const std::string& text : texts)
    out.text(text);
  out.end_list();
}

}  // namespace

std::vector<Person> every_person(const Policy& policy, const Rules& rules) {
  std::vector<Person> out;
  const std::vector<Known> ages = every_age();
  const std::vector<Case> choices = every_choice(policy);
  const std::vector<std::string> school{choices[3].purposes.front(), policy.categories.back().key};
  for (const std::string& place : every_place(rules))
    for (const Known& known : ages)
      for (const Case& choice : choices)
        for (const bool at_school : {false, true}) {
          Person person{choice, known.days};
          person.who.place = place;
          person.who.age = known.age;
          if (at_school) person.who.school = school;
          out.push_back(std::move(person));
        }
  return out;
}

Result<Situated> situated_person(const Policy& policy, const Law& law, const Person& person) {
  Case who = person.who;
  constexpr std::int64_t day = Duration::days(1).ms;
  if (who.age) who.age->at = {situation_noon.ms - situation_noon.ms % day - person.age_days * day};
  return situated(policy, law, who, situation_noon);
}

Result<std::vector<Outcome>> outcomes(const Policy& policy, const Law& law, const Person& person) {
  const auto in = situated_person(policy, law, person);
  if (!in) return std::unexpected(in.error());
  std::vector<Outcome> out;
  for (const int days : situation_days) {
    const Instant now = situation_noon + Duration::days(days);
    const auto reasons = [&](bool signal) {
      std::string digits;
      for (std::size_t i = 0; i < policy.purposes.size(); ++i)
        digits += to_hex(static_cast<std::uint64_t>(
                             ruling(policy, in->where, in->consent, signal, i, now).reason),
                         1);
      return digits;
    };
    out.push_back({days, reasons(false), reasons(true),
                   decision_text(policy, decide(policy, in->consent, now, in->where))});
  }
  return out;
}

std::string situation_row(const Person& person, const std::vector<Outcome>& outcomes) {
  const Case& who = person.who;
  JsonWriter out;
  out.begin_object();
  out.member("place").text(who.place);
  if (who.age) {
    out.member("age").begin_object();
    out.member("from").integer(who.age->from);
    out.member("below").integer(who.age->below);
    out.member("approval").integer(static_cast<int>(who.age->approval));
    out.member("days").integer(person.age_days).end_object();
  }
  write(out.member("school"), who.school);
  out.member("choice").text(name(who.choice));
  write(out.member("purposes"), who.purposes);
  out.member("told").boolean(who.told);
  out.member("outcomes").begin_list();
  std::string_view before = "none yet";
  for (const Outcome& outcome : outcomes) {
    out.begin_object();
    out.member("day").integer(outcome.day);
    out.member("quiet").text(outcome.quiet);
    out.member("signalled").text(outcome.signalled);
    if (outcome.decision != before) out.member("decision").text(outcome.decision);
    before = outcome.decision;
    out.end_object();
  }
  return std::move(out.end_list().end_object()).take();
}

}  // namespace carrel::tools
