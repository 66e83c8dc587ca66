#include "carrel/consent/decision.hpp"

#include <array>

#include "carrel/base/crc32c.hpp"
#include "carrel/base/json.hpp"

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
  // Written by hand, member by member: the sum covers the bytes before it.
  std::string text = R"({"format":1,"policy":)" + dump_json(policy.hash) + R"(,"until":)" +
                     std::to_string(decision.until.ms) + R"(,"choice":)" +
                     dump_json(std::string(name(decision.choice))) + R"(,"keys":)" +
                     dump_json(decision.keys) + R"(,"bits":)" + std::to_string(decision.bits) +
                     R"(,"gpc":)" + std::to_string(decision.gpc);
  const std::uint32_t sum = crc32c(as_bytes(text + '}'));
  return text + R"(,"sum":")" + to_hex(sum, 8) + R"("})";
}

}  // namespace carrel
