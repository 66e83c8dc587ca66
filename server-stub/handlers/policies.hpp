// What the server judges by: every policy that it was given, the newest first, and every file of
// rules of places. A statement is judged by the policy under which it was made and by its newest
// revision, a choice by the rules under which it was made.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/plans.hpp"

#include "carrel/consent/rules.hpp"

namespace carrel::server {

class Policies {
 public:
  explicit Policies(std::vector<Policy> newest_first, std::vector<Rules> rules = {},
                    std::vector<std::string> hosts = {}, std::vector<PolicyPlan> plans = {})
      : policies_(std::move(newest_first)),
        rules_(std::move(rules)),
        hosts_(std::move(hosts)),
        plans_(std::move(plans)) {}

  const Policy* find(std::string_view hash) const;
  const Policy& newest() const { return policies_.front(); }
  // The newest revision of one of these; a site may have several policies.
  const Policy& newest_of(const Policy& policy) const;

  // Without a version the strictest, as in the engine; nothing where these rules are not here.
  std::optional<PlaceRules> law(std::string_view version, std::string_view place) const;

  // Of every service in any of the policies' registers, sorted.
  const std::vector<std::string>& hosts() const { return hosts_; }

  // What each of them says of aggregation.
  const std::vector<PolicyPlan>& plans() const { return plans_; }

 private:
  std::vector<Policy> policies_;
  std::vector<Rules> rules_;
  std::vector<std::string> hosts_;
  std::vector<PolicyPlan> plans_;
};

}  // namespace carrel::server
