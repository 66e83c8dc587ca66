// Bodies whose sum is right and whose content is not.
#include "unit/damage.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/journal/frame.hpp"
#include "carrel/journal/payload_codec.hpp"

namespace carrel::test {
namespace {

// A frame around a record's head and these bytes of its payload.
Errc error_of(const Bytes& payload, std::uint8_t flags = 0, std::string_view item = "a.b",
              std::string_view entity = "x", std::uint8_t format = frame_format) {
  ByteWriter body;
  body.u8(flags);
  body.fixed(1, 8);
  body.varint(1);
  body.fixed(1, 8);
  body.text(item);
  body.text(entity);
  body.raw(payload);
  ByteWriter frame;
  frame.u8(format);
  frame.fixed(body.size(), 4);
  frame.raw(body.bytes());
  frame.fixed(0, 4);
  const auto record = decode_frame(with_right_sum(std::move(frame).take()));
  return record ? Errc::none : record.error().code;
}

Bytes shaped(Shape shape, ByteView rest) {
  return joined({static_cast<std::uint8_t>(shape)}, rest);
}

Bytes text_of(std::size_t size) {
  ByteWriter out;
  out.text(std::string(size, 'x'));
  return std::move(out).take();
}

Bytes varint(std::uint64_t value) {
  ByteWriter out;
  out.varint(value);
  return std::move(out).take();
}

const Bytes flag{1, 1};

TEST(FrameBody, IsReadToItsEndAndNoFurther) {
  EXPECT_EQ(error_of(flag), Errc::none);
  EXPECT_EQ(error_of({1}), Errc::corrupt);
  EXPECT_EQ(error_of({1, 1, 0}), Errc::corrupt);
  EXPECT_EQ(error_of({}), Errc::corrupt);
}

TEST(FrameBody, HasNoFlagsThatThisFormatLacks) {
  const Bytes with_statement = joined(Bytes(16, 7), flag);
  EXPECT_EQ(error_of(with_statement, 1), Errc::none);
  EXPECT_EQ(error_of(flag, 2), Errc::none);
  EXPECT_EQ(error_of(with_statement, 3), Errc::none);
  EXPECT_EQ(error_of(joined({0}, flag), 4), Errc::none);
  EXPECT_EQ(error_of(joined({0}, flag), 4, "a.b", "x", 1), Errc::corrupt);
  EXPECT_EQ(error_of(flag, 8), Errc::corrupt);
  EXPECT_EQ(error_of(flag, 128), Errc::corrupt);
}

Bytes stamp(std::uint8_t ms) {
  return joined(Bytes(8, 7), Bytes{ms, 0, 0, 0, 0, 0, 0, 0});
}

TEST(FrameBody, SaysWhatItsRecordSawInOneFormAlone) {
  const auto seen = [](std::uint8_t count, const Bytes& stamps) {
    return error_of(joined(joined({count}, stamps), flag), 4);
  };
  EXPECT_EQ(seen(1, stamp(5)), Errc::none);
  EXPECT_EQ(seen(2, joined(stamp(5), stamp(6))), Errc::none);
  EXPECT_EQ(seen(2, joined(stamp(6), stamp(5))), Errc::corrupt);
  EXPECT_EQ(seen(2, joined(stamp(5), stamp(5))), Errc::corrupt);
  EXPECT_EQ(seen(2, stamp(5)), Errc::corrupt);
  Bytes many;
  for (std::uint8_t i = 1; i <= 16; ++i)
    many = joined(std::move(many), stamp(i));
  EXPECT_EQ(seen(16, many), Errc::none);
  EXPECT_EQ(seen(17, joined(many, stamp(17))), Errc::corrupt);
}

TEST(FrameBody, BoundsItsNames) {
  EXPECT_EQ(error_of(flag, 0, std::string(64, 'a'), std::string(200, 'x')), Errc::none);
  EXPECT_EQ(error_of(flag, 0, std::string(65, 'a')), Errc::corrupt);
  EXPECT_EQ(error_of(flag, 0, "a.b", std::string(201, 'x')), Errc::corrupt);
}

TEST(Payload, HasAShapeThatHoldsSomething) {
  for (const int shape : {0, 10, 16, 255})
    EXPECT_EQ(error_of(shaped(static_cast<Shape>(shape), Bytes(64, 0))), Errc::corrupt) << shape;
}

TEST(Payload, HasNoShapeThatItsFormatLacks) {
  for (const Shape shape : {Shape::intervals, Shape::membership}) {
    EXPECT_EQ(error_of(shaped(shape, Bytes{0})), Errc::none);
    EXPECT_EQ(error_of(shaped(shape, Bytes{0}), 0, "a.b", "x", 1), Errc::corrupt);
  }
  const Bytes age(6, 0);
  EXPECT_EQ(error_of(shaped(Shape::age, age)), Errc::none);
  EXPECT_EQ(error_of(shaped(Shape::age, age), 0, "a.b", "x", 2), Errc::corrupt);
}

TEST(Payload, HasIntervalsThatAscendAndDoNotTouch) {
  const auto intervals = [](const Bytes& rest) { return error_of(shaped(Shape::intervals, rest)); };
  EXPECT_EQ(intervals({1, 0, 5}), Errc::none);
  EXPECT_EQ(intervals({1, 3, 5}), Errc::none);
  EXPECT_EQ(intervals({2, 0, 5, 1, 1}), Errc::none);
  EXPECT_EQ(intervals({2, 0, 5, 0, 1}), Errc::corrupt);
  EXPECT_EQ(intervals({1, 0, 0}), Errc::corrupt);
  EXPECT_EQ(intervals({2, 0, 5}), Errc::corrupt);
  const auto end = static_cast<std::uint64_t>(max_exact_integer);
  EXPECT_EQ(intervals(joined({1, 0}, varint(end))), Errc::none);
  EXPECT_EQ(intervals(joined({1, 1}, varint(end))), Errc::corrupt);
  EXPECT_EQ(intervals(joined({1, 0}, varint(end + 1))), Errc::corrupt);
  const auto many = [&](std::size_t count) {
    return intervals(joined(varint(count), Bytes(2 * count, 1)));
  };
  EXPECT_EQ(many(1000), Errc::none);
  EXPECT_EQ(many(1001), Errc::corrupt);
}

TEST(Payload, HasItsEnumeratorsInRange) {
  const auto attempt = [](std::uint8_t state) {
    return error_of(shaped(Shape::attempt, Bytes{1, state, 0, 0, 0}));
  };
  const auto draft = [](std::uint8_t state) {
    return error_of(shaped(Shape::draft, Bytes{state, 0}));
  };
  const auto choice = [](std::uint8_t word) {
    return error_of(
        shaped(Shape::consent, joined(Bytes(16, 0), joined(Bytes{0, word}, Bytes(10, 0)))));
  };
  const auto manner = [](std::uint8_t method, std::uint8_t flags) {
    return error_of(
        shaped(Shape::consent, joined(Bytes(21, 0), joined(Bytes{method, flags}, Bytes(5, 0)))));
  };
  const auto age = [](std::uint8_t method, std::uint8_t approval) {
    return error_of(shaped(Shape::age, Bytes{0, 16, method, 0, 0, approval}));
  };
  const auto outcome = [](std::uint8_t word) {
    return error_of(shaped(Shape::transfer, joined(Bytes(16, 0), Bytes{0, word, 0, 0, 0})));
  };
  EXPECT_EQ(error_of({1, 0}), Errc::none);
  EXPECT_EQ(error_of({1, 2}), Errc::corrupt);
  EXPECT_EQ(attempt(2), Errc::none);
  EXPECT_EQ(attempt(3), Errc::corrupt);
  EXPECT_EQ(draft(4), Errc::none);
  EXPECT_EQ(draft(5), Errc::corrupt);
  EXPECT_EQ(choice(3), Errc::none);
  EXPECT_EQ(choice(4), Errc::corrupt);
  EXPECT_EQ(manner(7, 3), Errc::none);
  EXPECT_EQ(manner(8, 0), Errc::corrupt);
  EXPECT_EQ(manner(0, 4), Errc::corrupt);
  EXPECT_EQ(age(5, 3), Errc::none);
  EXPECT_EQ(age(6, 0), Errc::corrupt);
  EXPECT_EQ(age(0, 4), Errc::corrupt);
  EXPECT_EQ(outcome(2), Errc::none);
  EXPECT_EQ(outcome(3), Errc::corrupt);
}

TEST(Payload, BoundsItsTexts) {
  for (const Shape shape : {Shape::text, Shape::submission}) {
    EXPECT_EQ(error_of(shaped(shape, text_of(262'144))), Errc::none);
    EXPECT_EQ(error_of(shaped(shape, text_of(262'145))), Errc::corrupt);
  }
  EXPECT_EQ(error_of(shaped(Shape::choice, text_of(256))), Errc::none);
  EXPECT_EQ(error_of(shaped(Shape::choice, text_of(257))), Errc::corrupt);
}

TEST(Payload, BoundsItsLists) {
  const auto answers = [](std::size_t count) {
    const Bytes head = joined({1, 2, 0, 0}, varint(count));
    return error_of(shaped(Shape::attempt, joined(head, Bytes(count, 0))));
  };
  EXPECT_EQ(answers(500), Errc::none);
  EXPECT_EQ(answers(501), Errc::corrupt);
  const auto purposes = [](std::uint8_t count) {
    const Bytes head = joined(Bytes(16, 0), Bytes{0, 3, count});
    return error_of(shaped(Shape::consent, joined(head, Bytes(std::size_t{count} + 9, 0))));
  };
  EXPECT_EQ(purposes(64), Errc::none);
  EXPECT_EQ(purposes(65), Errc::corrupt);
}

TEST(Payload, BoundsItsNumbers) {
  const auto options = [](std::uint64_t value) {
    return error_of(shaped(Shape::answer, joined({1, 1}, varint(value))));
  };
  EXPECT_EQ(options(UINT32_MAX), Errc::none);
  EXPECT_EQ(options(std::uint64_t{UINT32_MAX} + 1), Errc::corrupt);
  const auto chosen_at = [](std::int64_t ms) {
    const Bytes head = joined(Bytes(16, 0), varint(static_cast<std::uint64_t>(ms)));
    return error_of(shaped(Shape::consent, joined(head, joined(Bytes{1}, Bytes(10, 0)))));
  };
  EXPECT_EQ(chosen_at(last_instant.ms), Errc::none);
  EXPECT_EQ(chosen_at(last_instant.ms + 1), Errc::corrupt);
}

TEST(Payload, IsWrittenWithItsShapeFirst) {
  for (const auto& payload : sample_payloads()) {
    ByteWriter out;
    write_payload(out, payload);
    EXPECT_EQ(out.bytes().front(), static_cast<std::uint8_t>(shape_of(payload)));
    ByteReader in(out.bytes());
    EXPECT_EQ(read_payload(in, frame_format), payload);
    EXPECT_EQ(in.left(), 0U);
  }
}

}  // namespace
}  // namespace carrel::test
