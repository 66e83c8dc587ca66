// The handlers and the site as one application, with the platform's clock and randomness.
#pragma once

#include "aggregate/aggregation.hpp"
#include "handlers/notary.hpp"
#include "handlers/policies.hpp"
#include "http.hpp"
#include "site/site.hpp"
#include "store/store.hpp"

namespace carrel::server {

// Callable by several threads at once, as far as the store is.
class CarrelApplication {
 public:
  struct Parts {
    Store& store;
    const Policies& policies;
    const Site& site;
    bool on_loopback = false;  // then demo sign-in is on, and no other host name is served
    const Notary* notary = nullptr;
    Aggregation* aggregation = nullptr;
    Duration ahead;  // of the platform's clock
  };

  explicit CarrelApplication(Parts parts) : parts_(parts) {}

  Response operator()(const Request& request) const;

  // What has to be done although nobody asks: releases figures and deletes reports in time. Why
  // that failed, for the log; empty where it did not.
  std::string tend() const;

 private:
  Instant now() const;

  Parts parts_;
};

}  // namespace carrel::server
