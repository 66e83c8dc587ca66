// The closed form of the mechanism, as docs/formats/aggregate.md has it.
#pragma once

#include <algorithm>

#include "unit/every_path.hpp"

#include "carrel/aggregate/subset_selection.hpp"

namespace carrel::test {

inline std::uint64_t choices(std::uint64_t of, std::uint64_t count) {
  std::uint64_t out = 1;
  for (std::uint64_t i = 1; i <= count; ++i)
    out = out * (of - count + i) / i;
  return out;
}

// That the true symbol is in a report.
inline Fraction chance_of_truth(const SubsetSelection& mechanism) {
  const auto& [symbols, size, odds] = mechanism;
  const std::uint64_t with = std::uint64_t{odds.num} * size;
  return {with, with + std::uint64_t{odds.den} * (symbols - size)};
}

// Each set of the mechanism's size, with its probability where `value` is true.
inline Distribution<Bytes> closed_form(const SubsetSelection& mechanism, std::uint32_t value) {
  const auto& [symbols, size, odds] = mechanism;
  const Fraction p = chance_of_truth(mechanism);
  const Fraction told = p / Fraction(choices(symbols - 1, size - 1));
  const Fraction untold = (Fraction(1) - p) / Fraction(choices(symbols - 1, size));
  std::vector<bool> chosen(symbols);
  std::fill_n(chosen.rbegin(), size, true);
  Distribution<Bytes> out;
  do {
    Bytes report(bitmap_bytes(symbols));
    for (std::uint32_t symbol = 0; symbol < symbols; ++symbol)
      if (chosen[symbol])
        report[symbol / 8] = static_cast<std::uint8_t>(report[symbol / 8] | 1U << (symbol % 8));
    out[report] = chosen[value] ? told : untold;
  } while (std::ranges::next_permutation(chosen).found);
  return out;
}

// The formula's variance of the estimate of a symbol that nobody has, of one report.
inline Fraction variance_of(const SubsetSelection& mechanism) {
  const auto& [symbols, size, odds] = mechanism;
  const Fraction p = chance_of_truth(mechanism);
  const Fraction q =
      p * Fraction(size - 1, symbols - 1) + (Fraction(1) - p) * Fraction(size, symbols - 1);
  return q * (Fraction(1) - q) / ((p - q) * (p - q));
}

}  // namespace carrel::test
