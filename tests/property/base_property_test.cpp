#include "property/gen.hpp"
#include "support/json.hpp"

#include "carrel/base/bytes.hpp"
#include "carrel/base/crc32c.hpp"
#include "carrel/base/entropy.hpp"
#include "carrel/base/hlc.hpp"
#include "carrel/base/json_writer.hpp"

namespace carrel::test {
namespace {

TEST(BytesProperty, WhatIsWrittenIsReadBack) {
  for_all([](Gen& gen) {
    const std::uint64_t small = gen.up_to_bits(63);
    const std::uint64_t large = gen.bits();
    const std::size_t width = 1 + gen.size_below(8);
    const std::string text = gen.text(200);
    ByteWriter out;
    out.varint(small);
    out.fixed(large, width);
    out.text(text);
    ByteReader in(out.bytes());
    EXPECT_EQ(in.varint(), small);
    EXPECT_EQ(in.fixed(width), large << (64 - 8 * width) >> (64 - 8 * width));
    EXPECT_EQ(in.text(text.size()), text);
    EXPECT_TRUE(in.ok());
    EXPECT_EQ(in.left(), 0U);
  });
}

TEST(BytesProperty, AVarintHasOneForm) {
  for_all([](Gen& gen) {
    const Bytes bytes = gen.bytes(10);
    ByteReader in(bytes);
    const std::uint64_t value = in.varint();
    if (!in.ok()) return;
    ByteWriter again;
    again.varint(value);
    EXPECT_EQ(again.bytes(),
              Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(in.position())));
  });
}

TEST(Utf8Property, WhatUnicodeAllowsIsTakenAndALostByteIsSeen) {
  for_all([](Gen& gen) {
    std::string text = gen.text(60);
    EXPECT_TRUE(is_utf8(text));
    text += "\xf0\x9f\x98\x80";
    text.erase(text.size() - 1 - gen.size_below(4), 1);
    EXPECT_FALSE(is_utf8(text));
  });
}

TEST(Crc32cProperty, SeesEveryBurstOfUpTo32Bits) {
  for_all([](Gen& gen) {
    Bytes bytes = gen.bytes(200);
    bytes.resize(bytes.size() + 8);
    const std::uint32_t before = crc32c(bytes);
    const auto burst = static_cast<std::uint32_t>(gen.bits()) | 1;
    const std::size_t at = gen.size_below(bytes.size() - 4);
    for (std::size_t i = 0; i < 4; ++i)
      bytes[at + i] = static_cast<std::uint8_t>(bytes[at + i] ^ (burst >> (8 * i)));
    EXPECT_NE(crc32c(bytes), before);
  });
}

TEST(Rfc3339Property, EveryMillisecondIsReadBack) {
  for_all([](Gen& gen) {
    const Instant at{gen.between(0, last_instant.ms)};
    EXPECT_EQ(from_rfc3339(to_rfc3339(at)), at);
    EXPECT_LE(to_rfc3339({at.ms - 1}), to_rfc3339(at));
  });
}

TEST(UuidProperty, EveryUuidIsReadBack) {
  for_all([](Gen& gen) {
    const Uuid id{gen.bits(), gen.bits()};
    EXPECT_EQ(parse_uuid(id.text()), id);
  });
}

TEST(HlcProperty, EachStampIsLaterThanAllBeforeWhateverTheClockDoes) {
  for_all([](Gen& gen) {
    constexpr std::int64_t day = Duration::days(1).ms;
    constexpr std::uint16_t full = UINT16_MAX;
    HlcClock clock;
    Hlc latest{0, 0, {0}};
    Instant now{gen.between(0, 1'000'000)};
    Instant furthest = now;
    for (int i = 0; i < 30; ++i) {
      now.ms += gen.one_in(4) ? gen.between(-2 * day, 2 * day) : gen.between(0, 3);
      furthest = std::max(furthest, now);
      if (gen.one_in(3)) {
        const auto ahead =
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, now.ms + gen.between(-10, day)));
        const Hlc peer{ahead, gen.coin() ? full : std::uint16_t{3}, {9}};
        clock.observe(peer, now);
        latest = std::max(latest, peer);
      } else {
        const Hlc stamp = clock.next(now, {5});
        EXPECT_GT(std::pair(stamp.ms, stamp.counter), std::pair(latest.ms, latest.counter));
        EXPECT_LE(static_cast<std::int64_t>(stamp.ms), furthest.ms + day + 30);
        latest = stamp;
      }
    }
  });
}

Json arbitrary_json(Gen& gen, int depth) {
  switch (gen.below(depth > 0 ? 8 : 6)) {
    case 0:
      return nullptr;
    case 1:
      return gen.coin();
    case 2:
      return gen.between(INT64_MIN, INT64_MAX);
    case 3:
      return UINT64_MAX;
    case 4:
      return 0.5;
    case 5:
      return gen.text(30);
    case 6: {
      Json list = Json::array();
      for (std::uint64_t i = gen.below(5); i > 0; --i)
        list.push_back(arbitrary_json(gen, depth - 1));
      return list;
    }
    default: {
      Json object = Json::object();
      for (std::uint64_t i = gen.below(5); i > 0; --i)
        object[gen.text(8)] = arbitrary_json(gen, depth - 1);
      return object;
    }
  }
}

TEST(JsonProperty, EveryValueIsRead) {
  for_all([](Gen& gen) {
    const Json value = arbitrary_json(gen, 5);
    const std::string text = dump_json(value);
    std::vector<Fault> faults;
    const auto again = parse_json(text, faults);
    ASSERT_TRUE(again.has_value()) << text;
    EXPECT_EQ(values_of(*again), value);
  });
}

void write(JsonWriter& out, const Json& value) {
  if (value.is_object()) {
    out.begin_object();
    for (const auto& [name, member] : value.items())
      write(out.member(name), member);
    out.end_object();
  } else if (value.is_array()) {
    out.begin_list();
    for (const Json& element : value)
      write(out, element);
    out.end_list();
  } else if (value.is_string()) {
    out.text(value.get_ref<const std::string&>());
  } else if (value.is_number_integer() && value != UINT64_MAX) {
    out.integer(value.get<std::int64_t>());
  } else {
    out.boolean(value == true);
  }
}

TEST(JsonProperty, WhatIsWrittenIsReadAsItWas) {
  for_all([](Gen& gen) {
    const Json value = arbitrary_json(gen, 5);
    JsonWriter out;
    write(out, value);
    const std::string text = std::move(out).take();
    const Json again = json_of(text);
    EXPECT_EQ(dump_json(again), text);
    JsonWriter twice;
    write(twice, again);
    EXPECT_EQ(std::move(twice).take(), text);
  });
}

TEST(JsonProperty, ADamagedTextIsReadWholeOrNotAtAll) {
  int taken = 0;
  int refused = 0;
  for_all([&](Gen& gen) {
    std::string text = dump_json({{"a", "plain text, so that some damage is none"},
                                  {"b", gen.text(20)},
                                  {"c", arbitrary_json(gen, 3)}});
    for (std::uint64_t i = 1 + gen.below(2); i > 0; --i)
      text[gen.size_below(text.size())] = static_cast<char>(' ' + gen.below(160));
    std::vector<Fault> faults;
    const auto parsed = parse_json(text, faults);
    EXPECT_EQ(parsed.has_value(), faults.empty());
    (parsed ? taken : refused) += 1;
    if (!parsed) return;
    EXPECT_EQ(values_of(read_json(dump_json(values_of(*parsed)))), values_of(*parsed));
  });
  EXPECT_GT(taken, 50);
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace carrel::test
