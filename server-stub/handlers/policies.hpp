// Every policy that the server was given, the newest first: a statement is judged by the policy
// under which it was made and by the newest one.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "carrel/policy/policy.hpp"

namespace carrel::server {

class Policies {
 public:
  explicit Policies(std::vector<Policy> newest_first) : policies_(std::move(newest_first)) {}

  const Policy* find(std::string_view hash) const;
  const Policy& newest() const { return policies_.front(); }

 private:
  std::vector<Policy> policies_;
};

}  // namespace carrel::server
