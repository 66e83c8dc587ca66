#include "program/application.hpp"

#include <chrono>
#include <stdexcept>

#include "aggregate/release_gate.hpp"
#include "handlers/origin.hpp"
#include "handlers/reply.hpp"
#include "handlers/router.hpp"
#include <sys/random.h>

namespace carrel::server {
namespace {

Instant system_now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::floor<std::chrono::milliseconds>(since_epoch).count()};
}

std::array<Entropy, 3> system_entropy() {
  std::array<Entropy, 3> entropy;
  if (::getentropy(entropy.data(), sizeof entropy) != 0)
    throw std::runtime_error("the system gives no randomness");
  return entropy;
}

}  // namespace

Response CarrelApplication::operator()(const Request& request) const {
  if (parts_.on_loopback && !names_loopback(request.header("host")))
    return error_reply(421, "host", "this server answers to localhost alone");
  Context context{parts_.store,  parts_.policies,   now(), system_entropy(), parts_.on_loopback,
                  parts_.notary, parts_.aggregation};
  if (auto response = handle(request, context)) return std::move(*response);
  Response response = parts_.site.serve(request);
  response.route = "site";
  return response;
}

std::string CarrelApplication::tend() const {
  if (!parts_.aggregation) return {};
  const auto done = server::tend(parts_.aggregation->plans, parts_.store, now());
  return done ? std::string() : done.error().what;
}

Instant CarrelApplication::now() const {
  return system_now() + parts_.ahead;
}

}  // namespace carrel::server
