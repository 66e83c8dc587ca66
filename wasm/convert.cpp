#include "convert.hpp"

#include <cmath>
#include <utility>

namespace carrel::wasm {
namespace {

using emscripten::val;

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

std::optional<std::int64_t> integer(double n) {
  if (std::trunc(n) != n || std::abs(n) > static_cast<double>(max_exact_integer)) return {};
  return static_cast<std::int64_t>(n);
}

std::int64_t integer_or_zero(double n) {
  return integer(n).value_or(0);
}

std::uint64_t natural(double n) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, integer_or_zero(n)));
}

std::optional<std::uint32_t> small(double n) {
  const auto whole = integer(n);
  if (!whole || *whole < 0 || *whole > UINT32_MAX) return {};
  return static_cast<std::uint32_t>(*whole);
}

template <class Enum>
Enum enumerator(double n, Enum last) {
  const auto whole = small(n);
  return whole && *whole <= static_cast<std::uint32_t>(last) ? static_cast<Enum>(*whole) : Enum{};
}

Bytes to_bytes(const val& in) {
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(in);
}

std::vector<Bytes> to_bytes_list(const val& in) {
  std::vector<Bytes> out;
  for (const val& e : in)
    out.push_back(to_bytes(e));
  return out;
}

val strings(const std::vector<std::string>& in) {
  return val::array(in.begin(), in.end());
}

std::optional<IntervalsValue> to_intervals(const NumberList& in) {
  IntervalsValue out;
  std::optional<std::int64_t> from;
  for (const double n : emscripten::convertJSArrayToNumberVector<double>(in)) {
    const auto at = integer(n);
    if (!at) return {};
    if (from) out.spans.push_back({*from, *at});
    from = from ? std::nullopt : at;
  }
  if (from) return {};
  return out;
}

std::optional<Payload> to_payload(PayloadDto& in) {
  const auto number = integer(in.number);
  const auto total = integer(in.total);
  const auto attempt = small(in.attempt);
  const auto question = small(in.question);
  if (!number || !total || !attempt || !question) return {};
  switch (in.shape) {
    case Shape::flag:
      return FlagValue{in.flag};
    case Shape::number:
      return NumberValue{*number};
    case Shape::choice:
      return ChoiceValue{in.text};
    case Shape::text:
      return TextValue{in.text};
    case Shape::position:
      return PositionValue{*number, *total};
    case Shape::answer: {
      const auto options = small(in.number);
      if (!options) return {};
      return AnswerValue{*attempt, *question, *options};
    }
    case Shape::attempt: {
      AttemptValue out{
          *attempt, enumerator(in.state, AttemptState::submitted), *number, *total, {}};
      for (const double n : emscripten::convertJSArrayToNumberVector<double>(in.answers)) {
        const auto answer = small(n);
        if (!answer) return {};
        out.answers.push_back(*answer);
      }
      return out;
    }
    case Shape::draft:
      return DraftValue{std::move(in.text), enumerator(in.state, DraftState::discarded)};
    case Shape::submission:
      return SubmissionValue{in.text};
    case Shape::intervals:
      return to_intervals(in.answers);
    case Shape::membership:
      return MembershipValue{in.flag};
    case Shape::none:
    case Shape::service:
    case Shape::consent:
    case Shape::transfer:
    case Shape::age:
      break;
  }
  return {};
}

PayloadDto from_payload(const Payload& payload) {
  PayloadDto out;
  out.shape = shape_of(payload);
  std::visit(
      Overload{[&](const FlagValue& v) { out.flag = v.value; },
               [&](const NumberValue& v) { out.number = static_cast<double>(v.value); },
               [&](const ChoiceValue& v) { out.text = v.option; },
               [&](const TextValue& v) { out.text = v.text; },
               [&](const PositionValue& v) {
                 out.number = static_cast<double>(v.at);
                 out.total = static_cast<double>(v.of);
               },
               [&](const AnswerValue& v) {
                 out.attempt = v.attempt;
                 out.question = v.question;
                 out.number = v.options;
               },
               [&](const AttemptValue& v) {
                 out.attempt = v.attempt;
                 out.state = static_cast<double>(v.state);
                 out.number = static_cast<double>(v.score);
                 out.total = static_cast<double>(v.max);
                 out.answers = NumberList(val::array(v.answers.begin(), v.answers.end()));
               },
               [&](const DraftValue& v) {
                 out.text = v.text;
                 out.state = static_cast<double>(v.state);
               },
               [&](const SubmissionValue& v) { out.text = v.text; },
               [&](const IntervalsValue& v) {
                 val bounds = val::array();
                 for (const Span& span : v.spans) {
                   bounds.call<void>("push", static_cast<double>(span.from));
                   bounds.call<void>("push", static_cast<double>(span.to));
                 }
                 out.answers = NumberList(bounds);
               },
               [&](const MembershipValue& v) { out.flag = v.present; }, [](const ConsentValue&) {},
               [](const TransferValue&) {}, [](const AgeValue&) {}},
      payload);
  return out;
}

}  // namespace

