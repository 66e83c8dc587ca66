#include <cstdio>
#include <expected>
#include <span>
#include <string>

#include "content_policy.hpp"
#include "program/application.hpp"
#include "program/openssl_notary.hpp"
#include "program/options.hpp"
#include "program/policy_file.hpp"
#include "sqlite/sqlite_store.hpp"
#include "transport/server.hpp"
#include <sys/stat.h>

namespace carrel::server {
namespace {

constexpr int exit_usage = 2;

int failed(int status, const std::string& message) {
  std::fprintf(stderr, "carrel-server: %s\n", message.c_str());
  return status;
}

std::string url(const Options& options, std::uint16_t port) {
  const bool ipv6 = options.address.contains(':');
  return "http://" + (ipv6 ? '[' + options.address + ']' : options.address) + ':' +
         std::to_string(port) + '/';
}

int serve(const Options& options) {
  const auto policies = load_policies(options.policies, options.rules);
  if (!policies) return failed(exit_usage, "invalid policy or rules\n" + policies.error());
  const auto site = Site::at(options.site, content_policy(policies->hosts()));
  if (!site) return failed(exit_usage, "--site: " + site.error());
  const auto notary = options.key ? OpensslNotary::from_file(*options.key) : OpensslNotary::fresh();
  if (!notary) return failed(exit_usage, "--key: " + notary.error());
  const bool on_loopback = is_loopback(options.address);
  if (options.clock_ahead != 0 && !on_loopback)
    return failed(exit_usage, "--clock-ahead: on loopback alone");
  ::umask(S_IRWXG | S_IRWXO);  // data and log are the operator's alone
  const auto store = SqliteStore::open(options.data);
  if (!store) return failed(1, options.data + ": " + store.error().what);
  auto log = options.log ? RequestLog::to_file(*options.log) : RequestLog::to_stderr();
  if (!log) return failed(1, log.error());

  Aggregation aggregation(policies->plans(), options.instructors, options.report_rate);
  const CarrelApplication application({.store = **store,
                                       .policies = *policies,
                                       .site = *site,
                                       .on_loopback = on_loopback,
                                       .notary = &*notary,
                                       .aggregation = &aggregation,
                                       .ahead = Duration::seconds(options.clock_ahead)});
  auto server = Server::listen({.address = options.address,
                                .port = options.port,
                                .chore = {.work = [&] { return application.tend(); }}},
                               application, std::move(*log));
  if (!server) return failed(1, server.error());
  server->stop_on_signals();
  std::printf("carrel-server ready %s\n", url(options, server->port()).c_str());
  if (!options.key)
    std::puts("carrel-server: no --key: consent records are signed with a key of this run alone");
  std::fflush(stdout);
  server->run();
  return 0;
}

int run(std::span<const char* const> arguments) {
  const auto options = parse_options(arguments);
  if (!options) return failed(exit_usage, options.error() + '\n' + usage);
  return serve(*options);
}

}  // namespace
}  // namespace carrel::server

int main(int argc, char** argv) {
  return carrel::server::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
}
