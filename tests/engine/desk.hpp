// One enrolled learner's device with the demo policy, and the shorthand of the engine's tests.
#pragma once

#include <string>
#include <vector>

#include "device.hpp"
#include <gtest/gtest.h>

namespace carrel::test {

inline const std::string demo_hash(64, 'a');
inline const std::string learner = "ada0";

struct PolicyText {
  std::string text;
};

struct Desk : Device {
  explicit Desk(PolicyText policy);
  explicit Desk(const std::string& policy = "shared/policies/demo.json");

  Tab& tab(const std::string& name = "one");  // opens the learner's profile where it is not open
  // As the page hands it in, made now under the desk's policy.
  ConsentChange change(Choice choice, std::vector<std::string> purposes = {});
  Tier choose(Tab& at, Choice choice, std::vector<std::string> purposes = {});
  Tier grant(Tab& at);  // all of the functional purposes
  Tier refuse(Tab& at) { return choose(at, Choice::refused); }

  std::vector<std::string> stored_items(const std::string& profile = learner);
  std::vector<Send> sent;      // what the network has seen
  std::optional<Reply> reply;  // none: it takes everything
};

Event place(std::int64_t at, std::string entity = "course/privacy/video");
Event done(std::string entity);
Event draft(std::string text, DraftState state = DraftState::open);
Event essay(std::string text, bool requested = false);

std::optional<PositionValue> place_in(Tab& tab, const std::string& entity = "course/privacy/video");
std::vector<ValueView> drafts_in(Tab& tab);
std::size_t statements_in(const Send& send);

}  // namespace carrel::test
