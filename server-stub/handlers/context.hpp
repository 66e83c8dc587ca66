// What a handler is given beside the request: no handler has a clock or randomness of its own.
#pragma once

#include <array>

#include "handlers/notary.hpp"
#include "handlers/policies.hpp"
#include "store/store.hpp"

#include "carrel/base/entropy.hpp"

namespace carrel::server {

struct Aggregation;

struct Context {
  Store& store;
  const Policies& policies;
  Instant now;
  std::array<Entropy, 3> entropy;      // fresh for each request
  bool demo_sign_in = false;           // anybody may sign in under any name: on loopback alone
  const Notary* notary = nullptr;      // none: no consent record is signed
  Aggregation* aggregation = nullptr;  // none: no report is taken
};

}  // namespace carrel::server
