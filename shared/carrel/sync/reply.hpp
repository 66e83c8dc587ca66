// What a server's answer means for the statements it was about.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "carrel/base/entropy.hpp"
#include "carrel/base/time.hpp"

namespace carrel {

struct Reply {
  int status = 0;                // HTTP; 0: no answer came
  std::int64_t retry_after = 0;  // seconds; 0: none given
  std::string body;
};

enum class Verdict : std::uint8_t {
  later,    // no answer, 408, 429, 5xx, or 403 for a policy that the server does not know yet
  sign_in,  // 401, or 403 for the session's sake: kept until the person signs in again
  split,    // a batch that is too large or has a fault somewhere: halve it and try each half
  refused,  // this one statement will never be taken: to the dead letters, with the reason
  delivered,
};

Verdict judge(const Reply& reply, std::size_t statements);

// The server's own words for a refusal, at most 200 bytes; the status where it has none.
std::string reason_of(const Reply& reply);

// What the answer to a POST of statements says it has taken (xAPI 1.0.3, Communication 2.1.2).
std::set<Uuid> ids_in(const Reply& reply);

inline constexpr Duration longest_send_pause = Duration::seconds(3600);

// Full jitter: uniform in [1 s, min(5 min, 1 s · 2^failures)], or what the server asked for, at
// most an hour. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog (2015).
Duration backoff(unsigned failures, const Reply& reply, const Entropy& entropy);

}  // namespace carrel
