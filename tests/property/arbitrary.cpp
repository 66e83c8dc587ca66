#include "property/arbitrary.hpp"

#include <algorithm>

#include "unit/fixtures.hpp"

#include "carrel/journal/standing.hpp"

namespace carrel::test {
namespace {

std::uint32_t ordinal(Gen& gen, std::uint32_t max) {
  return static_cast<std::uint32_t>(gen.below(max)) + 1;
}

std::uint32_t mask(Gen& gen, unsigned width) {
  return static_cast<std::uint32_t>(gen.up_to_bits(width));
}

std::int64_t natural(Gen& gen) {
  return static_cast<std::int64_t>(gen.up_to_bits(53));
}

std::vector<std::uint32_t> masks(Gen& gen) {
  std::vector<std::uint32_t> out(gen.size_below(gen.one_in(50) ? 501 : 40));
  for (std::uint32_t& answer : out)
    answer = mask(gen, 32);
  return out;
}

template <class Enum>
Enum enumerator(Gen& gen, Enum first, Enum last) {
  return static_cast<Enum>(
      gen.between(static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)));
}

ConsentValue consent_value(Gen& gen) {
  ConsentValue out{.id = gen.coin() ? arbitrary_uuid(gen) : Uuid{},
                   .at = {gen.between(0, last_instant.ms)},
                   .choice = enumerator(gen, Choice::unasked, Choice::granted),
                   .policy = gen.text(64),
                   .texts = gen.text(64)};
  out.purposes.resize(gen.size_below(65));
  for (std::string& purpose : out.purposes)
    purpose = gen.text(64);
  out.how = {.method = enumerator(gen, Method::none, Method::page),
             .told = gen.coin(),
             .approved = gen.coin(),
             .language = gen.text(64),
             .interface = gen.text(64),
             .place = gen.text(64),
             .rules = gen.text(64)};
  out.asked = masks(gen);
  if (out.asked.size() > 64) out.asked.resize(64);
  return out;
}

IntervalsValue intervals(Gen& gen, std::int64_t max, std::uint32_t most) {
  IntervalsValue out;
  const std::int64_t step = max / (2 * std::int64_t{most});
  std::int64_t from = gen.between(0, step - 1);
  for (std::uint64_t left = gen.below(most + 1); left > 0; --left) {
    const std::int64_t to = from + gen.between(1, step);
    out.spans.push_back({from, to});
    from = to + gen.between(1, step - 1);
  }
  if (!out.spans.empty()) out.spans.back().to = std::min(out.spans.back().to, max);
  return out;
}

std::vector<Hlc> stamps(Gen& gen) {
  std::vector<Hlc> out;
  for (std::uint64_t left = gen.below(20); left > 0; --left)
    add_seen(out,
             {gen.up_to_bits(48), static_cast<std::uint16_t>(gen.up_to_bits(16)), {gen.bits()}});
  return out;
}

}  // namespace

Uuid arbitrary_uuid(Gen& gen) {
  const std::uint64_t high = gen.bits();
  return {high, gen.bits() | 1};
}

Payload conforming_payload(Gen& gen, const ShapeSpec& spec) {
  const std::size_t max_bytes = std::min<std::size_t>(spec.max_bytes, 300);
  switch (spec.shape) {
    case Shape::number:
      return NumberValue{gen.between(spec.min, spec.max)};
    case Shape::choice:
      return ChoiceValue{gen.one_of(spec.options)};
    case Shape::text:
      return TextValue{gen.text(max_bytes)};
    case Shape::position: {
      const std::int64_t of = gen.between(0, spec.max);
      return PositionValue{gen.between(0, of), of};
    }
    case Shape::answer: {
      const std::uint32_t attempt = ordinal(gen, max_attempts);
      const std::uint32_t question = ordinal(gen, spec.max_questions);
      return AnswerValue{attempt, question, mask(gen, spec.max_options)};
    }
    case Shape::attempt: {
      AttemptValue out{.attempt = ordinal(gen, max_attempts)};
      out.state = enumerator(gen, AttemptState::started, AttemptState::submitted);
      out.max = gen.between(0, spec.max);
      out.score = gen.between(0, out.max);
      out.answers = masks(gen);
      return out;
    }
    case Shape::draft:
      return DraftValue{gen.text(max_bytes),
                        enumerator(gen, DraftState::open, DraftState::discarded)};
    case Shape::submission:
      return SubmissionValue{gen.text(max_bytes)};
    case Shape::intervals:
      return intervals(gen, spec.max, spec.max_intervals);
    case Shape::membership:
      return MembershipValue{gen.coin()};
    default:
      return FlagValue{gen.coin()};
  }
}

