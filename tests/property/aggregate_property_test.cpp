#include "property/gen.hpp"

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/notes.hpp"
#include "carrel/aggregate/report.hpp"

namespace carrel::test {
namespace {

Drbg seeded(Gen& gen) {
  Seed seed{1};
  for (std::size_t i = 1; i < seed.size(); ++i)
    seed[i] = static_cast<std::uint8_t>(gen.bits());
  return std::move(*Drbg::from(seed));
}

Odds arbitrary_odds(Gen& gen) {
  const auto den = static_cast<std::uint32_t>(1 + gen.up_to_bits(15));
  return {static_cast<std::uint32_t>(gen.between(den + 1, max_odds_term - 1)), den};
}

Task arbitrary_task(Gen& gen) {
  Task task{.metric = "m", .encoding = static_cast<Encoding>(1 + gen.below(3))};
  task.parts = static_cast<std::uint32_t>(1 + gen.below(gen.coin() ? 4 : max_parts));
  task.cells = static_cast<std::uint32_t>(1 + gen.below(gen.coin() ? 8 : max_symbols - 1));
  task.odds = arbitrary_odds(gen);
  task.min_batch = min_batch_floor;
  if (task.encoding == Encoding::sum)
    for (std::uint32_t i = 0; i < task.cells; ++i)
      task.buckets.push_back((i == 0 ? 0 : task.buckets.back()) + gen.between(1, 100));
  return task;
}

std::vector<Note> arbitrary_notes(Gen& gen, const Task& task) {
  std::vector<Note> out(gen.size_below(30));
  for (Note& note : out) {
    note.part = static_cast<std::uint32_t>(gen.below(task.parts + 2));
    note.at = gen.one_in(5) ? static_cast<std::int64_t>(gen.bits())
                            : gen.between(-2, std::int64_t{task.cells} + 2);
  }
  return out;
}

TEST(ReportProperty, WhateverWasNotedIsOneReportOfTheTasksLengthThatIsReadBack) {
  for_all([](Gen& gen) {
    const Task task = arbitrary_task(gen);
    ASSERT_TRUE(is_valid(task));
    Drbg random = seeded(gen);
    Report report{.task = task_id("p", task, 0), .id = random.identifier()};
    report.part = static_cast<std::uint16_t>(gen.below(task.parts));
    const std::uint32_t symbol = symbol_of(task, report.part, arbitrary_notes(gen, task), random);
    ASSERT_LE(symbol, task.cells);
    report.symbols = randomise(mechanism_of(task), symbol, random);
    const Bytes bytes = write_report(report);
    EXPECT_EQ(bytes.size(), report_bytes(task));
    EXPECT_EQ(read_report(bytes, report.task, task), report);
  });
}

TEST(ReportProperty, OfAnotherNumberOfSymbolsIsRefused) {
  for_all([](Gen& gen) {
    const Task task = arbitrary_task(gen);
    Drbg random = seeded(gen);
    Report report{.task = task_id("p", task, 0), .id = random.identifier()};
    report.symbols = randomise(mechanism_of(task), 0, random);
    const std::size_t bit = gen.size_below(8 * report.symbols.size());
    report.symbols[bit / 8] = static_cast<std::uint8_t>(report.symbols[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(read_report(write_report(report), report.task, task), fail(Errc::corrupt));
  });
}

// However often, in whichever order, and beside whatever is of another part.
TEST(SymbolProperty, DoesNotGrowWithWhatIsNoted) {
  for_all([](Gen& gen) {
    const Task task = arbitrary_task(gen);
    const auto part = static_cast<std::uint32_t>(gen.below(task.parts));
    const std::vector<Note> notes = arbitrary_notes(gen, task);
    std::vector<Note> more = notes;
    for (std::uint64_t i = gen.below(20); i > 0 && !notes.empty(); --i)
      more.push_back(gen.one_of(notes));
    for (std::uint64_t i = gen.below(20); i > 0; --i)
      more.push_back({part + 1, gen.between(0, 10)});
    gen.shuffle(more);
    Drbg random = seeded(gen);
    const std::uint32_t symbol = symbol_of(task, part, notes, random);
    if (task.encoding != Encoding::pick) {
      EXPECT_EQ(symbol_of(task, part, more, random), symbol);
      return;
    }
    EXPECT_EQ(symbol == 0, symbol_of(task, part, more, random) == 0);
    EXPECT_TRUE(symbol == 0 ||
                std::ranges::contains(notes, Note{part, static_cast<std::int64_t>(symbol)}));
  });
}

TEST(BudgetProperty, MoreIsNeverWithinWhereLessIsNot) {
  for_all([](Gen& gen) {
    std::vector<Odds> told;
    for (std::uint64_t i = gen.below(6); i > 0; --i)
      told.push_back({static_cast<std::uint32_t>(gen.between(101, 400)), 100});
    const bool is_within = within_highest(told);
    std::vector<Odds> more = told;
    more.push_back(arbitrary_odds(gen));
    gen.shuffle(more);
    EXPECT_TRUE(is_within || !within_highest(more));
    EXPECT_TRUE(is_within || !told.empty());
  });
}

}  // namespace
}  // namespace carrel::test
