// A batch of statements as a device sends it. Each sending has new identifiers, put in place, so
// that making it costs next to nothing.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/policy/policy.hpp"

namespace carrel::bench {

Uuid new_id(std::mt19937_64& random);

class Batch {
 public:
  Batch(const Policy& policy, std::string_view subject, std::size_t statements);

  const std::string& renewed(std::mt19937_64& random);

 private:
  std::string body_;
  std::vector<std::size_t> ids_;  // where they stand in it
};

}  // namespace carrel::bench
