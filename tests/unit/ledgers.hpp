// A policy's aggregation, as the ledger's tests know it, and a profile that studies by it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "carrel/aggregate/ledger.hpp"

namespace carrel::test {

// One epoch a term: 2026-01-05 to 2026-04-06, sent within 7 days, collected for 14.
inline constexpr Calendar terms{{1'767'571'200'000}, 91, 1, 7, 14, 30};

// Days since the calendar began; its first epoch is over on day 91.
inline Instant day(std::int64_t count) {
  return terms.from + Duration::days(count);
}

Drbg seeded(std::uint64_t number);

Task course_task(std::string metric, Odds odds = {7, 1}, std::string course = "privacy");
Task site_task(std::string metric, Odds odds = {7, 1});

Plan one_draw_each();  // two metrics of the site
Study course_study(std::uint32_t epoch = 0, std::string course = "privacy");
Study site_study(const Plan& plan, std::uint32_t epoch = 0);

// What a profile keeps that sends, withdraws, and answers again: tests/golden/ledger-v1.bin.
Ledger golden_ledger();

}  // namespace carrel::test
