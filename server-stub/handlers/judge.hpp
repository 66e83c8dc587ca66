// Whether a statement may be kept: the browser's own gate, asked again with what the server knows.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "handlers/policies.hpp"
#include "http.hpp"
#include "store/store.hpp"

#include "carrel/base/json.hpp"
#include "carrel/gate/gate.hpp"

namespace carrel::server {

// In lower case; empty where there is none.
std::string statement_id(JsonValue statement);

class Judge {
 public:
  // `consent` is the subject's latest record; without one, only necessary items pass.
  Judge(const Policies& policies, const Subject& subject,
        const std::optional<ConsentEntry>& consent, bool gpc, Instant now);

  // The statement to keep, in canonical form; or the reply that refuses. It must pass under the
  // policy that it names and under its newest revision.
  std::expected<Document, Response> check(JsonValue statement) const;

 private:
  std::expected<Admitted, Response> pass(const Policy& policy, const Event& event,
                                         std::string_view id) const;
  std::string why(const Policy& policy, std::string_view item) const;

  const Policies& policies_;
  const std::string& pseudonym_;
  Circumstances who_;
  bool knows_rules_ = true;  // of the choice
  Instant now_;
};

}  // namespace carrel::server
