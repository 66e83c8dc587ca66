// An HTTP client that says exactly what the test writes, over a real socket on loopback.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace carrel::server::test {

struct Reply {
  int status = 0;  // 0: the connection closed without one
  std::string head;
  std::string body;

  // Names in any case; empty when there is none.
  std::string header(std::string_view name) const;
};

class SocketClient {
 public:
  explicit SocketClient(std::uint16_t port);
  ~SocketClient();
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  bool send(std::string_view bytes);
  Reply receive(bool head_only = false);
  bool closed_within(std::chrono::milliseconds time);  // by the server, and nothing more was sent

 private:
  bool read_more();

  int socket_;
  std::string received_;
};

// "METHOD TARGET" with a Host header, and what else is given.
std::string request_text(std::string_view method_and_target, std::string_view headers = "",
                         std::string_view body = "");

}  // namespace carrel::server::test
