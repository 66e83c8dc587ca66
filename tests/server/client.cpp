#include "client.hpp"

#include <array>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace carrel::server::test {

std::string Reply::header(std::string_view name) const {
  std::size_t line = head.find("\r\n") + 2;
  while (line < head.size()) {
    const std::size_t end = head.find("\r\n", line);
    const std::size_t colon = head.find(':', line);
    if (colon < end && colon - line == name.size() &&
        strncasecmp(head.data() + line, name.data(), name.size()) == 0)
      return head.substr(colon + 2, end - colon - 2);
    line = end + 2;
  }
  return "";
}

SocketClient::SocketClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval limit{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

SocketClient::~SocketClient() {
  ::close(socket_);
}

bool SocketClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

Reply SocketClient::receive(bool head_only) {
  std::size_t end = received_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!read_more()) return {};
    end = received_.find("\r\n\r\n");
  }
  Reply reply{.head = received_.substr(0, end + 2)};
  reply.status = std::stoi(reply.head.substr(reply.head.find(' ') + 1));
  received_.erase(0, end + 4);
  const std::string length = reply.header("Content-Length");
  const std::size_t body = head_only || length.empty() ? 0 : std::stoul(length);
  while (received_.size() < body)
    if (!read_more()) return {};
  reply.body = received_.substr(0, body);
  received_.erase(0, body);
  return reply;
}

bool SocketClient::closed_within(std::chrono::milliseconds time) {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  if (!received_.empty() || ::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
  return !read_more();
}

bool SocketClient::read_more() {
  std::array<char, 16'384> chunk{};
  const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (got <= 0) return false;
  received_.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

std::string request_text(std::string_view method_and_target, std::string_view headers,
                         std::string_view body) {
  std::string text(method_and_target);
  text += " HTTP/1.1\r\nHost: localhost\r\n";
  text += headers;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + std::string(body);
}

}  // namespace carrel::server::test
