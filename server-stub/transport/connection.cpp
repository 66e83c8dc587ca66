#include "transport/connection.hpp"

#include <array>
#include <exception>

#include "transport/file.hpp"
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

namespace carrel::server {
namespace {

namespace http = beast::http;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t chunk_bytes = 64UZ * 1024;
constexpr std::size_t linger_bytes = 1024UZ * 1024;

// The status that tells a client what was wrong with its request; 0 where the connection is gone.
int status_of(boost::system::error_code error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
  return error.category() == make_error_code(http::error::bad_method).category() ? 400 : 0;
}

}  // namespace

asio::awaitable<void> Connection::run() {
  boost::system::error_code ignored;
  std::ignore = stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  while (co_await exchange() == Next::go_on) {
  }
  finish_sending();
}

void Connection::stop() {
  if (idle_) abort();
}

void Connection::abort() {
  stream_.close();
}

void Connection::finish_sending() {
  boost::system::error_code ignored;
  std::ignore = stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

asio::awaitable<Connection::Next> Connection::exchange() {
  if (!co_await wait_for_request()) co_return Next::close;
  auto message = co_await read_request();
  if (!message) co_return Next::close;

  const auto began = std::chrono::steady_clock::now();
  const bool wants_more = message->keep_alive();
  const Request request = to_request(std::move(*message));
  Response response = co_await answer(request);
  const bool head_only = request.method == "HEAD";
  const std::string diagnosis = std::move(response.diagnosis);
  const LogEntry entry{.method = request.method,
                       .route = response.route,
                       .status = response.status,
                       .took = std::chrono::floor<std::chrono::milliseconds>(
                           std::chrono::steady_clock::now() - began),
                       .bytes = head_only ? 0 : body_length(response),
                       .diagnosis = diagnosis};
  if (!response.unlogged) service_.log.write(entry, std::chrono::system_clock::now());
  const bool keep_alive = wants_more && !service_.stopping;
  const bool written = co_await write(std::move(response), head_only, keep_alive);
  co_return written&& keep_alive ? Next::go_on : Next::close;
}

asio::awaitable<bool> Connection::wait_for_request() {
  if (service_.stopping) co_return false;
  if (buffer_.size() != 0) co_return true;
  idle_ = true;
  stream_.expires_after(service_.limits.idle);
  const auto [error, bytes] =
      co_await stream_.async_read_some(buffer_.prepare(service_.limits.header_bytes), as_result);
  idle_ = false;
  buffer_.commit(bytes);
  co_return !error;
}

asio::awaitable<std::optional<BeastRequest>> Connection::read_request() {
  http::request_parser<http::string_body> parser;
  parser.header_limit(service_.limits.header_bytes);
  parser.body_limit(service_.limits.body_bytes);
  stream_.expires_after(service_.limits.read);
  auto [error, bytes] = co_await http::async_read_header(stream_, buffer_, parser, as_result);
  if (!error && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    std::tie(error, bytes) = co_await asio::async_write(stream_, asio::buffer(go_on), as_result);
  }
  if (!error) {
    stream_.expires_after(service_.limits.read);
    std::tie(error, bytes) = co_await http::async_read(stream_, buffer_, parser, as_result);
  }
  if (!error) co_return parser.release();
  co_await refuse(error);
  co_return std::nullopt;
}

asio::awaitable<Response> Connection::answer(const Request& request) {
  const auto work = [&]() -> asio::awaitable<Response> {
    try {
      co_return service_.application(request);
    } catch (const std::exception& failure) {
      co_return Response{.status = 500, .diagnosis = failure.what()};
    }
  };
  co_return co_await asio::co_spawn(service_.workers, work, asio::use_awaitable);
}

asio::awaitable<bool> Connection::write(Response response, bool head_only, bool keep_alive) {
  const auto* slice = std::get_if<FileSlice>(&response.body);
  const FileSlice file = slice ? *slice : FileSlice{};
  const bool from_file = slice != nullptr;
  BeastResponse message = to_beast(std::move(response), keep_alive);
  if (from_file && !head_only) co_return co_await write_file(message, file);
  http::response_serializer<http::string_body> serializer(message);
  stream_.expires_after(service_.limits.write);
  const auto [error, bytes] =
      head_only ? co_await http::async_write_header(stream_, serializer, as_result)
                : co_await http::async_write(stream_, serializer, as_result);
  co_return !error;
}

asio::awaitable<bool> Connection::write_file(BeastResponse& head, const FileSlice& slice) {
  const File file = open_file_at(slice.path, slice.offset);
  if (!file) co_return false;
  http::response_serializer<http::string_body> serializer(head);
  stream_.expires_after(service_.limits.write);
  auto [error, written] = co_await http::async_write_header(stream_, serializer, as_result);
  std::string chunk(std::min<std::uint64_t>(slice.length, chunk_bytes), '\0');
  for (std::uint64_t left = slice.length; left > 0 && !error;) {
    const std::size_t wanted = std::min<std::uint64_t>(left, chunk.size());
    if (std::fread(chunk.data(), 1, wanted, file.get()) != wanted) co_return false;  // it shrank
    stream_.expires_after(service_.limits.write);
    const asio::const_buffer bytes(chunk.data(), wanted);
    std::tie(error, written) = co_await asio::async_write(stream_, bytes, as_result);
    left -= wanted;
  }
  co_return !error;
}

asio::awaitable<void> Connection::refuse(boost::system::error_code error) {
  const int status = status_of(error);
  if (status == 0) co_return;
  service_.log.write({.status = status}, std::chrono::system_clock::now());
  co_await write(Response{.status = status}, false, false);
  co_await linger();
}

// Reads on for a while: closing with unread bytes would reset the connection, and the client
// might never see why it was refused.
asio::awaitable<void> Connection::linger() {
  finish_sending();
  stream_.expires_after(service_.limits.read);
  std::array<char, 4096> sink{};
  for (std::size_t total = 0; total < linger_bytes;) {
    const auto [error, bytes] = co_await stream_.async_read_some(asio::buffer(sink), as_result);
    if (error) break;
    total += bytes;
  }
}

}  // namespace carrel::server
