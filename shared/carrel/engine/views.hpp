// What a person may see: their values, what is stored now, what has left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/learning/state.hpp"

namespace carrel {

// A text that was written elsewhere meanwhile, or earlier.
struct VersionView {
  std::string text;
  Instant at;
};

struct ValueView {
  Event event;  // its `version` is to be handed back with what grows from it
  Instant at;
  bool saved = false;
  Tier tier = Tier::none;
  bool pending = false;             // waits for the person's answer after a withdrawal
  std::vector<VersionView> rivals;  // of a draft that was changed in two places, newest first
};

struct StoredView {
  std::string item, purpose, category;
  Tier tier = Tier::none;
  std::uint32_t count = 0;
  std::uint64_t bytes = 0;
  Keep keep;
  std::string title, why;  // empty for the built-in items
};

struct TransferView {
  Instant at;
  std::string item, entity;
  Outcome outcome = Outcome::refused;
  int status = 0;
  std::string reason;
};

// Empty `item` or `entity`: all.
std::vector<ValueView> values_of(const State& state, const Policy& policy, std::string_view item,
                                 std::string_view entity);

// Newest first.
std::vector<VersionView> versions_of(const State& state, const Policy& policy,
                                     std::string_view item, std::string_view entity);

// One row for each item and tier, in the policy's order; texts in `language` or the policy's first.
std::vector<StoredView> stored_in(const State& state, const Policy& policy, bool enrolled,
                                  std::string_view language);

std::vector<TransferView> transfers_in(const State& state);  // newest first

}  // namespace carrel
