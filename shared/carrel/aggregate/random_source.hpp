// Where the mechanism's chance comes from: the device's generator, or a test that takes every path.
#pragma once

#include <cstdint>

namespace carrel {

class RandomSource {
 public:
  virtual std::uint64_t below(std::uint64_t bound) = 0;  // uniform in [0, bound); bound > 0

 protected:
  RandomSource() = default;
  RandomSource(const RandomSource&) = default;
  RandomSource& operator=(const RandomSource&) = default;
  RandomSource(RandomSource&&) = default;
  RandomSource& operator=(RandomSource&&) = default;
  ~RandomSource() = default;
};

}  // namespace carrel
