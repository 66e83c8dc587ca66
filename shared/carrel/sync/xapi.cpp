#include "carrel/sync/xapi.hpp"

#include "carrel/base/bytes.hpp"
#include "carrel/base/json_writer.hpp"
#include "carrel/consent/decision.hpp"

namespace carrel {
namespace {

constexpr std::string_view item_extension = "urn:carrel:item";
constexpr std::string_view policy_extension = "urn:carrel:policy";
constexpr std::string_view requested_extension = "urn:carrel:requested";
constexpr std::size_t max_response = 262'144;

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

void write_list(JsonWriter& out, const std::vector<std::uint32_t>& numbers) {
  out.begin_list();
  for (const std::uint32_t number : numbers)
    out.integer(number);
  out.end_list();
}

void write_result(JsonWriter& out, const AttemptValue& v) {
  out.member("completion").boolean(v.state == AttemptState::submitted);
  out.member("extensions").begin_object();
  write_list(out.member("urn:carrel:answers"), v.answers);
  out.member("urn:carrel:attempt").integer(v.attempt).end_object();
  out.member("score").begin_object();
  out.member("max").integer(v.max);
  out.member("min").integer(0);
  out.member("raw").integer(v.score).end_object();
}

void write_result(JsonWriter& out, const IntervalsValue& v) {
  out.member("urn:carrel:watched").begin_list();
  for (const Span& span : v.spans)
    out.integer(span.from).integer(span.to);
  out.end_list();
}

void write_result(JsonWriter& out, const Payload& payload) {
  const auto extensions = [&](const auto& write) {
    out.member("extensions").begin_object();
    write();
    out.end_object();
  };
  const auto number = [&](std::string_view name, std::int64_t value) {
    out.member(name).integer(value);
  };
  std::visit(
      Overload{
          [&](const FlagValue& v) { out.member("completion").boolean(v.value); },
          [&](const NumberValue& v) { extensions([&] { number("urn:carrel:number", v.value); }); },
          [&](const ChoiceValue& v) { out.member("response").text(v.option); },
          [&](const TextValue& v) { out.member("response").text(v.text); },
          [&](const SubmissionValue& v) { out.member("response").text(v.text); },
          [&](const DraftValue& v) {
            extensions([&] { number("urn:carrel:state", static_cast<int>(v.state)); });
            out.member("response").text(v.text);
          },
          [&](const PositionValue& v) {
            extensions([&] {
              number("urn:carrel:at", v.at);
              number("urn:carrel:of", v.of);
            });
          },
          [&](const AnswerValue& v) {
            extensions([&] {
              number("urn:carrel:attempt", v.attempt);
              number("urn:carrel:options", v.options);
              number("urn:carrel:question", v.question);
            });
          },
          [&](const AttemptValue& v) { write_result(out, v); },
          [&](const IntervalsValue& v) { extensions([&] { write_result(out, v); }); },
          [&](const MembershipValue& v) {
            extensions([&] { out.member("urn:carrel:present").boolean(v.present); });
          },
          [](const ConsentValue&) {}, [](const TransferValue&) {}, [](const AgeValue&) {}},
      payload);
}

std::int64_t exact(const JsonReader& in) {
  return in.integer(-max_exact_integer, max_exact_integer);
}

std::uint32_t small(const JsonReader& in) {
  return static_cast<std::uint32_t>(in.integer(0, UINT32_MAX));
}

AttemptValue attempt(const JsonReader& result, const JsonReader& extensions) {
  result.only("completion score extensions");
  extensions.only("urn:carrel:attempt urn:carrel:answers");
  const JsonReader score = result.member("score");
  score.only("raw min max");
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
    result.only("response");
    return std::string(result.member("response").text(0, max_response));
  };
  const auto extensions = [&](std::string_view names) {
    const JsonReader in = result.member("extensions");
    in.only(names);
    return in;
  };
  switch (shape) {
    case Shape::flag:
      result.only("completion");
      return FlagValue{result.member("completion").boolean()};
    case Shape::number:
      result.only("extensions");
      return NumberValue{exact(extensions("urn:carrel:number").member("urn:carrel:number"))};
    case Shape::choice:
      return ChoiceValue{response()};
    case Shape::text:
      return TextValue{response()};
    case Shape::submission:
      return SubmissionValue{response()};
    case Shape::draft: {
      result.only("response extensions");
      const JsonReader e = extensions("urn:carrel:state");
      const auto state = static_cast<DraftState>(e.member("urn:carrel:state").integer(0, 4));
      return DraftValue{std::string(result.member("response").text(0, max_response)), state};
    }
    case Shape::position: {
      result.only("extensions");
      const JsonReader e = extensions("urn:carrel:at urn:carrel:of");
      return PositionValue{exact(e.member("urn:carrel:at")), exact(e.member("urn:carrel:of"))};
    }
    case Shape::answer: {
      result.only("extensions");
      const JsonReader e = extensions("urn:carrel:attempt urn:carrel:question urn:carrel:options");
      return AnswerValue{small(e.member("urn:carrel:attempt")),
                         small(e.member("urn:carrel:question")),
                         small(e.member("urn:carrel:options"))};
    }
    case Shape::attempt:
      return attempt(result, result.member("extensions"));
    case Shape::intervals:
      result.only("extensions");
      return intervals(extensions("urn:carrel:watched").member("urn:carrel:watched"));
    case Shape::membership:
      result.only("extensions");
      return MembershipValue{
          extensions("urn:carrel:present").member("urn:carrel:present").boolean()};
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
  actor.only("objectType account");
  actor.member("objectType").one_of("Agent", {true});
  const JsonReader account = actor.member("account");
  account.only("homePage name");
  if (account.member("homePage").text(1, 200) != policy.site)
    account.member("homePage").fault("is not the policy's site");
  return std::string(account.member("name").text(1, 64));
}

std::string entity(const Policy& policy, const JsonReader& object) {
  object.only("objectType id");
  object.member("objectType").one_of("Activity", {true});
  const std::string_view id = object.member("id").text(1, 500);
  if (!id.empty() && !id.starts_with(policy.site)) {
    object.member("id").fault("does not begin with the policy's site");
    return {};
  }
  return std::string(id.substr(id.empty() ? 0 : policy.site.size()));
}

}  // namespace

std::string statement_text(const Policy& policy, std::string_view subject, const Uuid& id,
                           Instant at, const Admitted& event) {
  JsonWriter out;
  out.begin_object();
  out.member("actor").begin_object();
  out.member("account").begin_object();
  out.member("homePage").text(policy.site);
  out.member("name").text(subject).end_object();
  out.member("objectType").text("Agent").end_object();
  out.member("context").begin_object().member("extensions").begin_object();
  out.member(item_extension).text(event.item().key);
  out.member(policy_extension).text(policy.hash);
  if (event.requested()) out.member(requested_extension).boolean(true);
  out.end_object().end_object();
  out.member("id").text(id.text());
  out.member("object").begin_object();
  out.member("id").text(policy.site + event.entity());
  out.member("objectType").text("Activity").end_object();
  out.member("result").begin_object();
  write_result(out, event.payload());
  out.end_object();
  out.member("timestamp").text(to_rfc3339(at));
  out.member("verb").begin_object().member("id").text(event.item().verb).end_object();
  return std::move(out.end_object()).take();
}

Result<std::string> statement_policy(JsonValue statement) {
  std::vector<Fault> faults;
  const std::string_view hash = JsonReader(statement, faults)
                                    .member("context")
                                    .member("extensions")
                                    .member(policy_extension)
                                    .text(64, 64);
  if (!faults.empty()) return first_fault(faults);
  return std::string(hash);
}

Result<Statement> parse_statement(const Policy& policy, JsonValue statement) {
  std::vector<Fault> faults;
  const JsonReader in(statement, faults);
  in.only("id actor verb object result context timestamp version");
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
  context.only("extensions");
  const JsonReader extensions = context.member("extensions");
  extensions.only("urn:carrel:item urn:carrel:policy urn:carrel:requested");
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
    verb.only("id");
    if (verb.member("id").text(1, 200) != item->verb || item->verb.empty())
      verb.member("id").fault("is not the item's verb");
    out.event.payload = payload(item->shape.shape, in.member("result"));
  }
  if (!faults.empty()) return first_fault(faults);
  return out;
}

