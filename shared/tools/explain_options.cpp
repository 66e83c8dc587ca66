#include "tools/explain_options.hpp"

#include <charconv>
#include <optional>
#include <string_view>

namespace carrel::tools {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return out;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end != 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "14", "13-16" (below 16), "18-".
bool read_age(std::string_view text, Case& person) {
  const std::size_t dash = text.find('-');
  const auto from = number<std::uint8_t>(text.substr(0, dash));
  if (!from || *from > 130) return false;
  AgeValue age;
  age.from = *from;
  age.method = AgeMethod::stated;
  if (dash == text.npos) {
    age.below = static_cast<std::uint8_t>(*from + 1);
  } else if (dash + 1 < text.size()) {
    const auto below = number<std::uint8_t>(text.substr(dash + 1));
    if (!below || *below <= *from) return false;
    age.below = *below;
  }
  person.age = age;
  return true;
}

bool read_approval(std::string_view text, Approval& out) {
  for (const auto& [word, value] : {std::pair{"none", Approval::none},
                                    {"pending", Approval::pending},
                                    {"refused", Approval::refused},
                                    {"granted", Approval::granted}})
    if (text == word) {
      out = value;
      return true;
    }
  return false;
}

// "granted" and "on_device" by themselves: of all that they can be of.
bool read_choice(const Policy& policy, std::string_view text, Case& person) {
  const std::size_t colon = text.find(':');
  const std::string_view word = text.substr(0, colon);
  if (word == "refused" || word == "unasked") {
    person.choice = word == "refused" ? Choice::refused : Choice::unasked;
    return colon == text.npos;
  }
  if (word != "granted" && word != "on_device") return false;
  person.choice = word == "granted" ? Choice::granted : Choice::on_device;
  if (colon != text.npos) {
    person.purposes = words(text.substr(colon + 1));
    return true;
  }
  for (std::size_t i = 0; i < policy.purposes.size(); ++i)
    if (const Category& category = policy.category_of(i);
        !category.required && (person.choice == Choice::granted || category.on_device))
      person.purposes.push_back(policy.purposes[i].key);
  return true;
}

bool read_days(std::string_view text, Case& person) {
  const auto days = number<int>(text);
  if (!days || *days < 0 || *days > 36'500) return false;
  person.days = *days;
  return true;
}

}  // namespace

std::expected<ExplainOptions, std::string> parse_explain_options(
    const Policy& policy, std::span<const char* const> arguments) {
  ExplainOptions out;
  Case& person = out.person;
  Approval approval = Approval::none;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    if (name == "--json" || name == "--signal" || name == "--told") {
      (name == "--json" ? out.json : name == "--signal" ? person.signal : person.told) = true;
      continue;
    }
    if (i + 1 == arguments.size()) return std::unexpected(std::string(name) + ": needs a value");
    const std::string_view value = arguments[++i];
    bool good = true;
    if (name == "--rules")
      out.rules = value;
    else if (name == "--place")
      good = is_place(person.place = value);
    else if (name == "--age")
      good = read_age(value, person);
    else if (name == "--approval")
      good = read_approval(value, approval);
    else if (name == "--school")
      person.school = words(value);
    else if (name == "--choice")
      good = read_choice(policy, value, person);
    else if (name == "--at")
      good = read_days(value, person);
    else
      return std::unexpected(std::string(name) + ": no such option");
    if (!good)
      return std::unexpected(std::string(name) + ": not understood: " + std::string(value));
  }
  if (person.age)
    person.age->approval = approval;
  else if (approval != Approval::none)
    return std::unexpected("--approval: needs --age");
  return out;
}

}  // namespace carrel::tools
