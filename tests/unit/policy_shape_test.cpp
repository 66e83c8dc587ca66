// What fits an item's shape, what does not, and what is too large: each bound from both sides.
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/policy/shape.hpp"

namespace carrel::test {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
const std::string bad_utf8 = "\xc3(";

struct Row {
  const char* item;  // of every_shape_policy()
  Payload payload;
  Errc error;  // none: it fits
};

AttemptValue attempt(std::uint32_t ordinal, AttemptState state, std::int64_t score,
                     std::int64_t max, std::size_t answers = 0) {
  return {ordinal, state, score, max, std::vector<std::uint32_t>(answers, UINT32_MAX)};
}

const Row rows[] = {
    {"lesson.done", FlagValue{false}, Errc::none},
    {"lesson.done", FlagValue{true}, Errc::none},
    {"pref.speed", NumberValue{-100}, Errc::none},
    {"pref.speed", NumberValue{400}, Errc::none},
    {"pref.speed", NumberValue{-101}, Errc::bad_payload},
    {"pref.speed", NumberValue{401}, Errc::bad_payload},
    {"pref.speed", NumberValue{INT64_MIN}, Errc::bad_payload},
    {"pref.theme", ChoiceValue{"dark"}, Errc::none},
    {"pref.theme", ChoiceValue{"Dark"}, Errc::bad_payload},
    {"pref.theme", ChoiceValue{""}, Errc::bad_payload},
    {"account.session", TextValue{std::string(40, 'x')}, Errc::none},
    {"account.session", TextValue{std::string(41, 'x')}, Errc::too_large},
    {"account.session", TextValue{""}, Errc::none},
    {"account.session", TextValue{bad_utf8}, Errc::bad_payload},
    {"lesson.place", PositionValue{0, 0}, Errc::none},
    {"lesson.place", PositionValue{day_ms, day_ms}, Errc::none},
    {"lesson.place", PositionValue{-1, 5}, Errc::bad_payload},
    {"lesson.place", PositionValue{6, 5}, Errc::bad_payload},
    {"lesson.place", PositionValue{0, day_ms + 1}, Errc::bad_payload},
    {"quiz.answer", AnswerValue{1, 1, 0}, Errc::none},
    {"quiz.answer", AnswerValue{max_attempts, 30, 0x7fffffff}, Errc::none},
    {"quiz.answer", AnswerValue{0, 1, 0}, Errc::bad_payload},
    {"quiz.answer", AnswerValue{max_attempts + 1, 1, 0}, Errc::bad_payload},
    {"quiz.answer", AnswerValue{1, 0, 0}, Errc::bad_payload},
    {"quiz.answer", AnswerValue{1, 31, 0}, Errc::bad_payload},
    {"quiz.answer", AnswerValue{1, 1, 0x80000000}, Errc::bad_payload},
    {"quiz.attempt", attempt(1, AttemptState::started, 0, 0), Errc::none},
    {"quiz.attempt", attempt(max_attempts, AttemptState::submitted, 30, 30, 500), Errc::none},
    {"quiz.attempt", attempt(0, AttemptState::started, 0, 0), Errc::bad_payload},
    {"quiz.attempt", attempt(max_attempts + 1, AttemptState::started, 0, 0), Errc::bad_payload},
    {"quiz.attempt", attempt(1, AttemptState::none, 0, 0), Errc::bad_payload},
    {"quiz.attempt", attempt(1, AttemptState::started, -1, 0), Errc::bad_payload},
    {"quiz.attempt", attempt(1, AttemptState::started, 2, 1), Errc::bad_payload},
    {"quiz.attempt", attempt(1, AttemptState::started, 0, 31), Errc::bad_payload},
    {"quiz.attempt", attempt(1, AttemptState::started, 0, 0, 501), Errc::too_large},
    {"essay.draft", DraftValue{"", DraftState::open}, Errc::none},
    {"essay.draft", DraftValue{std::string(65'536, 'x'), DraftState::discarded}, Errc::none},
    {"essay.draft", DraftValue{std::string(65'537, 'x'), DraftState::open}, Errc::too_large},
    {"essay.draft", DraftValue{"", DraftState::none}, Errc::bad_payload},
    {"essay.draft", DraftValue{bad_utf8, DraftState::open}, Errc::bad_payload},
    {"essay.sent", SubmissionValue{std::string(65'536, 'x')}, Errc::none},
    {"essay.sent", SubmissionValue{std::string(65'537, 'x')}, Errc::too_large},
    {"essay.sent", SubmissionValue{bad_utf8}, Errc::bad_payload},
    {"lesson.watched", IntervalsValue{}, Errc::none},
    {"lesson.watched", IntervalsValue{{{0, day_ms}}}, Errc::none},
    {"lesson.watched", IntervalsValue{{{0, 1}, {2, 3}, {4, 5}, {6, 7}}}, Errc::none},
    {"lesson.watched", IntervalsValue{{{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}}}, Errc::too_large},
    {"lesson.watched", IntervalsValue{{{0, day_ms + 1}}}, Errc::bad_payload},
    {"lesson.watched", IntervalsValue{{{-1, 1}}}, Errc::bad_payload},
    {"lesson.watched", IntervalsValue{{{1, 1}}}, Errc::bad_payload},
    {"lesson.watched", IntervalsValue{{{2, 1}}}, Errc::bad_payload},
    {"lesson.watched", IntervalsValue{{{0, 2}, {2, 3}}}, Errc::bad_payload},
    {"lesson.watched", IntervalsValue{{{4, 5}, {0, 1}}}, Errc::bad_payload},
    {"course.bookmarked", MembershipValue{true}, Errc::none},
    {"course.bookmarked", MembershipValue{false}, Errc::none},
};

TEST(Conforms, HoldsEachBoundFromBothSides) {
  for (const Row& row : rows) {
    const auto result =
        conforms(every_shape_policy().find_item(row.item)->shape, row.payload, row.item);
    const Error expected{row.error, row.error == Errc::none ? "" : row.item};
    EXPECT_EQ(result.error_or(Error{}), expected) << "row " << &row - rows << ", " << row.item;
  }
}

TEST(Conforms, TakesNoValueOfAnotherShape) {
  for (const PolicyItem& item : every_shape_policy().items)
    for (const Payload& payload : sample_payloads()) {
      const bool fits = conforms(item.shape, payload, item.key).has_value();
      EXPECT_EQ(fits, shape_of(payload) == item.shape.shape && !is_built_in(item))
          << item.key << ' ' << name(shape_of(payload));
    }
}

TEST(Entity, IsAPathOfTheSite) {
  for (const std::string& text : {std::string("a"), std::string("Z"), std::string("0"),
                                  std::string("course/privacy/lesson/video"),
                                  std::string("a.b_c~d/e#f:g-h"), std::string(200, 'x')})
    EXPECT_TRUE(is_entity(text)) << text;
  for (const std::string& text :
       {std::string(), std::string("/a"), std::string(".a"), std::string("-a"), std::string("a b"),
        std::string("a?b"), std::string("a%20"), std::string("a\\b"), std::string("a\"b"),
        std::string("ä"), std::string("a\n"), std::string("a\0b", 3), std::string(201, 'x')})
    EXPECT_FALSE(is_entity(text)) << testing::PrintToString(text);
}

}  // namespace
}  // namespace carrel::test
