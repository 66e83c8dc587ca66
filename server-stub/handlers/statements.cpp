#include "handlers/statements.hpp"

#include <algorithm>
#include <expected>
#include <vector>

#include "handlers/body.hpp"
#include "handlers/judge.hpp"
#include "handlers/reply.hpp"
#include "handlers/session.hpp"
#include "handlers/statement_query.hpp"

#include "carrel/base/json_writer.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel::server {
namespace {

constexpr std::size_t max_batch = 50;
constexpr int max_rounds = 4;  // choices that may arrive while one batch is judged

bool has_version(const Request& request) {
  const std::string_view version = request.header("x-experience-api-version");
  return version == "1.0" || version.starts_with("1.0.");
}

Response wrong_version() {
  return error_reply(400, "version", "send X-Experience-API-Version: 1.0.3");
}

std::expected<std::vector<Document>, Response> judged(const std::vector<JsonValue>& batch,
                                                      const Judge& judge) {
  std::vector<Document> documents;
  for (const JsonValue& statement : batch) {
    auto document = judge.check(statement);
    if (!document) return std::unexpected(std::move(document).error());
    if (std::ranges::contains(documents, document->id, &Document::id))
      return std::unexpected(
          statement_error(400, "statement", document->id, "occurs twice in the batch"));
    documents.push_back(std::move(*document));
  }
  return documents;
}

// Keeps the whole batch or nothing. A consent record that arrives in between is heeded.
std::expected<std::vector<Document>, Response> keep(const Request& request,
                                                    const std::vector<JsonValue>& batch,
                                                    const Subject& subject, Context& context) {
  const bool gpc = request.header("sec-gpc") == "1";
  for (int round = 0; round < max_rounds; ++round) {
    const auto found = context.store.latest_consent(subject.pseudonym);
    if (!found) return std::unexpected(store_failed(found.error()));
    const std::optional<ConsentEntry>& consent = *found;
    auto documents = judged(batch, Judge(context.policies, subject, consent, gpc, context.now));
    if (!documents) return documents;
    const auto put = context.store.put_statements(subject.pseudonym, *documents,
                                                  consent ? consent->seq : 0, context.now);
    if (!put) return std::unexpected(store_failed(put.error()));
    if (put->outcome == PutOutcome::stored) return documents;
    if (put->outcome == PutOutcome::conflict)
      return std::unexpected(
          statement_error(409, "conflict", put->conflicting, "the id belongs to other content"));
  }
  return std::unexpected(error_reply(503, "busy"));
}

// The statement with the members that only the server sets.
std::string with_provenance(const StatementEntry& entry, const Policy& policy) {
  JsonWriter more;
  more.begin_object();
  more.member("authority").begin_object().member("account").begin_object();
  more.member("homePage").text(policy.site);
  more.member("name").text("carrel-server").end_object();
  more.member("objectType").text("Agent").end_object();
  more.member("stored").text(to_rfc3339(entry.stored));
  more.member("version").text(xapi_version);
  std::string out = entry.text;
  out.back() = ',';
  return out + std::move(more.end_object()).take().substr(1);
}

}  // namespace

Response post_statements(const Request& request, Context& context) {
  const auto session = signed_in_to_write(request, context);
  if (!session) return session.error();
  if (!has_version(request)) return wrong_version();
  auto body = json_body(request);
  if (!body) return body.error();
  const JsonValue all(*body);
  const auto batch = all.kind() == JsonKind::list ? all.children() : std::vector<JsonValue>{all};
  if (batch.empty() || batch.size() > max_batch)
    return error_reply(400, "batch", "send 1 to 50 statements");
  const auto kept = keep(request, batch, session->subject, context);
  if (!kept) return kept.error();
  JsonWriter out;
  out.begin_list();
  for (const Document& document : *kept)
    out.text(document.id);
  return json_reply(std::move(out.end_list()).take());
}

Response put_statement(const Request& request, Context& context) {
  const auto session = signed_in_to_write(request, context);
  if (!session) return session.error();
  if (!has_version(request)) return wrong_version();
  const auto query = parse_statement_query(request.query);
  if (!query || query->id.empty()) return error_reply(400, "query", "send statementId alone");
  auto body = json_body(request);
  if (!body) return body.error();
  if (statement_id(*body) != query->id)
    return error_reply(400, "statement", "/id: is not the statementId");
  const auto kept = keep(request, {*body}, session->subject, context);
  if (!kept) return kept.error();
  return no_content();
}

Response get_statements(const Request& request, Context& context) {
  const auto session = signed_in(request, context);
  if (!session) return session.error();
  if (!has_version(request)) return wrong_version();
  const auto query = parse_statement_query(request.query);
  if (!query) return error_reply(400, "query");
  const std::string& subject = session->subject.pseudonym;
  const Policy& policy = context.policies.newest();
  if (!query->id.empty()) {
    const auto found = context.store.statement(subject, query->id);
    if (!found) return store_failed(found.error());
    const std::optional<StatementEntry>& entry = *found;
    return entry ? json_reply(with_provenance(*entry, policy)) : error_reply(404, "none");
  }
  StatementFilter filter = query->filter;
  ++filter.limit;  // one more tells whether there are more
  auto entries = context.store.statements(subject, filter);
  if (!entries) return store_failed(entries.error());
  const bool more = entries->size() > query->filter.limit;
  if (more) entries->pop_back();
  std::string body = R"({"statements":[)";
  for (const StatementEntry& entry : *entries) {
    if (body.back() != '[') body += ',';
    body += with_provenance(entry, policy);
  }
  JsonWriter next;
  next.text(more ? more_link(query->filter, entries->back().seq) : "");
  body += R"(],"more":)" + std::move(next).take() + '}';
  return std::move(json_reply(std::move(body))
                       .with("X-Experience-API-Consistent-Through", to_rfc3339(context.now)));
}

}  // namespace carrel::server
