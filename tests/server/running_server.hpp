// A server on a free port of loopback, run by a thread of its own until the end of the test.
#pragma once

#include <thread>

#include "client.hpp"
#include "scratch.hpp"
#include "transport/server.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {

class RunningServer {
 public:
  RunningServer(const Scratch& scratch, Application application, const Limits& limits = {})
      : log_file_(scratch / "log"),
        server_(Server::listen({.workers = 2, .limits = limits}, std::move(application),
                               RequestLog::to_file(log_file_).value())
                    .value()),
        thread_([this] { server_.run(); }) {}
  ~RunningServer() { stop(); }

  std::uint16_t port() const { return server_.port(); }
  std::string log() const { return read_file(log_file_); }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::string log_file_;
  Server server_;
  std::thread thread_;
};

}  // namespace carrel::server::test
