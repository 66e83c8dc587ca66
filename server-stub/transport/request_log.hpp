// One JSON line for each request, without address, path, query, referrer or cookie (D216).
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace carrel::server {

struct LogEntry {
  std::string_view method;
  std::string_view route;  // a template
  int status = 0;
  std::chrono::milliseconds took{};
  std::uint64_t bytes = 0;     // of the response's body
  std::string_view diagnosis;  // why the server failed; empty when it did not
};

class RequestLog {
 public:
  static RequestLog to_stderr();
  static std::expected<RequestLog, std::string> to_file(const std::string& path);

  void write(const LogEntry& entry, std::chrono::system_clock::time_point now);

 private:
  using Handle = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

  explicit RequestLog(Handle file) : file_(std::move(file)) {}

  Handle file_;
};

}  // namespace carrel::server
