// The server, as far as it is a witness: what it took, and under which identifier.
#pragma once

#include <map>
#include <string>

#include "carrel/engine/effect.hpp"
#include "carrel/sync/reply.hpp"

namespace carrel::sim {

// The statements of a request by identifier; of a consent record, that one.
std::map<Uuid, std::string> contents_of(const Send& request);

// The answer that it was taken.
Reply confirmed(const Send& request);

class Server {
 public:
  // A conflict is 409: one identifier with two contents.
  Reply take(const Send& request);
  bool holds(const Uuid& id) const { return taken_.contains(id); }

 private:
  std::map<Uuid, std::string> taken_;
};

}  // namespace carrel::sim
