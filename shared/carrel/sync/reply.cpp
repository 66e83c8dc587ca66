#include "carrel/sync/reply.hpp"

#include <algorithm>

#include "carrel/base/bytes.hpp"
#include "carrel/base/json_reader.hpp"

namespace carrel {
namespace {

std::string error_member(const Reply& reply, std::string_view member) {
  std::vector<Fault> faults;
  const auto body = parse_json(reply.body, faults, {.bytes = 65'536, .depth = 8});
  if (!body) return {};
  const auto text = JsonReader(*body, faults).optional(member);
  return std::string(text ? text->text(0, 200) : "");
}

}  // namespace

Verdict judge(const Reply& reply, std::size_t statements) {
  const int status = reply.status;
  if (status >= 200 && status < 300) return Verdict::delivered;
  if (status == 401) return Verdict::sign_in;
  if (status == 403) {
    const std::string error = error_member(reply, "error");
    if (error == "csrf" || error == "actor") return Verdict::sign_in;
    if (error == "policy") return Verdict::later;
  }
  if (status < 400 || status == 408 || status == 429 || status >= 500) return Verdict::later;
  if (statements > 1) return Verdict::split;
  // The identifier is random and made once: what stands under it already is this statement.
  if (status == 409) return Verdict::delivered;
  return Verdict::refused;
}

std::string reason_of(const Reply& reply) {
  std::string reason = error_member(reply, "reason");
  if (reason.empty()) reason = error_member(reply, "error");
  return reason.empty() ? "HTTP " + std::to_string(reply.status) : reason;
}

std::set<Uuid> ids_in(const Reply& reply) {
  std::set<Uuid> out;
  std::vector<Fault> faults;
  const auto body = parse_json(reply.body, faults, {.bytes = 65'536, .depth = 8});
  if (!body || JsonValue(*body).kind() != JsonKind::list) return out;
  for (const JsonValue& id : JsonValue(*body).children())
    if (id.kind() == JsonKind::text) out.insert(parse_uuid(id.text()));
  return out;
}

Duration backoff(unsigned failures, const Reply& reply, const Entropy& entropy) {
  if (reply.retry_after > 0)
    return Duration::seconds(std::min(reply.retry_after, longest_send_pause.ms / 1000));
  constexpr std::int64_t least = 1000;
  constexpr std::int64_t most = 300'000;
  const std::int64_t ceiling = std::min(most, least << std::min(failures, 10U));
  const std::int64_t span = ceiling - least + 1;
  return {least + static_cast<std::int64_t>(entropy.words[3]) % span};
}

}  // namespace carrel
