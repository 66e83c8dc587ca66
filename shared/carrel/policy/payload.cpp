#include "carrel/policy/payload.hpp"

#include <array>

namespace carrel {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

}  // namespace

Shape shape_of(const Payload& payload) {
  constexpr std::array shapes{Shape::flag,       Shape::number,  Shape::choice,   Shape::text,
                              Shape::position,   Shape::answer,  Shape::attempt,  Shape::draft,
                              Shape::submission, Shape::consent, Shape::transfer, Shape::intervals,
                              Shape::membership, Shape::age};
  static_assert(shapes.size() == std::variant_size_v<Payload>);
  return shapes[payload.index()];
}

std::string_view name(Shape shape) {
  constexpr std::array<std::string_view, 16> names{
      "none",  "flag",       "number",  "choice",  "text",     "position",  "answer",     "attempt",
      "draft", "submission", "service", "consent", "transfer", "intervals", "membership", "age"};
  return names[static_cast<std::size_t>(shape)];
}

std::string_view name(Method method) {
  constexpr std::array<std::string_view, 8> names{"none",        "banner",   "choices", "button",
                                                  "placeholder", "imported", "parent",  "page"};
  return names[static_cast<std::size_t>(method)];
}

std::string sub_slot(const Payload& payload) {
  return std::visit(Overload{[](const AnswerValue& v) {
                               return std::to_string(v.attempt) + '/' + std::to_string(v.question);
                             },
                             [](const AttemptValue& v) { return std::to_string(v.attempt); },
                             [](const TransferValue& v) { return v.statement.text(); },
                             [](const auto&) { return std::string(); }},
                    payload);
}

bool ends_draft(const Payload& payload) {
  const auto* draft = std::get_if<DraftValue>(&payload);
  return draft != nullptr &&
         (draft->state == DraftState::sent || draft->state == DraftState::discarded);
}

std::size_t weight(const Payload& payload) {
  constexpr std::size_t number = 8;
  return std::visit(
      Overload{[](const FlagValue&) { return std::size_t{1}; },
               [](const NumberValue&) { return number; },
               [](const ChoiceValue& v) { return v.option.size(); },
               [](const PositionValue&) { return 2 * number; },
               [](const AnswerValue&) { return 3 * number; },
               [](const AttemptValue& v) { return (3 + v.answers.size()) * number; },
               [](const ConsentValue& v) {
                 return v.policy.size() + v.texts.size() + v.how.language.size() +
                        v.how.interface.size() + v.how.place.size() + v.how.rules.size() +
                        2 * number;
               },
               [](const TransferValue& v) { return v.item.size() + v.reason.size() + 2 * number; },
               [](const IntervalsValue& v) { return v.spans.size() * 2 * number; },
               [](const MembershipValue&) { return std::size_t{1}; },
               [](const AgeValue& v) { return v.country.size() + number; },
               [](const auto& v) { return v.text.size(); }},
      payload);
}

}  // namespace carrel
