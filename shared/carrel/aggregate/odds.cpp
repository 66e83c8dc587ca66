#include "carrel/aggregate/odds.hpp"

#include <algorithm>
#include <compare>
#include <vector>

namespace carrel {
namespace {

// A natural number of any size.
class Product {
 public:
  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::uint32_t& digit : digits_) {
      carry += std::uint64_t{digit} * factor;
      digit = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry > 0) digits_.push_back(static_cast<std::uint32_t>(carry));
  }
  // Of factors above 0: the last digit is none of 0.
  friend std::strong_ordering operator<=>(const Product& a, const Product& b) {
    if (const auto size = a.digits_.size() <=> b.digits_.size(); size != 0) return size;
    return std::lexicographical_compare_three_way(a.digits_.rbegin(), a.digits_.rend(),
                                                  b.digits_.rbegin(), b.digits_.rend());
  }

 private:
  std::vector<std::uint32_t> digits_{1};  // base 2^32, the lowest first
};

}  // namespace

bool is_above(Odds odds, Odds other) {
  return std::uint64_t{odds.num} * other.den > std::uint64_t{other.num} * odds.den;
}

bool within_highest(std::span<const Odds> told) {
  Product num;
  Product den;
  for (const Odds& odds : told) {
    if (odds.den == 0 || odds.num <= odds.den) return false;
    num.multiply(odds.num);
    den.multiply(odds.den);
  }
  num.multiply(highest_odds.den);
  den.multiply(highest_odds.num);
  return num <= den;
}

}  // namespace carrel
