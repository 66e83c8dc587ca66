#include "carrel/policy/shape.hpp"

#include <algorithm>

#include "carrel/base/bytes.hpp"

namespace carrel {
namespace {

enum class Fit : std::uint8_t { no, too_large, yes };

Fit fit(bool holds) {
  return holds ? Fit::yes : Fit::no;
}

Fit text_fits(const std::string& text, std::uint32_t max_bytes) {
  if (text.size() > max_bytes) return Fit::too_large;
  return fit(is_utf8(text));
}

struct Check {
  const ShapeSpec& spec;

  Fit operator()(const FlagValue&) const { return Fit::yes; }
  Fit operator()(const NumberValue& v) const {
    return fit(v.value >= spec.min && v.value <= spec.max);
  }
  Fit operator()(const ChoiceValue& v) const {
    return fit(std::ranges::find(spec.options, v.option) != spec.options.end());
  }
  Fit operator()(const TextValue& v) const { return text_fits(v.text, spec.max_bytes); }
  Fit operator()(const SubmissionValue& v) const { return text_fits(v.text, spec.max_bytes); }
  Fit operator()(const DraftValue& v) const {
    if (v.state == DraftState::none) return Fit::no;
    return text_fits(v.text, spec.max_bytes);
  }
  Fit operator()(const PositionValue& v) const {
    return fit(v.at >= 0 && v.at <= v.of && v.of <= spec.max);
  }
  Fit operator()(const AnswerValue& v) const {
    return fit(v.attempt >= 1 && v.attempt <= max_attempts && v.question >= 1 &&
               v.question <= spec.max_questions && v.options >> spec.max_options == 0);
  }
  Fit operator()(const AttemptValue& v) const {
    if (v.answers.size() > max_answers) return Fit::too_large;
    return fit(v.attempt >= 1 && v.attempt <= max_attempts && v.state != AttemptState::none &&
               v.score >= 0 && v.score <= v.max && v.max <= spec.max);
  }
  Fit operator()(const IntervalsValue& v) const {
    if (v.spans.size() > spec.max_intervals) return Fit::too_large;
    std::int64_t end = -1;  // the first may begin at 0
    for (const Span& span : v.spans) {
      if (span.from <= end || span.from >= span.to) return Fit::no;
      end = span.to;
    }
    return fit(end <= spec.max);
  }
  Fit operator()(const MembershipValue&) const { return Fit::yes; }
  Fit operator()(const ConsentValue&) const { return Fit::no; }
  Fit operator()(const TransferValue&) const { return Fit::no; }
  Fit operator()(const AgeValue&) const { return Fit::no; }
};

}  // namespace

Result<void> conforms(const ShapeSpec& spec, const Payload& payload, std::string_view item) {
  if (shape_of(payload) != spec.shape) return fail(Errc::bad_payload, std::string(item));
  switch (std::visit(Check{spec}, payload)) {
    case Fit::yes:
      return {};
    case Fit::too_large:
      return fail(Errc::too_large, std::string(item));
    case Fit::no:
      break;
  }
  return fail(Errc::bad_payload, std::string(item));
}

bool is_entity(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && text.size() <= 200 && plain(text.front()) &&
         std::ranges::all_of(
             text, [&](char c) { return plain(c) || std::string_view("._~/#:-").contains(c); });
}

}  // namespace carrel
