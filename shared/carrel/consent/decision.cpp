#include "carrel/consent/decision.hpp"

#include <array>

#include "carrel/base/crc32c.hpp"
#include "carrel/base/json_writer.hpp"

namespace carrel {

std::string_view name(Choice choice) {
  constexpr std::array<std::string_view, 4> names{"unasked", "refused", "on_device", "granted"};
  return names[static_cast<std::size_t>(choice)];
}

Decision decide(const Policy& policy, const Consent& consent, Instant now) {
  Decision out;
  const PurposeSet permitted = permitted_purposes(policy, consent, /*gpc=*/false, now);
  for (std::size_t c = 0; c < policy.categories.size(); ++c) {
    const Category& category = policy.categories[c];
    bool granted = category.shown || category.required;
    for (std::size_t p = 0; p < policy.purposes.size(); ++p)
      if (policy.purposes[p].category == c) granted = granted && ((permitted >> p) & 1) != 0;
    out.keys.push_back(category.key);
    if (granted) out.bits |= 1U << c;
    if (category.gpc) out.gpc |= 1U << c;
  }
  if (in_force(policy, consent, now)) {
    out.choice = consent.value.choice;
    out.until = consent.value.at + policy.consent_expires;
  }
  return out;
}

std::string decision_text(const Policy& policy, const Decision& decision) {
  if (decision.choice == Choice::unasked) return {};
  JsonWriter out;
  out.begin_object();
  out.member("format").integer(1);
  out.member("policy").text(policy.hash);
  out.member("until").integer(decision.until.ms);
  out.member("choice").text(name(decision.choice));
  out.member("keys").begin_list();
  for (const std::string& key : decision.keys)
    out.text(key);
  out.end_list();
  out.member("bits").integer(decision.bits);
  out.member("gpc").integer(decision.gpc);
  const std::string text = std::move(out).take();
  // The sum covers the bytes before it.
  const std::uint32_t sum = crc32c(as_bytes(text + '}'));
  return text + R"(,"sum":")" + to_hex(sum, 8) + R"("})";
}

}  // namespace carrel
