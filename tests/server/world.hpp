// One server without sockets: a clock that the test sets, entropy that counts, and a client that
// signs in and sends what the test says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "aggregate/aggregation.hpp"
#include "handlers/router.hpp"
#include "reporting.hpp"
#include "store/memory_store.hpp"
#include "support/json.hpp"

namespace carrel::server::test {

inline constexpr std::int64_t noon = 1'793'534'400'000;  // 2026-11-01T12:00:00Z

std::string read_file(const std::string& path);

// tests/server/policies: "note.shared" is necessary in the older one and functional in the newest;
// only the older one has "poll.answer".
Policies test_policies();
inline const std::string newest_hash(64, 'a');
inline const std::string older_hash(64, 'b');

Json body_of(const Response& response);
std::string error_of(const Response& response);

struct Client {
  std::string subject;
  std::string cookie;
  std::string csrf;
};

class World {
 public:
  explicit World(std::unique_ptr<Store> store = std::make_unique<MemoryStore>());

  Response send(Request request);
  Client sign_in(const std::string& name);

  // Requests as a signed-in client's page makes them.
  Request get(const Client& client, std::string_view path, std::string_view query = "") const;
  Request write(const Client& client, std::string_view method, std::string_view path,
                const Json& body) const;

  Response post(const Client& client, const Json& statements);
  Response grant(const Client& client, const Json& purposes, std::string_view choice = "granted");

  Store& store() { return *store_; }
  const Policies& policies() const { return policies_; }

  Instant now{noon};
  bool demo_sign_in = true;
  const Notary* notary = nullptr;
  std::unique_ptr<Aggregation> aggregation =
      std::make_unique<Aggregation>(test_plans(), std::vector<std::string>{"ada"});

 private:
  std::unique_ptr<Store> store_;
  Policies policies_ = test_policies();
  std::uint32_t drawn_ = 0;
};

// The n-th UUID of the tests.
std::string uuid(int n);

// A statement of the item "progress.place" by `client`, which functional consent lets out.
Json place(const Client& client, int n);
// A statement of an item that needs no consent from an enrolled subject.
Json completed(const Client& client, int n);
// Of any item: its verb and result.
Json statement(const Client& client, int n, std::string_view item, std::string_view verb,
               Json result);

Json consent_record(int n, std::string_view choice, Json purposes);

}  // namespace carrel::server::test
