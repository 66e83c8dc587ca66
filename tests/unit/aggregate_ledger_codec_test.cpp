#include "unit/damage.hpp"
#include "unit/fixtures.hpp"
#include "unit/ledgers.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

constexpr const char* golden_file = "tests/golden/ledger-v1.bin";

Errc error_of(ByteView bytes) {
  const auto ledger = Ledger::read(bytes);
  return ledger ? Errc::none : ledger.error().code;
}

TEST(GoldenLedger, IsReadAndWrittenAsItWas) {
  const Bytes bytes = read_bytes(golden_file);
  const auto ledger = Ledger::read(bytes);
  ASSERT_TRUE(ledger.has_value());
  EXPECT_TRUE(*ledger == golden_ledger());
  EXPECT_EQ(ledger->bytes(), bytes);
  EXPECT_EQ(golden_ledger().bytes(), bytes);
}

TEST(GoldenLedger, HoldsEachStateOfADebit) {
  std::set<Spending> states;
  for (const Debit& debit : golden_ledger().debits())
    states.insert(debit.state);
  EXPECT_EQ(states.size(), 3U);
}

TEST(LedgerBytes, OfNothingAreReadBack) {
  for (const Instant now : {Instant{}, day(0), last_instant, Instant{-1}, Instant{INT64_MAX}}) {
    const Ledger ledger = Ledger::fresh(now);
    EXPECT_TRUE(Ledger::read(ledger.bytes()) == ledger);
  }
}

TEST(LedgerBytes, CutAnywhereAreCorrupt) {
  const Bytes bytes = read_bytes(golden_file);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(error_of(ByteView(bytes).first(size)), Errc::corrupt) << size;
}

TEST(LedgerBytes, WithABitFlippedAnywhereAreCorrupt) {
  const Bytes bytes = read_bytes(golden_file);
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (int bit = 0; bit < 8; ++bit)
      EXPECT_EQ(error_of(with_bit_flipped(bytes, at, bit)), Errc::corrupt)
          << "byte " << at << " bit " << bit;
}

TEST(LedgerBytes, CutAnywhereUnderARightSumAreCorrupt) {
  const Bytes bytes = read_bytes(golden_file);
  for (std::size_t size = 4; size + 1 < bytes.size(); ++size) {
    const ByteView cut = ByteView(bytes).first(size);
    EXPECT_EQ(error_of(with_right_sum(joined({cut.begin(), cut.end()}, Bytes(4)))),
              size + 4 == bytes.size() ? Errc::none : Errc::corrupt)
        << size;
  }
  EXPECT_EQ(error_of(with_right_sum(joined(bytes, Bytes{0}))), Errc::corrupt);
}

TEST(LedgerBytes, OfANewerFormatAreRefusedAsSuch) {
  const Bytes bytes = read_bytes(golden_file);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, 0, 2))), Errc::newer_format);
  EXPECT_EQ(error_of(with_right_sum(with(joined(bytes, bytes), 0, 255))), Errc::newer_format);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, 0, 0))), Errc::corrupt);
}

// Of a ledger of one debit, which waits: `privacy`, `drop_off`.
constexpr std::size_t head = 1 + 6 + 6 + 1;
constexpr std::size_t course_at = head;
constexpr std::size_t metric_at = course_at + 1 + 7;
constexpr std::size_t epoch_at = metric_at + 1 + 8;
constexpr std::size_t term_at = epoch_at + 12;
constexpr std::size_t odds_at = term_at + 12;
constexpr std::size_t time_at = odds_at + 4;
constexpr std::size_t state_at = time_at + 6;
constexpr std::size_t send_at = state_at + 1;
constexpr std::size_t length_at = send_at + 12 + 16;

Bytes one_waiting() {
  Study study{"privacy", 0, {course_task("drop_off")}, {{}}};
  Ledger ledger = Ledger::fresh(day(0));
  auto random = seeded(1);
  (void)ledger.answer(one_draw_each(), study, day(91), random);
  return ledger.bytes();
}

