#include "player.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

TEST(Scenario, RoundTrip) {
  const Json scenario = json_of(read_file(CARREL_SOURCE_DIR "/tests/scenario/round_trip.json"));
  ASSERT_TRUE(scenario.is_object());
  Player(scenario).play();
}

}  // namespace
}  // namespace carrel::test
