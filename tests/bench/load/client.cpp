#include "load/client.hpp"

#include <array>
#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace carrel::bench {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  const std::size_t at = head.find(name);
  return at == std::string_view::npos ? 0 : std::stoul(std::string(head.substr(at + name.size())));
}

}  // namespace

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("the server cannot be reached");
}

Client::~Client() {
  ::close(socket_);
}

Reply Client::exchange(std::string_view head, std::string_view body) {
  std::string bytes(head);
  bytes += "Host: localhost\r\nContent-Length: " + std::to_string(body.size());
  bytes += head_end;
  bytes += body;
  send(bytes);

  std::size_t end = received_.find(head_end);
  for (; end == std::string::npos; end = received_.find(head_end))
    receive_more();
  const std::size_t begin = end + head_end.size();
  Reply reply{.head = received_.substr(0, end)};
  const std::size_t length = content_length(reply.head);
  while (received_.size() < begin + length)
    receive_more();
  reply.status = std::stoi(reply.head.substr(reply.head.find(' ')));
  reply.body = received_.substr(begin, length);
  received_.erase(0, begin + length);
  return reply;
}

void Client::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("the server has closed the connection");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Client::receive_more() {
  std::array<char, 16'384> chunk{};
  const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (got <= 0) throw std::runtime_error("the server has closed the connection");
  received_.append(chunk.data(), static_cast<std::size_t>(got));
}

}  // namespace carrel::bench
