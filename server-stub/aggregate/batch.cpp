#include "aggregate/batch.hpp"

#include <algorithm>
#include <cmath>

#include "aggregate/estimator.hpp"

namespace carrel::server {
namespace {

constexpr std::uint64_t reports_a_symbol = 5;  // below, a count is not nearly normal

std::int64_t ppm(double share) {
  return std::llround(share * 1e6);
}

class SubsetSelectionBatch final : public Batch {
 public:
  SubsetSelectionBatch(const Task& task, std::int32_t limit_permille)
      : task_(task), mechanism_(mechanism_of(task)), parts_(task.parts) {
    const std::uint64_t precise = reports_needed(mechanism_, limit_permille / 1e3);
    needed_ = std::max({precise, reports_a_symbol * mechanism_.symbols,
                        static_cast<std::uint64_t>(task.min_batch)});
    for (Part& part : parts_)
      part.chosen.resize(mechanism_.symbols);
  }

  void add(std::uint32_t part, ByteView content) override {
    if (part >= parts_.size() || !is_report_of(mechanism_, content)) return;
    Part& counts = parts_[part];
    ++counts.reports;
    for (std::size_t symbol = 0; symbol < counts.chosen.size(); ++symbol)
      counts.chosen[symbol] += (content[symbol / 8] >> (symbol % 8)) & 1U;
  }

  std::vector<Figure> figures() const override {
    std::vector<Figure> out;
    for (const Part& part : parts_)
      out.push_back(figure_of(part, static_cast<std::uint32_t>(out.size())));
    return out;
  }

 private:
  struct Part {
    std::uint64_t reports = 0;
    std::vector<std::uint64_t> chosen;
  };

  Figure figure_of(const Part& part, std::uint32_t number) const {
    Figure out{.metric = task_.metric,
               .course = task_.course,
               .part = number,
               .parts = task_.parts,
               .symbols = mechanism_.symbols,
               .size = mechanism_.size,
               .mechanism = "subset_selection",
               .odds = mechanism_.odds,
               .learners = part.reports,
               .needed = needed_,
               .min_batch = task_.min_batch};
    if (part.reports > 0) out.half_width = ppm(half_width(mechanism_, part.reports));
    if (part.reports >= needed_) out.cells = cells_of(part);
    return out;
  }

  std::vector<Cell> cells_of(const Part& part) const {
    const auto estimates = estimate(mechanism_, part.chosen, part.reports);
    const auto shares = projected(estimates);
    std::vector<Cell> out;
    for (std::size_t i = 0; i < estimates.size(); ++i)
      out.push_back(
          {ppm(estimates[i].share), ppm(estimates[i].low), ppm(estimates[i].high), ppm(shares[i])});
    return out;
  }

  const Task& task_;
  SubsetSelection mechanism_;
  std::uint64_t needed_ = 0;
  std::vector<Part> parts_;
};

}  // namespace

std::unique_ptr<Batch> batch_of(const Task& task, std::int32_t limit_permille) {
  return std::make_unique<SubsetSelectionBatch>(task, limit_permille);
}

}  // namespace carrel::server
