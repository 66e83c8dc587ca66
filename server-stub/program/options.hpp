// The command line.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "aggregate/aggregation.hpp"

namespace carrel::server {

struct Options {
  std::string address;
  std::uint16_t port = 0;
  std::string site;
  std::vector<std::string> policies;  // the newest first
  std::vector<std::string> rules;     // of places
  std::string data;
  std::optional<std::string> log;
  std::optional<std::string> key;
  std::vector<std::string> instructors;
  std::int64_t report_rate = usual_report_rate;  // a second
  std::int64_t clock_ahead = 0;                  // seconds
};

extern const char* const usage;

// What is wrong, where the arguments (without the program's name) cannot be understood.
std::expected<Options, std::string> parse_options(std::span<const char* const> arguments);

}  // namespace carrel::server
