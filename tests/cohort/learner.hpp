// A synthetic learner with a device of their own: the ledger and the mechanism that a browser runs.
#pragma once

#include "truth.hpp"

#include "carrel/aggregate/ledger.hpp"
#include "carrel/aggregate/plan.hpp"

namespace carrel::cohort {

// A task of the plan, and what is true of those whom it is about.
struct Subject {
  Task task;
  std::vector<Weights> truth;  // of each part
};

struct World {
  std::string policy_id;
  AggregatePlan plan;
  std::uint32_t epoch = 0;
  std::vector<Subject> site;
  // Of each course, in the order of the policy: the first one everybody takes.
  std::vector<std::pair<std::string, std::vector<Subject>>> courses;
};

World world_of(const Policy& policy, AggregatePlan plan, std::uint32_t epoch, std::uint64_t seed);

// The reports of one learner who takes the first course and `others` of the rest, and uses the
// site: what their ledger lets out when its time has come. Throws where the ledger refuses.
std::vector<Bytes> reports_of(const World& world, std::size_t others, Random& random);

}  // namespace carrel::cohort
