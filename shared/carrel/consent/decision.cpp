#include "carrel/consent/decision.hpp"

#include <array>

#include "carrel/base/crc32c.hpp"
#include "carrel/base/json_writer.hpp"

namespace carrel {

std::string_view name(Choice choice) {
  constexpr std::array<std::string_view, 4> names{"unasked", "refused", "on_device", "granted"};
  return names[static_cast<std::size_t>(choice)];
}

Decision decide(const Policy& policy, const Consent& consent, Instant now, const Situation& where) {
  Decision out;
  const PurposeSet quiet = permitted_purposes(policy, consent, /*gpc=*/false, now, where);
  const PurposeSet signalled = permitted_purposes(policy, consent, /*gpc=*/true, now, where);
  const auto add = [&](const std::string& key, PurposeSet needed, bool gpc, bool required) {
    const auto granted = [&](PurposeSet set) {
      return (required || needed != 0) && (needed & ~set) == 0;
    };
    const std::uint32_t bit = 1U << out.keys.size();
    if (granted(quiet)) out.bits |= bit;
    if (!granted(signalled) && (gpc || granted(quiet))) out.gpc |= bit;
    out.keys.push_back(key);
  };
  for (std::size_t c = 0; c < policy.categories.size(); ++c) {
    const Category& category = policy.categories[c];
    PurposeSet needed = 0;
    if (category.shown || category.required)
      for (std::size_t p = 0; p < policy.purposes.size(); ++p)
        if (policy.purposes[p].category == c) needed |= PurposeSet{1} << p;
    add(category.key, needed, category.gpc, category.required);
  }
  for (const Service& service : policy.services)
    add(service.key, PurposeSet{1} << service.purpose, policy.category_of(service.purpose).gpc,
        /*required=*/false);
  out.ask = may_ask(policy, where, consent, now);
  out.dnt = policy.heeds_dnt;
  if (in_force(policy, consent, now, where)) {
    out.choice = consent.value.choice;
    out.until = stands_until(policy, where, consent, now);
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
  out.member("ask").boolean(decision.ask);
  out.member("dnt").boolean(decision.dnt);
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
