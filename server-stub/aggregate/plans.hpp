// What the policies that the server was given say of aggregation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/aggregate/plan.hpp"

namespace carrel::server {

struct PolicyPlan {
  std::string policy;  // its id, which all of its revisions have
  AggregatePlan plan;
};

class Plans {
 public:
  // The newest first, as policies are. A plan without metrics counts for nothing. All revisions of
  // a policy have the same epochs.
  explicit Plans(std::vector<PolicyPlan> newest_first);

  // Ids, each once.
  const std::vector<std::string>& policies() const { return policies_; }
  // Of the newest revision that has metrics; null where none has.
  const AggregatePlan* of(std::string_view policy) const;
  // Of every revision, the newest first. Two may differ in their odds alone.
  std::vector<const Task*> tasks(std::string_view policy) const;

 private:
  std::vector<PolicyPlan> plans_;
  std::vector<std::string> policies_;
};

// Whether an epoch's number says the same in all revisions of a policy that have metrics: else
// reports of one task could be of different times.
bool same_epochs(const std::vector<PolicyPlan>& plans);

}  // namespace carrel::server
