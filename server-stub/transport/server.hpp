// The listening socket and its connections. One thread does all of the input and output; the
// application runs on a pool of workers, which may wait for the disk.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "http.hpp"
#include "transport/limits.hpp"
#include "transport/request_log.hpp"

namespace carrel::server {

// Called by several workers at once.
using Application = std::function<Response(const Request&)>;

// What is done at the start and then again and again, by a worker. Says why it failed, for the log.
struct Chore {
  std::function<std::string()> work;
  std::chrono::milliseconds every = std::chrono::minutes(1);
};

struct Listening {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t workers = 16;
  Limits limits;
  Chore chore;
};

// False for what is no numeric address too.
bool is_loopback(const std::string& address);

class Server {
 public:
  // The reason, where the address cannot be listened on.
  static std::expected<Server, std::string> listen(const Listening& where, Application application,
                                                   RequestLog log);

  std::uint16_t port() const;

  void stop_on_signals();  // SIGINT and SIGTERM
  void run();              // until stopped: requests under way are answered first
  void stop();             // from any thread

 private:
  class Impl;
  explicit Server(std::shared_ptr<Impl> impl);

  std::shared_ptr<Impl> impl_;
};

}  // namespace carrel::server
