#include "transport/request_log.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "carrel/base/json.hpp"
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
  Json line = {{"time", to_rfc3339({ms.count()})},
               {"method", known_method(entry.method)},
               {"route", entry.route},
               {"status", entry.status},
               {"ms", entry.took.count()},
               {"bytes", entry.bytes}};
  if (!entry.diagnosis.empty()) line["diagnosis"] = entry.diagnosis;
  const std::string text = dump_json(line) + '\n';
  std::fwrite(text.data(), 1, text.size(), file_.get());
  std::fflush(file_.get());
}

}  // namespace carrel::server