Payload arbitrary_payload(Gen& gen) {
  switch (gen.below(std::variant_size_v<Payload> + 1)) {
    case 0:
      return consent_value(gen);
    case 1:
      return TransferValue{arbitrary_uuid(gen), gen.text(64),
                           enumerator(gen, Outcome::refused, Outcome::blocked),
                           static_cast<std::uint16_t>(gen.bits()), gen.text(200)};
    case 2:
      return NumberValue{gen.between(-max_exact_integer, max_exact_integer)};
    case 3:
      return PositionValue{natural(gen), natural(gen)};
    case 4:
      return AnswerValue{mask(gen, 32), mask(gen, 32), mask(gen, 32)};
    case 5:
      return AgeValue{static_cast<std::uint8_t>(gen.bits()),
                      static_cast<std::uint8_t>(gen.bits()),
                      enumerator(gen, AgeMethod::none, AgeMethod::school),
                      gen.text(8),
                      {gen.between(0, last_instant.ms)},
                      enumerator(gen, Approval::none, Approval::granted)};
    default:
      return conforming_payload(gen, gen.one_of(every_shape_policy().items).shape);
  }
}

RawRecord arbitrary_record(Gen& gen) {
  RawRecord out;
  out.writer = {gen.bits()};
  out.seq = {gen.up_to_bits(63)};
  out.at = {gen.up_to_bits(48), static_cast<std::uint16_t>(gen.up_to_bits(16)), out.writer};
  if (gen.coin()) out.statement = arbitrary_uuid(gen);
  out.event = {gen.text(64), gen.text(200), arbitrary_payload(gen), gen.coin()};
  if (gen.coin()) out.seen = stamps(gen);
  return out;
}

Policy arbitrary_policy(Gen& gen) {
  Policy out = every_shape_policy();
  for (std::size_t c = 1; c < out.categories.size(); ++c) {
    out.categories[c].required = gen.one_in(6);
    out.categories[c].on_device = gen.coin();
    out.categories[c].gpc = !out.categories[c].required && gen.coin();
  }
  for (PolicyItem& item : out.items) {
    if (is_built_in(item)) continue;
    item.purpose = gen.size_below(3);
    item.purpose_when_enrolled.reset();
    if (gen.coin()) item.purpose_when_enrolled = gen.size_below(3);
    item.if_refused = enumerator(gen, IfRefused::drop, IfRefused::visit);
    if (item.shape.shape == Shape::service) continue;
    item.tier = gen.one_of(std::vector{Tier::visit, Tier::local, Tier::persistent});
    item.on_withdraw = enumerator(gen, OnWithdraw::erase, OnWithdraw::keep);
    item.sync = enumerator(gen, SyncRule::never, SyncRule::each);
    item.verb = item.sync == SyncRule::never ? "" : "https://verbs.example/" + item.key;
  }
  return out;
}

Consent arbitrary_consent(Gen& gen, const Policy& policy) {
  Consent out{.position = gen.below(5), .ever_granted = gen.coin()};
  if (gen.one_in(6)) return out;
  out.value.choice = enumerator(gen, Choice::unasked, Choice::granted);
  out.value.policy = gen.one_in(6) ? hash_b : policy.hash;
  out.value.texts = hash_b;
  const std::int64_t age = gen.between(-1, 1) * policy.consent_expires.ms;
  out.value.at = {std::max<std::int64_t>(0, noon.ms - age + gen.between(-1, 1))};
  for (const Purpose& purpose : policy.purposes)
    if (gen.coin()) out.value.purposes.push_back(purpose.key);
  std::ranges::sort(out.value.purposes);
  return out;
}

Circumstances arbitrary_circumstances(Gen& gen, const Policy& policy) {
  const Consent chosen = arbitrary_consent(gen, policy);
  const bool gpc = gen.one_in(3);
  return {chosen, gpc, gen.coin()};
}

Event arbitrary_event(Gen& gen, const Policy& policy) {
  const PolicyItem& item = gen.one_of(policy.items);
  Event out{item.key, "course/privacy", conforming_payload(gen, item.shape), gen.one_in(3)};
  if (gen.one_in(20)) out.item = "lesson.gone";
  if (gen.one_in(20)) out.entity = gen.text(20);
  if (gen.one_in(20)) out.payload = arbitrary_payload(gen);
  return out;
}

}  // namespace carrel::test
