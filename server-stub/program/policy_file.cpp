#include "program/policy_file.hpp"

#include <set>

#include "tools/published.hpp"

namespace carrel::server {
namespace {

// Of every file what `parse` makes of it; faults go to `faults`.
template <class Parse>
auto load(const std::vector<std::string>& files, std::string& faults, Parse parse) {
  std::vector<typename decltype(parse(std::string()))::value_type> out;
  for (const std::string& file : files) {
    const auto bytes = tools::contents(file);
    if (!bytes) {
      faults += file + ": cannot be read\n";
      continue;
    }
    auto parsed = parse(*bytes);
    if (parsed) out.push_back(std::move(*parsed));
    for (const Fault& fault : parsed.error_or({}))
      faults += file + ": " + (fault.where.empty() ? "the document" : fault.where + ':') + ' ' +
                fault.what + '\n';
  }
  return out;
}

}  // namespace

std::expected<Policies, std::string> load_policies(const std::vector<std::string>& policies,
                                                   const std::vector<std::string>& rules) {
  std::string faults;
  auto files = load(policies, faults, tools::parse_published);
  auto every_rules = load(rules, faults, [](const std::string& text) { return parse_rules(text); });
  if (!faults.empty()) return std::unexpected(std::move(faults));
  std::vector<Policy> every_policy;
  std::vector<PolicyPlan> plans;
  std::set<std::string> hosts;
  for (tools::Published& file : files) {
    plans.push_back({file.policy.id, std::move(file.aggregate)});
    every_policy.push_back(std::move(file.policy));
    for (const Recipient& service : file.services)
      hosts.insert(service.hosts.begin(), service.hosts.end());
  }
  if (!same_epochs(plans))
    return std::unexpected("/aggregate/calendar: two revisions of a policy have other epochs\n");
  return Policies(std::move(every_policy), std::move(every_rules), {hosts.begin(), hosts.end()},
                  std::move(plans));
}

}  // namespace carrel::server
