#include "carrel/aggregate/subset_selection.hpp"

#include <bit>
#include <compare>
#include <numeric>

namespace carrel {
namespace {

// A fraction of which the terms are below 2^53 and 2^20.
struct Variance {
  std::uint64_t num;
  std::uint64_t den;

  friend std::strong_ordering operator<=>(Variance a, Variance b) {
    if (const auto whole = a.num / a.den <=> b.num / b.den; whole != 0) return whole;
    return a.num % a.den * b.den <=> b.num % b.den * a.den;
  }
};

// q(1 − q) / (p − q)² · (num − den)², with p and q put in and shortened.
Variance variance(std::uint64_t symbols, std::uint64_t size, Odds odds) {
  const std::uint64_t others = symbols - size;
  return {(odds.num * (size - 1) + odds.den * others) * (odds.num * size + odds.den * (others - 1)),
          size * others};
}

bool is_chosen(const Bytes& bitmap, std::size_t symbol) {
  return (bitmap[symbol / 8] >> (symbol % 8) & 1) != 0;
}

void choose(Bytes& bitmap, std::size_t symbol) {
  bitmap[symbol / 8] = static_cast<std::uint8_t>(bitmap[symbol / 8] | 1U << (symbol % 8));
}

// A uniform subset of the symbols other than `value` (Bentley and Floyd 1987).
void choose_others(Bytes& bitmap, std::uint32_t count, std::uint32_t symbols, std::uint32_t value,
                   RandomSource& random) {
  const auto other = [&](std::uint64_t index) {
    return static_cast<std::size_t>(index < value ? index : index + 1);
  };
  for (std::uint32_t last = symbols - 1 - count; last < symbols - 1; ++last) {
    const std::size_t drawn = other(random.below(last + 1));
    choose(bitmap, is_chosen(bitmap, drawn) ? other(last) : drawn);
  }
}

}  // namespace

SubsetSelection subset_selection(std::uint32_t symbols, Odds odds) {
  std::uint32_t best = 1;
  for (std::uint32_t size = 2; size < symbols; ++size)
    if (variance(symbols, size, odds) < variance(symbols, best, odds)) best = size;
  return {symbols, best, odds};
}

Bytes randomise(const SubsetSelection& mechanism, std::uint32_t value, RandomSource& random) {
  const auto& [symbols, size, odds] = mechanism;
  const std::uint64_t with = std::uint64_t{odds.num} * size;
  const std::uint64_t without = std::uint64_t{odds.den} * (symbols - size);
  Bytes bitmap(bitmap_bytes(symbols));
  const bool is_told = random.below(with + without) < with;
  choose_others(bitmap, is_told ? size - 1 : size, symbols, value, random);
  if (is_told) choose(bitmap, value);
  return bitmap;
}

bool is_report_of(const SubsetSelection& mechanism, ByteView bitmap) {
  if (bitmap.size() != bitmap_bytes(mechanism.symbols)) return false;
  if (mechanism.symbols % 8 != 0 && bitmap.back() >> (mechanism.symbols % 8) != 0) return false;
  const auto chosen = [](std::uint32_t sum, std::uint8_t byte) {
    return sum + static_cast<std::uint32_t>(std::popcount(byte));
  };
  return std::accumulate(bitmap.begin(), bitmap.end(), std::uint32_t{0}, chosen) == mechanism.size;
}

}  // namespace carrel