Moment to_moment(double now, Entropy entropy) {
  return {{integer_or_zero(now)}, entropy};
}

std::optional<Event> to_event(std::string item, std::string entity, bool requested, double version,
                              PayloadDto payload) {
  auto content = to_payload(payload);
  if (!content) return {};
  return Event{std::move(item), std::move(entity), std::move(*content), requested,
               natural(version)};
}

Opened to_opened(const OpenedDto& in) {
  return {to_bytes_list(in.snapshots), to_bytes_list(in.visit)};
}

FramesRead to_frames(double id, const FramesDto& in) {
  FramesRead out{{natural(id)},
                 {},
                 in.complete,
                 {natural(in.compaction.generation), natural(in.compaction.deleted_to),
                  natural(in.compaction.forgotten)},
                 to_bytes_list(in.snapshots)};
  const Bytes bytes = to_bytes(in.bytes);
  const auto keys = emscripten::convertJSArrayToNumberVector<double>(in.keys);
  const auto ends = emscripten::convertJSArrayToNumberVector<double>(in.ends);
  std::size_t from = 0;
  for (std::size_t i = 0; i < std::min(keys.size(), ends.size()); ++i) {
    const auto to = std::clamp(static_cast<std::size_t>(natural(ends[i])), from, bytes.size());
    out.frames.push_back({natural(keys[i]), Bytes(&bytes[0] + from, &bytes[0] + to)});
    from = to;
  }
  return out;
}

Choose to_choose(const ChoiceDto& in) {
  return {{in.choice,
           emscripten::vecFromJSArray<std::string>(in.purposes),
           in.policy,
           in.texts,
           {integer_or_zero(in.at)},
           {.method = enumerator(in.method, Method::page),
            .told = in.told,
            .language = in.language,
            .interface = in.interface}},
          natural(in.inbox),
          emscripten::vecFromJSArray<std::string>(in.erase)};
}

Situate to_situate(const SituationDto& in) {
  return {in.place, in.rules, emscripten::vecFromJSArray<std::string>(in.restricted)};
}

StateAge to_age(const AgeDto& in) {
  const auto years = [](double n) {
    return static_cast<std::uint8_t>(std::min<std::uint32_t>(small(n).value_or(0), UINT8_MAX));
  };
  return {{.from = years(in.from),
           .below = years(in.below),
           .method = enumerator(in.method, AgeMethod::verified),
           .country = in.country,
           .at = {},
           .approval = enumerator(in.approval, Approval::granted)}};
}

Done to_done(const DoneDto& in) {
  Done out;
  out.id = {natural(in.id)};
  out.ok = in.ok;
  out.failure = in.failure;
  for (const double key : emscripten::convertJSArrayToNumberVector<double>(in.keys))
    out.keys.push_back(natural(key));
  out.status = static_cast<int>(small(in.status).value_or(0));
  out.retry_after = integer_or_zero(in.retry_after);
  out.reply = in.reply;
  return out;
}

ValueDto from_value(const ValueView& in) {
  return {in.event.item,
          in.event.entity,
          from_payload(in.event.payload),
          static_cast<double>(in.at.ms),
          in.saved,
          in.tier,
          in.pending,
          static_cast<double>(in.event.version),
          list_of<VersionList, VersionDto>(in.rivals, from_version)};
}

VersionDto from_version(const VersionView& in) {
  return {in.text, static_cast<double>(in.at.ms)};
}

StoredDto from_stored(const StoredView& in) {
  return {in.item,
          in.purpose,
          in.category,
          in.tier,
          static_cast<double>(in.count),
          static_cast<double>(in.bytes),
          std::string(name(in.keep.rule)),
          static_cast<double>(in.keep.days),
          in.title,
          in.why};
}

TransferDto from_transfer(const TransferView& in) {
  return {static_cast<double>(in.at.ms),  in.item,  in.entity, in.outcome,
          static_cast<double>(in.status), in.reason};
}

DecisionDto from_decision(const Decision& in, const std::vector<std::string>& purposes) {
  DecisionDto out;
  out.choice = in.choice;
  out.keys = StringList(strings(in.keys));
  out.bits = in.bits;
  out.gpc = in.gpc;
  out.until = static_cast<double>(in.until.ms);
  out.purposes = StringList(strings(purposes));
  out.asked = in.choice != Choice::unasked;
  out.on_device_only = in.choice == Choice::on_device;
  out.ask = in.ask;
  out.dnt = in.dnt;
  return out;
}

}  // namespace carrel::wasm
