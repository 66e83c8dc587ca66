#include "handlers/consent.hpp"

#include <expected>

#include "handlers/body.hpp"
#include "handlers/record_document.hpp"
#include "handlers/reply.hpp"
#include "handlers/session.hpp"

#include "carrel/consent/consent.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel::server {
namespace {

// The record as its policy allows it, in canonical form; or the reply that refuses.
std::expected<Document, Response> checked_record(const JsonDocument& body,
                                                 const Policies& policies) {
  const auto record = parse_consent(body);
  if (!record) return std::unexpected(error_reply(400, "record", record.error().where));
  const Policy* policy = policies.find(record->policy);
  if (!policy) return std::unexpected(error_reply(403, "policy"));
  ConsentChange change{.choice = record->choice,
                       .purposes = record->purposes,
                       .policy = record->policy,
                       .texts = record->texts,
                       .at = record->at,
                       .how = record->how};
  // A grant of a journal before format 3 does not say how it was made.
  if (change.how.method == Method::none) change.how.method = Method::page;
  auto value = checked(*policy, {.ever_granted = true}, std::move(change), {});
  if (!value) return std::unexpected(error_reply(400, "record", name(value.error().code)));
  value->id = record->id;
  value->how.method = record->how.method;
  value->asked = record->asked;
  return Document{value->id.text(), consent_text(*value)};
}

}  // namespace

Response put_consent(const Request& request, Context& context) {
  const auto session = signed_in_to_write(request, context);
  if (!session) return session.error();
  const auto body = json_body(request);
  if (!body) return body.error();
  const auto record = checked_record(*body, context.policies);
  if (!record) return record.error();
  const std::string_view path = request.path;
  if (path.substr(path.rfind('/') + 1) != record->id)
    return error_reply(400, "record", "/id: is not the id of the path");
  std::optional<std::string_view> where;
  const auto agrees = [&](std::string_view signed_record) {
    where = contradiction(record->text, signed_record);
    return !where;
  };
  const auto put =
      context.store.put_consent(session->subject.pseudonym, *record, agrees, context.now);
  if (!put) return store_failed(put.error());
  if (where) return contradicted(*where);
  if (put->outcome == PutOutcome::conflict) return error_reply(409, "conflict");
  return no_content();
}

Response get_consent(const Request& request, Context& context) {
  const auto session = signed_in(request, context);
  if (!session) return session.error();
  const auto found = context.store.latest_consent(session->subject.pseudonym);
  if (!found) return store_failed(found.error());
  const std::optional<ConsentEntry>& latest = *found;
  return latest ? json_reply(latest->text) : error_reply(404, "none");
}

}  // namespace carrel::server
