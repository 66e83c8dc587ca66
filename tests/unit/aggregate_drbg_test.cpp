#include <limits>
#include <set>

#include "unit/chi_square.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/turboshake.hpp"

namespace carrel::test {
namespace {

Seed seed_of(std::uint8_t first) {
  return {first, 2, 3};
}

// Blocks of TurboSHAKE128 over the seed and their number.
Bytes stream_of(const Seed& seed, std::uint64_t blocks) {
  ByteWriter out;
  for (std::uint64_t block = 0; block < blocks; ++block) {
    ByteWriter input;
    input.raw(seed);
    input.fixed(block, 8);
    out.raw(turboshake128(input.bytes(), 0x42, 168));
  }
  return std::move(out).take();
}

TEST(Drbg, RefusesASeedOfZerosAlone) {
  EXPECT_FALSE(Drbg::from({}));
  for (std::size_t at = 0; at < Seed{}.size(); ++at) {
    Seed seed{};
    seed[at] = 1;
    EXPECT_TRUE(Drbg::from(seed)) << at;
  }
}

TEST(Drbg, GivesTheBlocksOneAfterTheOther) {
  for (const unsigned bytes : {1U, 3U, 8U}) {
    auto random = Drbg::from(seed_of(1)).value();
    const Bytes stream = stream_of(seed_of(1), 4);
    ByteReader expected(stream);
    while (expected.left() >= bytes)
      ASSERT_EQ(random.bits(8 * bytes), expected.fixed(bytes)) << expected.position();
  }
}

TEST(Drbg, NeverGivesABlockTwice) {
  auto random = Drbg::from(seed_of(1)).value();
  std::set<std::array<std::uint8_t, 16>> seen;
  for (int i = 0; i < 20'000; ++i)
    EXPECT_TRUE(seen.insert(random.identifier()).second);
}

TEST(Drbg, OfAnotherSeedGivesSomethingElse) {
  for (std::size_t at = 0; at < Seed{}.size(); ++at) {
    Seed seed = seed_of(1);
    seed[at] ^= 0x80;
    EXPECT_NE(Drbg::from(seed)->identifier(), Drbg::from(seed_of(1))->identifier()) << at;
  }
}

TEST(Drbg, GivesAsManyBitsAsAsked) {
  auto random = Drbg::from(seed_of(1)).value();
  EXPECT_EQ(random.bits(0), 0U);
  for (unsigned count = 1; count <= 64; ++count) {
    std::uint64_t all = 0;
    for (int i = 0; i < 200; ++i)
      all |= random.bits(count);
    EXPECT_EQ(all, UINT64_MAX >> (64 - count)) << count;
  }
}

// The first number of as many bits as the bound needs that is below it: uniform since those are.
TEST(Drbg, TakesTheFirstNumberBelowTheBound) {
  for (const std::uint64_t bound : {2U, 3U, 5U, 33U, 128U, 129U, 255U, 256U, 257U, 65'537U}) {
    auto random = Drbg::from(seed_of(1)).value();
    auto numbers = Drbg::from(seed_of(1)).value();
    unsigned width = 0;
    while (bound > std::uint64_t{1} << width)
      ++width;
    for (int i = 0; i < 1000; ++i) {
      std::uint64_t expected = numbers.bits(width);
      while (expected >= bound)
        expected = numbers.bits(width);
      ASSERT_EQ(random.below(bound), expected) << bound;
    }
  }
}

TEST(Drbg, NeedsNoBitsWhereThereIsNoChoice) {
  auto random = Drbg::from(seed_of(1)).value();
  EXPECT_EQ(random.below(1), 0U);
  EXPECT_EQ(random.identifier(), Drbg::from(seed_of(1))->identifier());
}

template <class Cell>
double p_value_of(std::uint64_t bound, std::uint64_t cells, Cell cell) {
  auto random = Drbg::from(seed_of(7)).value();
  Distribution<std::uint64_t> expected;
  for (std::uint64_t each = 0; each < cells; ++each)
    expected[each] = {1, cells};
  std::map<std::uint64_t, std::uint64_t> counts;
  for (int i = 0; i < 50'000; ++i)
    ++counts[cell(random.below(bound))];
  return p_value(expected, counts);
}

TEST(Drbg, IsUniformBelowSmallBounds) {
  for (const std::uint64_t bound : {2U, 3U, 5U, 7U, 10U, 33U, 100U, 129U, 200U})
    EXPECT_GT(p_value_of(bound, bound, [](std::uint64_t drawn) { return drawn; }), least_p_value)
        << bound;
}

TEST(Drbg, IsUniformBelowGreatBounds) {
  constexpr std::uint64_t third = std::uint64_t{1} << 62;
  EXPECT_GT(p_value_of(3 * third, 3, [](std::uint64_t drawn) { return drawn / third; }),
            least_p_value);
  auto random = Drbg::from(seed_of(1)).value();
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t all = 0;
  for (int i = 0; i < 200; ++i)
    all |= random.below(most);
  EXPECT_EQ(all, most);
}

}  // namespace
}  // namespace carrel::test
