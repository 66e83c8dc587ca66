// ω-subset selection (Ye and Barg 2018; Wang et al. 2016): a report is `size` of `symbols` symbols,
// the true one among them with probability r·size / (r·size + symbols − size). It is k-ary
// randomised response at size 1, and binary randomised response at two symbols.
#pragma once

#include <cstdint>

#include "carrel/aggregate/odds.hpp"
#include "carrel/aggregate/random_source.hpp"
#include "carrel/base/bytes.hpp"

namespace carrel {

struct SubsetSelection {
  std::uint32_t symbols = 0;  // 2 to max_symbols; symbol 0: nothing to tell
  std::uint32_t size = 0;     // 1 to symbols − 1
  Odds odds;
  friend bool operator==(const SubsetSelection&, const SubsetSelection&) = default;
};

inline constexpr std::uint32_t max_symbols = 1024;
inline constexpr std::uint32_t max_odds_term = 1 << 16;  // of num and of den, exclusive

// Of the sizes, the one whose estimate of a symbol that nobody has varies least; of two the
// smaller. Symbols and odds in bounds, odds above 1.
SubsetSelection subset_selection(std::uint32_t symbols, Odds odds);

// Bytes of a bitmap of that many symbols; bit i of byte i / 8, the lowest first, is symbol i.
constexpr std::size_t bitmap_bytes(std::uint32_t symbols) {
  return (symbols + 7) / 8;
}

// The report for `value` < symbols: exact, without floating point. Chooses `size` of all symbols.
Bytes randomise(const SubsetSelection& mechanism, std::uint32_t value, RandomSource& random);

// Exactly `size` of the symbols, and no bit beyond them.
bool is_report_of(const SubsetSelection& mechanism, ByteView bitmap);

}  // namespace carrel
