// The policy on the command line.
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#include "tools/decision_table.hpp"
#include "tools/difference.hpp"
#include "tools/explain_options.hpp"
#include "tools/new_policy.hpp"
#include "tools/policy_file.hpp"
#include "tools/situation_table.hpp"

namespace carrel::tools {
namespace {

constexpr int exit_asked = 3;

int usage() {
  std::fputs(
      "usage: carrel-policy check FILE              say whether FILE is a valid policy\n"
      "       carrel-policy new                     print a small policy to start from\n"
      "       carrel-policy diff OLD NEW [--json]   say what changed, and what is asked again\n"
      "       carrel-policy explain FILE OPTION...  say what is allowed, and which rule decides\n"
      "       carrel-policy table FILE [RULES]      print every decision, or with rules of places\n"
      "                                             every situation, as JSON lines for tests\n"
      "explain:\n"
      "  --rules FILE     the rules of places; without them the strictest\n"
      "  --place PLACE    DE, US-CA, GB+exemptions\n"
      "  --age AGE        14, 13-16 (not yet 16), 18-; found out on day 0\n"
      "  --approval WORD  of a parent: none, pending, refused, granted\n"
      "  --school KEYS    purposes and categories that the school takes away, with commas\n"
      "  --choice CHOICE  made on day 0: unasked, refused, on_device[:KEYS], granted[:KEYS]\n"
      "  --told           they had been told of the signal before they chose\n"
      "  --signal         Global Privacy Control is on\n"
      "  --at DAYS        so many days later\n"
      "  --json\n"
      "status: 0 done; 1 a file was refused, each fault named; 2 usage, or a file that cannot be\n"
      "read; 3 diff: somebody is asked about something\n",
      stderr);
  return exit_usage;
}

int check(const char* path) {
  const auto file = load_policy(path);
  if (!file) return file.error();
  const Policy& policy = file->policy;
  // Without the built-in ones.
  std::size_t items = 0;
  for (const PolicyItem& item : policy.items)
    items += is_built_in(item) ? 0 : 1;
  std::printf("%s: valid: %zu categories, %zu purposes, %zu items, %zu metrics\nsha256 %s\n", path,
              policy.categories.size(), policy.purposes.size() - 1, items,
              file->aggregate.metrics.size(), policy.hash.c_str());
  return 0;
}

int diff(const char* older, const char* newer, bool json) {
  const auto before = load_policy(older);
  if (!before) return before.error();
  const auto after = load_policy(newer);
  if (!after) return after.error();
  const Revision a{before->document, before->policy};
  const Revision b{after->document, after->policy};
  std::fputs((json ? difference_json(a, b) : difference_text(a, b)).c_str(), stdout);
  return difference(a, b).effect() == Effect::asked ? exit_asked : 0;
}

int explain(const char* path, std::span<const char* const> arguments) {
  const auto file = load_policy(path);
  if (!file) return file.error();
  const auto options = parse_explain_options(file->policy, arguments);
  if (!options) {
    std::fprintf(stderr, "%s\n", options.error().c_str());
    return usage();
  }
  const auto law = options->rules.empty() ? Law{} : load_law(options->rules.c_str());
  if (!law) return law.error();
  const auto rows = explain(file->policy, file->aggregate, *law, options->person);
  if (!rows) {
    std::fprintf(stderr, "--choice: %s %s\n", std::string(name(rows.error().code)).c_str(),
                 rows.error().where.c_str());
    return usage();
  }
  std::fputs((options->json ? explanation_json(*rows) : explanation_text(*rows)).c_str(), stdout);
  return 0;
}

int table(const char* path) {
  const auto file = load_policy(path);
  if (!file) return file.error();
  print_decisions(file->policy);
  return 0;
}

int table(const char* path, const char* rules) {
  const auto file = load_policy(path);
  if (!file) return file.error();
  const auto law = load_law(rules);
  if (!law) return law.error();
  for (const Person& person : every_person(file->policy, law->rules))
    if (const auto found = outcomes(file->policy, *law, person))
      std::puts(situation_row(person, *found).c_str());
  return 0;
}

int run(std::span<const char* const> arguments) {
  const std::size_t count = arguments.size();
  const std::string_view verb = count > 0 ? arguments[0] : "";
  if (verb == "check" && count == 2) return check(arguments[1]);
  if (verb == "new" && count == 1)
    return std::fputs(new_policy.data(), stdout) < 0 ? exit_usage : 0;
  const bool json = count == 4 && std::string_view(arguments[3]) == "--json";
  if (verb == "diff" && (count == 3 || json)) return diff(arguments[1], arguments[2], json);
  if (verb == "explain" && count >= 2) return explain(arguments[1], arguments.subspan(2));
  if (verb == "table" && count == 2) return table(arguments[1]);
  if (verb == "table" && count == 3) return table(arguments[1], arguments[2]);
  return usage();
}

}  // namespace
}  // namespace carrel::tools

int main(int argc, char** argv) {
  return carrel::tools::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
}
