#include "carrel/policy/parse_shape.hpp"

#include <algorithm>

#include "carrel/base/time.hpp"

namespace carrel {
namespace {

constexpr std::int64_t max_text_bytes = 262'144;
constexpr std::int64_t most_versions = 10;

std::uint32_t count(const JsonReader& in, std::int64_t max) {
  return static_cast<std::uint32_t>(in.integer(1, max));
}

void parse_number(const JsonReader& in, ShapeSpec& spec) {
  in.only("type min max scale");
  spec.min = in.member("min").integer(-max_exact_integer, max_exact_integer);
  spec.max = in.member("max").integer(-max_exact_integer, max_exact_integer);
  spec.scale = in.member("scale").integer(1, 1'000'000);
  if (spec.min > spec.max) in.member("max").fault("is less than min");
}

void parse_choice(const JsonReader& in, ShapeSpec& spec) {
  in.only("type options");
  for (const JsonReader& option : in.member("options").elements(1, 64)) {
    const std::string_view word = option.text(1, 64);
    if (std::ranges::find(spec.options, word) != spec.options.end()) option.fault("is there twice");
    spec.options.emplace_back(word);
  }
}

}  // namespace

ShapeSpec parse_shape(const JsonReader& in) {
  ShapeSpec spec;
  spec.shape = in.member("type").one_of(
      "flag number choice text position answer attempt draft submission intervals membership "
      "service",
      {Shape::flag, Shape::number, Shape::choice, Shape::text, Shape::position, Shape::answer,
       Shape::attempt, Shape::draft, Shape::submission, Shape::intervals, Shape::membership,
       Shape::service});
  switch (spec.shape) {
    case Shape::number:
      parse_number(in, spec);
      break;
    case Shape::choice:
      parse_choice(in, spec);
      break;
    case Shape::flag:
      in.only("type grows");
      if (const auto grows = in.optional("grows")) spec.grows = grows->boolean();
      break;
    case Shape::draft:
      in.only("type max_bytes versions");
      spec.max_bytes = count(in.member("max_bytes"), max_text_bytes);
      spec.max_versions = default_versions;
      if (const auto versions = in.optional("versions"))
        spec.max_versions = static_cast<std::uint32_t>(versions->integer(0, most_versions));
      break;
    case Shape::intervals:
      in.only("type max max_intervals");
      spec.max = in.member("max").integer(1, max_exact_integer);
      spec.max_intervals = count(in.member("max_intervals"), max_spans);
      break;
    case Shape::text:
    case Shape::submission:
      in.only("type max_bytes");
      spec.max_bytes = count(in.member("max_bytes"), max_text_bytes);
      break;
    case Shape::position:
      in.only("type max");
      spec.max = in.member("max").integer(1, max_exact_integer);
      break;
    case Shape::answer:
      in.only("type max_questions max_options");
      spec.max_questions = count(in.member("max_questions"), max_answers);
      spec.max_options = count(in.member("max_options"), 31);
      break;
    case Shape::attempt:
      in.only("type max_score");
      spec.max = in.member("max_score").integer(1, max_exact_integer);
      break;
    case Shape::none:
      break;  // the word was at fault
    case Shape::membership:
    case Shape::service:
    case Shape::consent:
    case Shape::transfer:
    case Shape::age:
      in.only("type");
      break;
  }
  return spec;
}

}  // namespace carrel