Bytes one_sent() {
  Ledger ledger = Ledger::read(one_waiting()).value();
  ledger.settle(Identifier(ledger.debits()[0].id), Spending::sent);
  return ledger.bytes();
}

Bytes with_time(Bytes bytes, std::size_t at, Instant time) {
  for (std::size_t i = 0; i < 6; ++i)
    bytes[at + i] = static_cast<std::uint8_t>(time.ms >> (8 * i));
  return with_right_sum(std::move(bytes));
}

TEST(LedgerBytes, AreWhatTheFormatSays) {
  const Bytes bytes = one_waiting();
  EXPECT_EQ(bytes[0], ledger_format);
  EXPECT_EQ(bytes[head - 1], 1);
  EXPECT_EQ(bytes[course_at], 7);
  EXPECT_EQ(bytes[metric_at], 8);
  EXPECT_EQ(bytes[odds_at], 7);
  EXPECT_EQ(bytes[odds_at + 2], 1);
  EXPECT_EQ(bytes[state_at], 1);
  EXPECT_EQ(bytes[length_at], 36);
  EXPECT_EQ(bytes.size(), length_at + 1 + 36 + 4);
}

TEST(LedgerBytes, HoldEachNumberWithinItsBounds) {
  const Bytes bytes = one_waiting();
  const auto set = [&](std::size_t at, std::uint8_t value) {
    return error_of(with_right_sum(with(bytes, at, value)));
  };
  EXPECT_EQ(set(odds_at, 8), Errc::none);
  EXPECT_EQ(set(odds_at, 1), Errc::corrupt);
  EXPECT_EQ(set(odds_at + 2, 0), Errc::corrupt);
  EXPECT_EQ(set(odds_at + 2, 7), Errc::corrupt);
  EXPECT_EQ(set(state_at, 3), Errc::corrupt);
  EXPECT_EQ(set(state_at, 0), Errc::corrupt);
  EXPECT_EQ(set(course_at + 1, 0xff), Errc::corrupt);
  EXPECT_EQ(set(course_at, 65), Errc::corrupt);
  EXPECT_EQ(set(length_at + 1, report_format + 1), Errc::corrupt);
  EXPECT_EQ(set(head - 1, 2), Errc::corrupt);
  EXPECT_EQ(set(head - 1, 0), Errc::corrupt);
}

TEST(LedgerBytes, HoldNoOtherStateThanThree) {
  const Bytes bytes = one_sent();
  EXPECT_EQ(bytes.size(), send_at + 4);
  EXPECT_EQ(bytes[state_at], 2);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, state_at, 0))), Errc::none);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, state_at, 1))), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, state_at, 3))), Errc::corrupt);
  EXPECT_EQ(error_of(with_right_sum(with(bytes, state_at, 255))), Errc::corrupt);
}

TEST(LedgerBytes, HoldEachTimeWithinItsBounds) {
  const Bytes bytes = one_waiting();
  const auto set = [&](std::size_t at, Instant time) {
    return error_of(with_time(bytes, at, time));
  };
  const Instant beyond{last_instant.ms + 1};
  EXPECT_EQ(set(1, last_instant), Errc::none);
  for (const std::size_t at : {std::size_t{1}, std::size_t{7}, time_at, send_at + 6})
    EXPECT_EQ(set(at, beyond), Errc::corrupt) << at;
  EXPECT_EQ(set(epoch_at, day(91)), Errc::corrupt);
  EXPECT_EQ(set(epoch_at, day(-1)), Errc::corrupt);
  EXPECT_EQ(set(epoch_at + 6, day(92)), Errc::corrupt);
  EXPECT_EQ(set(term_at, day(1)), Errc::corrupt);
  EXPECT_EQ(set(term_at + 6, day(90)), Errc::corrupt);
  EXPECT_EQ(set(term_at + 6, day(365)), Errc::none);
  EXPECT_EQ(set(send_at, day(105)), Errc::corrupt);
  EXPECT_EQ(set(send_at + 6, day(91)), Errc::corrupt);
}

}  // namespace
}  // namespace carrel::test
