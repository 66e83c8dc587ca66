#include "program/options.hpp"

#include <charconv>
#include <string_view>

namespace carrel::server {

const char* const usage =
    "usage: carrel-server --listen ADDRESS:PORT --site DIR --policy FILE... --data FILE\n"
    "                     [--rules FILE]... [--log FILE] [--key FILE] [--instructor NAME]...\n"
    "                     [--report-rate N] [--clock-ahead SECONDS]\n"
    "  --listen  where to listen; port 0 takes any free one; an IPv6 address stands in [ ]\n"
    "  --site    the folder of the built site\n"
    "  --policy  a policy file; repeat it for older revisions, the newest first, and for others\n"
    "  --rules   a file of rules of places; repeat it for older versions, under which choices\n"
    "            were made; without it only choices made without rules are heeded\n"
    "  --data    the SQLite file, made when there is none\n"
    "  --log     the request log; standard error without it\n"
    "  --key     the Ed25519 key (PEM) that consent records are signed with; without it one that\n"
    "            ends with this process\n"
    "  --instructor   who may read the insights; repeat it. On loopback anybody may\n"
    "  --report-rate  how many reports are taken a second, on average; 50 without it\n"
    "  --clock-ahead  for simulations, on loopback alone: the time is so much later\n";

namespace {

constexpr std::int64_t max_number = 1'000'000'000;

std::expected<void, std::string> read_listen(std::string_view value, Options& options) {
  const std::size_t colon = value.rfind(':');
  if (colon == std::string_view::npos) return std::unexpected("--listen: not ADDRESS:PORT");
  const std::string_view port = value.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (error != std::errc{} || end != port.data() + port.size())
    return std::unexpected("--listen: the port is not a number up to 65535");
  std::string_view address = value.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  options.address = address;
  return {};
}

std::expected<void, std::string> read_number(std::string_view name, std::string_view value,
                                             std::int64_t& number) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < 1 ||
      number > max_number)
    return std::unexpected(std::string(name) + ": not a number from 1 to " +
                           std::to_string(max_number));
  return {};
}

std::expected<void, std::string> read_option(std::string_view name, const std::string& value,
                                             Options& options) {
  if (name == "--listen") return read_listen(value, options);
  if (name == "--report-rate") return read_number(name, value, options.report_rate);
  if (name == "--clock-ahead") return read_number(name, value, options.clock_ahead);
  if (name == "--policy") {
    options.policies.push_back(value);
  } else if (name == "--rules") {
    options.rules.push_back(value);
  } else if (name == "--instructor") {
    options.instructors.push_back(value);
  } else if (name == "--site") {
    options.site = value;
  } else if (name == "--data") {
    options.data = value;
  } else if (name == "--log") {
    options.log = value;
  } else if (name == "--key") {
    options.key = value;
  } else {
    return std::unexpected(std::string(name) + ": no such option");
  }
  return {};
}

const char* missing(const Options& options) {
  if (options.address.empty()) return "--listen is missing";
  if (options.site.empty()) return "--site is missing";
  if (options.policies.empty()) return "--policy is missing";
  if (options.data.empty()) return "--data is missing";
  return nullptr;
}

}  // namespace

std::expected<Options, std::string> parse_options(std::span<const char* const> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    const std::string name = arguments[i];
    if (i + 1 == arguments.size()) return std::unexpected(name + ": needs a value");
    const auto read = read_option(name, arguments[i + 1], options);
    if (!read) return std::unexpected(read.error());
  }
  if (const char* what = missing(options)) return std::unexpected(what);
  return options;
}

}  // namespace carrel::server
