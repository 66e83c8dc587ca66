// Random days of two tabs: whatever was said to be saved and not withdrawn is there after a kill.
// (Torn and refused effects, more faults and shrinking are the simulator's.)
#include <random>

#include "desk.hpp"

namespace carrel::test {
namespace {

constexpr std::uint32_t runs = 200;
constexpr int steps = 80;

class Day {
 public:
  explicit Day(std::uint32_t seed) : random_(seed) {}

  void run() {
    for (int i = 0; i < steps; ++i) {
      step();
      check();
    }
  }

 private:
  std::uint32_t draw(std::uint32_t below) { return static_cast<std::uint32_t>(random_()) % below; }
  Tab& any_tab() { return desk_.tab(draw(2) == 0 ? "one" : "two"); }

  void step() {
    desk_.now = desk_.now + Duration::seconds(draw(400));
    switch (draw(12)) {
      case 0:
        if (desk_.grant(any_tab()) == Tier::persistent) granted_ = true;
        break;
      case 1:
        if (desk_.refuse(any_tab()) == Tier::persistent) granted_ = false;
        places_.clear();
        break;
      case 2:
        desk_.kill();
        if (!granted_) places_.clear();
        break;
      case 3:
        desk_.set_online(draw(2) == 0);
        break;
      case 4:
        desk_.reply = draw(2) == 0 ? std::nullopt : std::optional(Reply{503, 0, ""});
        break;
      case 5:
        any_tab().send(Tick{});
        break;
      case 6:
        desk_.now = desk_.now + Duration::seconds(-5000);
        break;
      case 7: {
        const std::string entity = "course/privacy/page" + std::to_string(draw(5));
        if (any_tab().record(done(entity)) == Tier::persistent) done_.insert(entity);
        break;
      }
      default: {
        const std::string entity = "course/privacy/page" + std::to_string(draw(5));
        const auto at = static_cast<std::int64_t>(draw(100'000));
        desk_.settle();  // so that the later of two tabs' values is known
        if (any_tab().record(place(at, entity)) == Tier::persistent) places_[entity] = at;
      }
    }
    if (draw(3) == 0) desk_.settle();
  }

  void check() {
    desk_.settle();
    Tab& tab = any_tab();
    for (const std::string& entity : done_)
      EXPECT_EQ(tab.engine().values("progress.completed", entity).size(), 1U) << entity;
    for (const auto& [entity, at] : places_) {
      const auto kept = place_in(tab, entity);
      ASSERT_TRUE(kept) << entity;
      EXPECT_EQ(kept->at, at) << entity;
    }
    if (!granted_) EXPECT_EQ(std::ranges::count(desk_.stored_items(), "progress.place"), 0);
  }

  std::mt19937 random_;
  Desk desk_;
  bool granted_ = false;
  std::set<std::string> done_;
  std::map<std::string, std::int64_t> places_;
};

TEST(EngineRandom, WhatWasSavedIsThereAndWhatWasWithdrawnIsNot) {
  for (std::uint32_t seed = 1; seed <= runs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Day(seed).run();
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace carrel::test
