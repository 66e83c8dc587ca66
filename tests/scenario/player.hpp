// Plays a scenario file on the in-memory device. The same file is played in Chromium against the
// real site and server (tests/browser/scenario.mjs); steps with "judge": "browser" are for it
// alone.
#pragma once

#include <string>

#include "server.hpp"

namespace carrel::test {

class Player {
 public:
  explicit Player(const Json& scenario);

  void play();

 private:
  void act(const std::string& verb, const Json& step);
  void expect(const std::string& what, const Json& step);

  void visit(const std::string& tab);
  void sign_in(const std::string& tab, const std::string& name);
  void network(bool online);
  void kill();
  Tab& tab(const Json& step);
  void record(const Json& step, Event event);
  void choose(const Json& step);

  void expect_decision(const Json& step);
  void expect_stores(const Json& step);
  void expect_gone(const Json& step);
  void expect_server(const Json& step);

  const Json& scenario_;
  std::string policy_text_;
  Device device_;
  Server server_;
  std::string profile_ = std::string(guest_profile);  // the site's pointer to whose profile this is
  std::string essay_;
};

}  // namespace carrel::test
