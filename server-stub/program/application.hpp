// The handlers and the site as one application, with the platform's clock and randomness.
#pragma once

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
  };

  explicit CarrelApplication(Parts parts) : parts_(parts) {}

  Response operator()(const Request& request) const;

 private:
  Parts parts_;
};

}  // namespace carrel::server
