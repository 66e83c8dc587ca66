#include "player.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

TEST(Scenario, RoundTrip) {
  std::vector<Fault> faults;
  const auto scenario =
      parse_json(read_file(CARREL_SOURCE_DIR "/tests/scenario/round_trip.json"), faults);
  ASSERT_TRUE(scenario);
  Player(*scenario).play();
}

}  // namespace
}  // namespace carrel::test
