#include "handlers/records.hpp"

#include "handlers/body.hpp"
#include "handlers/record_document.hpp"
#include "handlers/reply.hpp"
#include "handlers/session.hpp"

#include "carrel/base/json_reader.hpp"
#include "carrel/base/json_writer.hpp"

namespace carrel::server {
namespace {

constexpr std::size_t max_record_bytes = 65'536;
constexpr std::size_t signature_bytes = 86;  // 64 in Base64url

std::string key_json(const Notary& notary) {
  return R"({"crv":"Ed25519","kty":"OKP","x":")" + notary.public_key() + R"("})";
}

// Its bytes are what is signed: canonical JSON.
std::string arrival_json(const RecordDocument& record, const std::string& hash, Instant at) {
  JsonWriter out;
  out.begin_object();
  out.member("at").text(to_rfc3339(at));
  out.member("number").integer(record.number);
  out.member("record").text(hash);
  out.member("subject").text(record.subject);
  return std::move(out.end_object()).take();
}

Response countersigned(const Notary& notary, const std::string& arrival) {
  const std::string signature = notary.sign(arrival);
  if (signature.empty()) return store_failed({"the key does not sign"});
  return json_reply(R"({"arrival":)" + arrival + R"(,"key":)" + key_json(notary) +
                    R"(,"signature":")" + signature + R"("})");
}

}  // namespace

Response put_record(const Request& request, Context& context) {
  const auto session = signed_in_to_write(request, context);
  if (!session) return session.error();
  if (!context.notary) return error_reply(404, "none");
  const auto body = json_body(request);
  if (!body) return body.error();
  std::vector<Fault> faults;
  const JsonReader in(*body, faults);
  in.only("record signature");
  const std::string text(in.member("record").text(2, max_record_bytes));
  const std::string signature(in.member("signature").text(signature_bytes, signature_bytes));
  if (!faults.empty()) return error_reply(400, "body", faults.front().where);

  const auto record = parse_record(text);
  if (!record) return error_reply(400, "record", record.error().where);
  const std::string_view path = request.path;
  if (path.substr(path.rfind('/') + 1) != record->id)
    return error_reply(400, "record", "/id: is not the id of the path");
  if (record->subject != session->subject.pseudonym) return error_reply(403, "actor");
  const Notary& notary = *context.notary;
  if (!notary.is_signed(text, record->x, record->y, signature))
    return error_reply(400, "signature");

  const RecordLink link{record->x + '.' + record->y, record->number, record->previous,
                        notary.sha256(text), signature};
  std::optional<std::string_view> where;
  const auto agrees = [&](std::string_view consent) {
    where = contradiction(consent, text);
    return !where;
  };
  const auto put =
      context.store.put_record(record->subject, link, {record->id, text}, agrees, context.now);
  if (!put) return store_failed(put.error());
  if (where) return contradicted(*where);
  if (put->outcome != PutOutcome::stored) return error_reply(409, "conflict");
  return countersigned(notary, arrival_json(*record, link.hash, put->arrived));
}

Response get_record_key(const Request& /*request*/, Context& context) {
  return context.notary ? json_reply(key_json(*context.notary)) : error_reply(404, "none");
}

}  // namespace carrel::server
