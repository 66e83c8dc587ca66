#include "tools/decision_table.hpp"

#include <cstdio>
#include <string>

#include "carrel/base/json_writer.hpp"
#include "carrel/consent/decision.hpp"
#include "carrel/gate/gate.hpp"

namespace carrel::tools {
namespace {

void print_row(const Policy& policy, const Consent& consent, bool gpc, Instant now) {
  const Gate gate(policy);
  const Circumstances who{consent, gpc, false};
  JsonWriter row;
  row.begin_object();
  row.member("decision").text(decision_text(policy, decide(policy, consent, now)));
  row.member("gpc").boolean(gpc);
  row.member("permits").begin_list();
  for (const Category& category : policy.categories)
    if (gate.permits(who, category, now)) row.text(category.key);
  row.end_list().end_object();
  std::puts(std::move(row).take().c_str());
}

}  // namespace

void print_decisions(const Policy& policy) {
  const Instant chosen_at{1'750'000'000'000};
  const auto sets = 1U << policy.categories.size();
  for (const Choice choice :
       {Choice::unasked, Choice::refused, Choice::on_device, Choice::granted}) {
    for (std::uint32_t set = 0; set < sets; ++set) {
      Consent consent;
      consent.value.choice = choice;
      consent.value.at = chosen_at;
      for (const Purpose& purpose : policy.purposes)
        if (((set >> purpose.category) & 1U) != 0) consent.value.purposes.push_back(purpose.key);
      for (const std::string& hash : {policy.hash, std::string(64, 'f')}) {
        consent.value.policy = hash;
        for (const bool gpc : {false, true}) {
          print_row(policy, consent, gpc, chosen_at);
          print_row(policy, consent, gpc, chosen_at + policy.consent_expires);
        }
      }
    }
  }
}

}  // namespace carrel::tools
