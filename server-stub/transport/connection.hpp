// One client's connection: requests in, replies out, one after the other.
#pragma once

#include <optional>

#include "transport/convert.hpp"
#include "transport/server.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

namespace carrel::server {

namespace asio = boost::asio;

// What all connections of a server share; outlives them.
struct Service {
  const Limits& limits;
  const Application& application;
  asio::thread_pool& workers;
  RequestLog& log;
  bool stopping = false;
};

class Connection {
 public:
  Connection(asio::ip::tcp::socket socket, Service& service)
      : stream_(std::move(socket)), service_(service) {}

  asio::awaitable<void> run();

  void stop();   // after the request under way; at once when there is none
  void abort();  // at once

 private:
  enum class Next : std::uint8_t { close, go_on };

  asio::awaitable<Next> exchange();
  asio::awaitable<bool> wait_for_request();
  asio::awaitable<std::optional<BeastRequest>> read_request();
  asio::awaitable<Response> answer(const Request& request);
  asio::awaitable<bool> write(Response response, bool head_only, bool keep_alive);
  asio::awaitable<bool> write_file(BeastResponse& head, const FileSlice& slice);
  asio::awaitable<void> refuse(boost::system::error_code error);
  asio::awaitable<void> linger();
  void finish_sending();

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  Service& service_;
  bool idle_ = false;
};

}  // namespace carrel::server
