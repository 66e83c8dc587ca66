// One connection that is kept alive, to a server on loopback. Throws std::runtime_error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace carrel::bench {

struct Reply {
  int status = 0;
  std::string head;
  std::string body;
};

class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // `head` is the request's first line and its headers, but for Host and the body's length.
  Reply exchange(std::string_view head, std::string_view body);

 private:
  void send(std::string_view bytes) const;
  void receive_more();

  int socket_;
  std::string received_;
};

}  // namespace carrel::bench
