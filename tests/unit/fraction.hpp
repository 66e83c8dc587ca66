// Exact fractions of 64 bits; one that does not fit ends the test.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <ostream>

namespace carrel::test {

class Fraction {
 public:
  constexpr Fraction(std::uint64_t num = 0, std::uint64_t den = 1)
      : num_(num / std::gcd(num, den)), den_(den / std::gcd(num, den)) {}

  friend Fraction operator+(Fraction a, Fraction b) {
    const std::uint64_t shared = std::gcd(a.den_, b.den_);
    const std::uint64_t left = times(a.num_, b.den_ / shared);
    const std::uint64_t right = times(b.num_, a.den_ / shared);
    if (left > UINT64_MAX - right) std::abort();
    return {left + right, times(a.den_, b.den_ / shared)};
  }
  // Of the greater one the smaller.
  friend Fraction operator-(Fraction a, Fraction b) {
    const std::uint64_t shared = std::gcd(a.den_, b.den_);
    const std::uint64_t left = times(a.num_, b.den_ / shared);
    const std::uint64_t right = times(b.num_, a.den_ / shared);
    if (left < right) std::abort();
    return {left - right, times(a.den_, b.den_ / shared)};
  }
  friend Fraction operator*(Fraction a, Fraction b) {
    const Fraction one(a.num_, b.den_);
    const Fraction other(b.num_, a.den_);
    return {times(one.num_, other.num_), times(one.den_, other.den_)};
  }
  friend Fraction operator/(Fraction a, Fraction b) { return a * Fraction(b.den_, b.num_); }
  friend bool operator==(const Fraction&, const Fraction&) = default;
  friend bool operator<(Fraction a, Fraction b) {
    return times(a.num_, b.den_) < times(b.num_, a.den_);
  }
  friend std::ostream& operator<<(std::ostream& out, Fraction value) {
    return out << value.num_ << '/' << value.den_;
  }
  double approximately() const { return static_cast<double>(num_) / static_cast<double>(den_); }

 private:
  static std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    std::uint64_t out = 0;
    if (__builtin_mul_overflow(a, b, &out)) std::abort();
    return out;
  }

  std::uint64_t num_;
  std::uint64_t den_;
};

}  // namespace carrel::test
