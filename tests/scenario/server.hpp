// The real handlers and the store in memory behind the device's network.
#pragma once

#include <map>
#include <string>

#include "device.hpp"
#include "handlers/router.hpp"
#include "store/memory_store.hpp"
#include "support/json.hpp"

namespace carrel::test {

class Server {
 public:
  Server(const std::string& policy_text, const std::string& policy_hash);

  // The demo sign-in; the cookie and the CSRF token stay here as a page's would in the browser.
  Account sign_in(const std::string& name, Instant now);
  bool signed_in() const { return !cookie_.empty(); }
  void forget_cookie() { cookie_.clear(); }

  Reply answer(const Send& request, Instant now);
  const std::string& subject_of(const std::string& name) { return subjects_[name]; }
  Json statements(const std::string& subject);      // as stored, by item and entity
  std::string consent(const std::string& subject);  // the latest choice; empty: no record

 private:
  server::Response handle(server::Request request, Instant now);

  server::MemoryStore store_;
  server::Policies policies_;
  std::map<std::string, std::string> subjects_;
  std::string cookie_, csrf_;
  std::uint32_t drawn_ = 0;
};

}  // namespace carrel::test
