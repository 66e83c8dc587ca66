#include "carrel/sync/xapi.hpp"

#include "carrel/base/bytes.hpp"
#include "carrel/consent/decision.hpp"

namespace carrel {
namespace {

constexpr const char* item_extension = "urn:carrel:item";
constexpr const char* policy_extension = "urn:carrel:policy";
constexpr const char* requested_extension = "urn:carrel:requested";
constexpr std::size_t max_response = 262'144;

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

Json result_json(const Payload& payload) {
  Json out = Json::object();
  Json extensions = Json::object();
  std::visit(
      Overload{[&](const FlagValue& v) { out["completion"] = v.value; },
               [&](const NumberValue& v) { extensions["urn:carrel:number"] = v.value; },
               [&](const ChoiceValue& v) { out["response"] = v.option; },
               [&](const TextValue& v) { out["response"] = v.text; },
               [&](const SubmissionValue& v) { out["response"] = v.text; },
               [&](const DraftValue& v) {
                 out["response"] = v.text;
                 extensions["urn:carrel:state"] = static_cast<int>(v.state);
               },
               [&](const PositionValue& v) {
                 extensions["urn:carrel:at"] = v.at;
                 extensions["urn:carrel:of"] = v.of;
               },
               [&](const AnswerValue& v) {
                 extensions["urn:carrel:attempt"] = v.attempt;
                 extensions["urn:carrel:question"] = v.question;
                 extensions["urn:carrel:options"] = v.options;
               },
               [&](const AttemptValue& v) {
                 out["completion"] = v.state == AttemptState::submitted;
                 out["score"] = {{"raw", v.score}, {"min", 0}, {"max", v.max}};
                 extensions["urn:carrel:attempt"] = v.attempt;
                 extensions["urn:carrel:answers"] = v.answers;
               },
               [&](const IntervalsValue& v) {
                 Json& watched = extensions["urn:carrel:watched"] = Json::array();
                 for (const Span& span : v.spans) {
                   watched.push_back(span.from);
                   watched.push_back(span.to);
                 }
               },
               [&](const MembershipValue& v) { extensions["urn:carrel:present"] = v.present; },
               [](const ConsentValue&) {}, [](const TransferValue&) {}, [](const AgeValue&) {}},
      payload);
  if (!extensions.empty()) out["extensions"] = std::move(extensions);
  return out;
}

std::int64_t exact(const JsonReader& in) {
  return in.integer(-max_exact_integer, max_exact_integer);
}

std::uint32_t small(const JsonReader& in) {
  return static_cast<std::uint32_t>(in.integer(0, UINT32_MAX));
}

AttemptValue attempt(const JsonReader& result, const JsonReader& extensions) {
  result.only({"completion", "score", "extensions"});
  extensions.only({"urn:carrel:attempt", "urn:carrel:answers"});
  const JsonReader score = result.member("score");
  score.only({"raw", "min", "max"});
  score.member("min").integer(0, 0);
  AttemptValue out;
  out.attempt = small(extensions.member("urn:carrel:attempt"));
  out.state =
      result.member("completion").boolean() ? AttemptState::submitted : AttemptState::started;
  out.score = exact(score.member("raw"));
  out.max = exact(score.member("max"));
  for (const JsonReader& e : extensions.member("urn:carrel:answers").elements(0, max_answers))
    out.answers.push_back(small(e));
  return out;
}

IntervalsValue intervals(const JsonReader& watched) {
  const std::vector<JsonReader> bounds = watched.elements(0, std::size_t{2} * max_spans);
  if (bounds.size() % 2 != 0) watched.fault("has a span without an end");
  IntervalsValue out;
  for (std::size_t i = 0; i + 1 < bounds.size(); i += 2)
    out.spans.push_back({exact(bounds[i]), exact(bounds[i + 1])});
  return out;
}

Payload payload(Shape shape, const JsonReader& result) {
  const auto response = [&] {
    result.only({"response"});
    return result.member("response").text(0, max_response);
  };
  const auto extensions = [&](std::initializer_list<std::string_view> names) {
    const JsonReader in = result.member("extensions");
    in.only(names);
    return in;
  };
  switch (shape) {
    case Shape::flag:
      result.only({"completion"});
      return FlagValue{result.member("completion").boolean()};
    case Shape::number:
      result.only({"extensions"});
      return NumberValue{exact(extensions({"urn:carrel:number"}).member("urn:carrel:number"))};
    case Shape::choice:
      return ChoiceValue{response()};
    case Shape::text:
      return TextValue{response()};
    case Shape::submission:
      return SubmissionValue{response()};
    case Shape::draft: {
      result.only({"response", "extensions"});
      const JsonReader e = extensions({"urn:carrel:state"});
      const auto state = static_cast<DraftState>(e.member("urn:carrel:state").integer(0, 4));
      return DraftValue{result.member("response").text(0, max_response), state};
    }
    case Shape::position: {
      result.only({"extensions"});
      const JsonReader e = extensions({"urn:carrel:at", "urn:carrel:of"});
      return PositionValue{exact(e.member("urn:carrel:at")), exact(e.member("urn:carrel:of"))};
    }
    case Shape::answer: {
      result.only({"extensions"});
      const JsonReader e =
          extensions({"urn:carrel:attempt", "urn:carrel:question", "urn:carrel:options"});
      return AnswerValue{small(e.member("urn:carrel:attempt")),
                         small(e.member("urn:carrel:question")),
                         small(e.member("urn:carrel:options"))};
    }
    case Shape::attempt:
      return attempt(result, result.member("extensions"));
    case Shape::intervals:
      result.only({"extensions"});
      return intervals(extensions({"urn:carrel:watched"}).member("urn:carrel:watched"));
    case Shape::membership:
      result.only({"extensions"});
      return MembershipValue{
          extensions({"urn:carrel:present"}).member("urn:carrel:present").boolean()};
    case Shape::none:
    case Shape::service:
    case Shape::consent:
    case Shape::transfer:
    case Shape::age:
      break;
  }
  result.fault("belongs to an item that never leaves");
  return FlagValue{};
}

std::unexpected<Error> first_fault(const std::vector<Fault>& faults) {
  return fail(Errc::bad_statement, faults.front().where + ": " + faults.front().what);
}

std::string subject(const Policy& policy, const JsonReader& actor) {
  actor.only({"objectType", "account"});
  actor.member("objectType").one_of<bool>({{"Agent", true}});
  const JsonReader account = actor.member("account");
  account.only({"homePage", "name"});
  if (account.member("homePage").text(1, 200) != policy.site)
    account.member("homePage").fault("is not the policy's site");
  return account.member("name").text(1, 64);
}

std::string entity(const Policy& policy, const JsonReader& object) {
  object.only({"objectType", "id"});
  object.member("objectType").one_of<bool>({{"Activity", true}});
  std::string id = object.member("id").text(1, 500);
  if (!id.empty() && !id.starts_with(policy.site)) {
    object.member("id").fault("does not begin with the policy's site");
    return {};
  }
  return id.substr(id.empty() ? 0 : policy.site.size());
}

}  // namespace

Json statement_json(const Policy& policy, std::string_view subject, const Record& record) {
  const Admitted& event = record.event;
  Json extensions = {{item_extension, event.item().key}, {policy_extension, policy.hash}};
  if (event.requested()) extensions[requested_extension] = true;
  return {{"id", record.statement.text()},
          {"actor",
           {{"objectType", "Agent"},
            {"account", {{"homePage", policy.site}, {"name", std::string(subject)}}}}},
          {"verb", {{"id", event.item().verb}}},
          {"object", {{"objectType", "Activity"}, {"id", policy.site + event.entity()}}},
          {"result", result_json(event.payload())},
          {"context", {{"extensions", std::move(extensions)}}},
          {"timestamp", to_rfc3339(record.at.instant())}};
}

Result<std::string> statement_policy(const Json& statement) {
  std::vector<Fault> faults;
  const std::string hash = JsonReader(statement, faults)
                               .member("context")
                               .member("extensions")
                               .member(policy_extension)
                               .text(64, 64);
  if (!faults.empty()) return first_fault(faults);
  return hash;
}

Result<Statement> parse_statement(const Policy& policy, const Json& statement) {
  std::vector<Fault> faults;
  const JsonReader in(statement, faults);
  in.only({"id", "actor", "verb", "object", "result", "context", "timestamp", "version"});
  Statement out;
  out.id = parse_uuid(in.member("id").text(36, 36));
  if (out.id.is_nil()) in.member("id").fault("is not a UUID");
  out.subject = subject(policy, in.member("actor"));
  out.event.entity = entity(policy, in.member("object"));
  if (const auto version = in.optional("version"); version && version->text(1, 10) != xapi_version)
    version->fault("is not 1.0.3");
  const auto at = from_rfc3339(in.member("timestamp").text(20, 40));
  if (!at) in.member("timestamp").fault("is not an RFC 3339 time");
  out.at = at.value_or(Instant{});

  const JsonReader context = in.member("context");
  context.only({"extensions"});
  const JsonReader extensions = context.member("extensions");
  extensions.only({item_extension, policy_extension, requested_extension});
  out.policy = extensions.member(policy_extension).text(64, 64);
  if (out.policy != policy.hash && !out.policy.empty())
    extensions.member(policy_extension).fault("is another policy");
  out.event.item = extensions.member(item_extension).text(1, 64);
  if (const auto requested = extensions.optional(requested_extension))
    out.event.requested = requested->boolean();
  const PolicyItem* item = policy.find_item(out.event.item);
  if (item == nullptr && faults.empty()) return fail(Errc::unknown_item);
  if (item != nullptr) {
    const JsonReader verb = in.member("verb");
    verb.only({"id"});
    if (verb.member("id").text(1, 200) != item->verb || item->verb.empty())
      verb.member("id").fault("is not the item's verb");
    out.event.payload = payload(item->shape.shape, in.member("result"));
  }
  if (!faults.empty()) return first_fault(faults);
  return out;
}

Json consent_json(const ConsentValue& value) {
  const Manner& how = value.how;
  return {{"format", 2},
          {"id", value.id.text()},
          {"at", to_rfc3339(value.at)},
          {"choice", std::string(name(value.choice))},
          {"purposes", value.purposes},
          {"policy", value.policy},
          {"texts", value.texts},
          {"method", std::string(name(how.method))},
          {"told", how.told},
          {"approved", how.approved},
          {"language", how.language},
          {"interface", how.interface},
          {"place", how.place},
          {"rules", how.rules},
          {"asked", value.asked},
          {"proof", value.proof}};
}

namespace {

void parse_manner(const JsonReader& in, ConsentValue& out) {
  out.how.method = in.member("method").one_of<Method>({{"none", Method::none},
                                                       {"banner", Method::banner},
                                                       {"choices", Method::choices},
                                                       {"button", Method::button},
                                                       {"placeholder", Method::placeholder},
                                                       {"imported", Method::imported},
                                                       {"parent", Method::parent},
                                                       {"page", Method::page}});
  out.how.told = in.member("told").boolean();
  out.how.approved = in.member("approved").boolean();
  out.how.language = in.member("language").text(0, max_manner_bytes);
  out.how.interface = in.member("interface").text(0, max_manner_bytes);
  out.how.place = in.member("place").text(0, max_manner_bytes);
  out.how.rules = in.member("rules").text(0, max_manner_bytes);
  for (const JsonReader& e : in.member("asked").elements(0, 64))
    out.asked.push_back(static_cast<std::uint32_t>(e.integer(0, UINT32_MAX)));
  out.proof = in.member("proof").text(0, max_proof_bytes);
}

}  // namespace

Result<ConsentValue> parse_consent(const Json& record) {
  std::vector<Fault> faults;
  const JsonReader in(record, faults);
  const bool first = in.member("format").integer(1, 2) == 1;
  if (first)
    in.only({"format", "id", "at", "choice", "purposes", "policy", "texts"});
  else
    in.only({"format", "id", "at", "choice", "purposes", "policy", "texts", "method", "told",
             "approved", "language", "interface", "place", "rules", "asked", "proof"});
  ConsentValue out;
  out.id = parse_uuid(in.member("id").text(36, 36));
  if (out.id.is_nil()) in.member("id").fault("is not a UUID");
  const auto at = from_rfc3339(in.member("at").text(20, 40));
  if (!at) in.member("at").fault("is not an RFC 3339 time");
  out.at = at.value_or(Instant{});
  out.choice = in.member("choice").one_of<Choice>({{"refused", Choice::refused},
                                                   {"on_device", Choice::on_device},
                                                   {"granted", Choice::granted}});
  for (const JsonReader& e : in.member("purposes").elements(0, 64))
    out.purposes.push_back(e.text(1, 64));
  const auto hash = [&](const JsonReader& member) {
    std::string text = member.text(64, 64);
    if (!is_lower_hex(text)) member.fault("is not a SHA-256 in lower-case hexadecimal");
    return text;
  };
  out.policy = hash(in.member("policy"));
  out.texts = hash(in.member("texts"));
  if (!first) parse_manner(in, out);
  if (!faults.empty()) return first_fault(faults);
  return out;
}

}  // namespace carrel
