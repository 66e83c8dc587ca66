// The reports of one task, and what its mechanism makes of them. Another mechanism is another
// implementation: what is released, when and how often, does not depend on it.
#pragma once

#include <memory>
#include <vector>

#include "aggregate/figure.hpp"

#include "carrel/aggregate/report.hpp"

namespace carrel::server {

class Batch {
 public:
  virtual ~Batch() = default;
  virtual void add(std::uint32_t part, ByteView content) = 0;
  virtual std::vector<Figure> figures() const = 0;  // one for each part
};

// A figure is withheld where its half-width is above the limit.
std::unique_ptr<Batch> batch_of(const Task& task, std::int32_t limit_permille);

}  // namespace carrel::server
