// A plan, and the reports of learners who answer it by the real mechanism.
#pragma once

#include <vector>

#include "aggregate/plans.hpp"
#include "http.hpp"

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/report.hpp"

namespace carrel::server::test {

// Epochs of 91 days; epoch 0 ended on 2026-10-31, its reports are taken until 2026-11-14 and
// deleted on 2026-12-14.
inline constexpr Instant epoch_end{1'793'404'800'000};
inline constexpr Instant collection_end = epoch_end + Duration::days(14);
inline constexpr Instant deletion = collection_end + Duration::days(30);

// Four symbols in the course "privacy".
Task drop_off(Odds odds = {7, 1});
// Two symbols of each of two parts, on the site.
Task features();

// Of the policy "server-test".
std::vector<PolicyPlan> test_plans();
PolicyPlan plan_of(std::vector<Task> tasks);

class Learners {
 public:
  explicit Learners(std::uint8_t seed = 1);

  Report report(const Task& task, std::uint32_t value, std::uint16_t part = 0,
                std::uint32_t epoch = 0);

 private:
  Drbg random_;
};

// As a page sends it: without a cookie.
Request report_request(const Report& report);

}  // namespace carrel::server::test
