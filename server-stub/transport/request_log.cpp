#include "transport/request_log.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "carrel/base/json_writer.hpp"
#include "carrel/base/time.hpp"

namespace carrel::server {
namespace {

// A method is the client's text: only those that the server knows are written down.
std::string_view known_method(std::string_view method) {
  constexpr std::array<std::string_view, 5> known{"GET", "HEAD", "POST", "PUT", "DELETE"};
  return std::ranges::find(known, method) == known.end() ? "other" : method;
}

}  // namespace

RequestLog RequestLog::to_stderr() {
  return RequestLog(Handle(stderr, [](std::FILE* file) { return std::fflush(file); }));
}

std::expected<RequestLog, std::string> RequestLog::to_file(const std::string& path) {
  Handle file(std::fopen(path.c_str(), "ae"), std::fclose);
  if (!file) return std::unexpected(path + ": " + std::strerror(errno));
  return RequestLog(std::move(file));
}

void RequestLog::write(const LogEntry& entry, std::chrono::system_clock::time_point now) {
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
  JsonWriter line;
  line.begin_object();
  line.member("bytes").integer(static_cast<std::int64_t>(entry.bytes));
  if (!entry.diagnosis.empty()) line.member("diagnosis").text(entry.diagnosis);
  line.member("method").text(known_method(entry.method));
  line.member("ms").integer(entry.took.count());
  line.member("route").text(entry.route);
  line.member("status").integer(entry.status);
  line.member("time").text(to_rfc3339({ms.count()}));
  const std::string text = std::move(line.end_object()).take() + '\n';
  std::fwrite(text.data(), 1, text.size(), file_.get());
  std::fflush(file_.get());
}

}  // namespace carrel::server
