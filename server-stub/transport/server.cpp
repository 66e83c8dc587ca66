#include "transport/server.hpp"

#include <csignal>
#include <list>

#include "transport/connection.hpp"
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace carrel::server {

using asio::ip::tcp;

class Server::Impl {
 public:
  Impl(const Listening& where, Application application, RequestLog log)
      : limits_(where.limits),
        application_(std::move(application)),
        chore_(where.chore),
        log_(std::move(log)),
        workers_(where.workers),
        acceptor_(io_, tcp::endpoint(asio::ip::make_address(where.address), where.port)) {}

  tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

  void stop_on_signals() {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](boost::system::error_code error, int) {
      if (!error) begin_stop();
    });
  }

  void run() {
    asio::co_spawn(io_, accept(), asio::detached);
    if (chore_.work) asio::co_spawn(io_, tend(), asio::detached);
    io_.run();
    workers_.join();
  }

  void stop() {
    asio::post(io_, [this] { begin_stop(); });
  }

 private:
  asio::awaitable<void> accept() {
    while (!service_.stopping) {
      auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
      if (service_.stopping) break;
      if (error) {  // out of descriptors, most likely: others will be closed
        pause_.expires_after(std::chrono::milliseconds(50));
        co_await pause_.async_wait(asio::as_tuple(asio::use_awaitable));
      } else if (connections_.size() < limits_.connections) {
        serve(std::move(socket));
      }
    }
  }

  asio::awaitable<void> tend() {
    while (!service_.stopping) {
      const std::string failure = co_await asio::co_spawn(workers_, chore(), asio::use_awaitable);
      if (!failure.empty()) log_.write({.diagnosis = failure}, std::chrono::system_clock::now());
      if (service_.stopping) break;
      until_chore_.expires_after(chore_.every);
      co_await until_chore_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }

  asio::awaitable<std::string> chore() const {
    try {
      co_return chore_.work();
    } catch (const std::exception& failure) {
      co_return failure.what();
    }
  }

  void serve(tcp::socket socket) {
    const auto here = connections_.emplace(connections_.end(), std::move(socket), service_);
    asio::co_spawn(io_, here->run(), [this, here](const std::exception_ptr& failure) {
      if (failure)  // out of memory, most likely
        log_.write({.status = 500, .diagnosis = "a connection broke off"},
                   std::chrono::system_clock::now());
      connections_.erase(here);
      if (service_.stopping && connections_.empty()) deadline_.cancel();
    });
  }

  void begin_stop() {
    if (service_.stopping) return;
    service_.stopping = true;
    signals_.cancel();
    until_chore_.cancel();
    acceptor_.close();
    for (Connection& connection : connections_)
      connection.stop();
    if (connections_.empty()) return;
    deadline_.expires_after(limits_.shutdown);
    deadline_.async_wait([this](boost::system::error_code error) {
      if (error) return;
      for (Connection& connection : connections_)
        connection.abort();
    });
  }

  const Limits limits_;
  const Application application_;
  const Chore chore_;
  RequestLog log_;
  asio::thread_pool workers_;
  Service service_{limits_, application_, workers_, log_};
  asio::io_context io_{1};
  std::list<Connection> connections_;
  tcp::acceptor acceptor_;
  asio::signal_set signals_{io_};
  asio::steady_timer pause_{io_};
  asio::steady_timer until_chore_{io_};
  asio::steady_timer deadline_{io_};
};

bool is_loopback(const std::string& address) {
  boost::system::error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

std::expected<Server, std::string> Server::listen(const Listening& where, Application application,
                                                  RequestLog log) {
  try {
    return Server(std::make_shared<Impl>(where, std::move(application), std::move(log)));
  } catch (const std::exception& failure) {
    return std::unexpected("cannot listen on " + where.address + ':' + std::to_string(where.port) +
                           ": " + failure.what());
  }
}

Server::Server(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

std::uint16_t Server::port() const {
  return impl_->endpoint().port();
}
void Server::stop_on_signals() {
  impl_->stop_on_signals();
}
void Server::run() {
  impl_->run();
}
void Server::stop() {
  impl_->stop();
}

}  // namespace carrel::server