std::string consent_text(const ConsentValue& value) {
  const Manner& how = value.how;
  JsonWriter out;
  out.begin_object();
  out.member("approved").boolean(how.approved);
  write_list(out.member("asked"), value.asked);
  out.member("at").text(to_rfc3339(value.at));
  out.member("choice").text(name(value.choice));
  out.member("format").integer(2);
  out.member("id").text(value.id.text());
  out.member("interface").text(how.interface);
  out.member("language").text(how.language);
  out.member("method").text(name(how.method));
  out.member("place").text(how.place);
  out.member("policy").text(value.policy);
  out.member("purposes").begin_list();
  for (const std::string& purpose : value.purposes)
    out.text(purpose);
  out.end_list();
  out.member("rules").text(how.rules);
  out.member("texts").text(value.texts);
  out.member("told").boolean(how.told);
  return std::move(out.end_object()).take();
}

Manner parse_manner(const JsonReader& in) {
  const auto text = [&](std::string_view name) {
    return std::string(in.member(name).text(0, max_manner_bytes));
  };
  return {.method = in.member("method").one_of(
              "none banner choices button placeholder imported parent page",
              {Method::none, Method::banner, Method::choices, Method::button, Method::placeholder,
               Method::imported, Method::parent, Method::page}),
          .told = in.member("told").boolean(),
          .language = text("language"),
          .interface = text("interface"),
          .place = text("place"),
          .rules = text("rules")};
}

Result<ConsentValue> parse_consent(JsonValue record) {
  std::vector<Fault> faults;
  const JsonReader in(record, faults);
  const bool first = in.member("format").integer(1, 2) == 1;
  if (first)
    in.only("format id at choice purposes policy texts");
  else
    in.only(
        "format id at choice purposes policy texts method told approved language interface place "
        "rules asked");
  ConsentValue out;
  out.id = parse_uuid(in.member("id").text(36, 36));
  if (out.id.is_nil()) in.member("id").fault("is not a UUID");
  const auto at = from_rfc3339(in.member("at").text(20, 40));
  if (!at) in.member("at").fault("is not an RFC 3339 time");
  out.at = at.value_or(Instant{});
  out.choice = in.member("choice").one_of("refused on_device granted",
                                          {Choice::refused, Choice::on_device, Choice::granted});
  for (const JsonReader& e : in.member("purposes").elements(0, 64))
    out.purposes.emplace_back(e.text(1, 64));
  const auto hash = [&](const JsonReader& member) {
    const std::string_view text = member.text(64, 64);
    if (!is_lower_hex(text)) member.fault("is not a SHA-256 in lower-case hexadecimal");
    return text;
  };
  out.policy = hash(in.member("policy"));
  out.texts = hash(in.member("texts"));
  if (!first) {
    out.how = parse_manner(in);
    out.how.approved = in.member("approved").boolean();
    for (const JsonReader& e : in.member("asked").elements(0, 64))
      out.asked.push_back(small(e));
  }
  if (!faults.empty()) return first_fault(faults);
  return out;
}

}  // namespace carrel
