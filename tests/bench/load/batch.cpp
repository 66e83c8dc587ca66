#include "load/batch.hpp"

#include <algorithm>
#include <stdexcept>

#include "carrel/gate/gate.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel::bench {
namespace {

constexpr Instant noon{1'793'534'400'000};

// A device's mix: a place in a video, a finished lesson, an attempt at a quiz.
Event event_at(std::size_t i) {
  const std::string lesson = "course/privacy/lesson-" + std::to_string(i);
  const auto number = static_cast<std::int64_t>(i);
  switch (i % 3) {
    case 0:
      return {.item = "progress.place",
              .entity = lesson,
              .payload = PositionValue{number * 5000, 3'600'000}};
    case 1:
      return {.item = "progress.completed", .entity = lesson, .payload = FlagValue{true}};
    default:
      return {.item = "quiz.attempt",
              .entity = lesson,
              .payload =
                  AttemptValue{1, AttemptState::submitted, 7, 10, {1, 2, 4, 1, 2, 4, 8, 1, 2, 4}}};
  }
}

}  // namespace

Uuid new_id(std::mt19937_64& random) {
  Entropy entropy;
  for (std::uint32_t& word : entropy.words)
    word = static_cast<std::uint32_t>(random());
  return Uuid::from(entropy);
}

Batch::Batch(const Policy& policy, std::string_view subject, std::size_t statements) {
  const Gate gate(policy);
  const Circumstances who{.enrolled = true};
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < statements; ++i) {
    auto admitted = gate.admit(who, event_at(i), noon);
    if (!admitted) throw std::runtime_error("the policy lacks " + event_at(i).item);
    const Uuid id = new_id(random);
    const Instant at{noon.ms + static_cast<std::int64_t>(i)};
    const std::string statement = statement_text(policy, subject, id, at, *admitted);
    body_ += body_.empty() ? '[' : ',';
    ids_.push_back(body_.size() + statement.find(id.text()));
    body_ += statement;
  }
  body_ += ']';
}

const std::string& Batch::renewed(std::mt19937_64& random) {
  for (const std::size_t at : ids_)
    std::ranges::copy(new_id(random).text(), body_.begin() + static_cast<std::ptrdiff_t>(at));
  return body_;
}

}  // namespace carrel::bench
