#include <set>

#include <gtest/gtest.h>

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/report.hpp"

namespace carrel {
namespace {

const Task picked{"drop_off", "privacy", Encoding::last, 3, 20, {}, {7, 1}, 100};
const Task summed{"time_on_task", "privacy", Encoding::sum, 4, 3, {15, 60, 3600}, {19, 7}, 100};
const Task hours{"session_hour", "", Encoding::pick, 1, 24, {}, {7, 1}, 100};
const std::string policy = "carrel-demo";

std::string hex(const Identifier& id) {
  std::string out;
  for (const std::uint8_t byte : id)
    out += to_hex(byte, 2);
  return out;
}

Report report_of(const Task& task) {
  auto random = Drbg::from({5}).value();
  return {task_id(policy, task, 2), random.identifier(), 0,
          randomise(mechanism_of(task), 1, random)};
}

TEST(TaskId, IsWhatTheFormatSays) {
  const Task whole{"drop_off", "privacy", Encoding::last, 1, 20, {}, {7, 1}, 100};
  EXPECT_EQ(hex(task_id(policy, whole, 0)), "29d0d70ba455b26c3eec023f3dadbdbc");
  EXPECT_EQ(hex(task_id(policy, summed, 300)), "51eefbc7c9ce07dd789f581a454b497d");
  EXPECT_EQ(hex(task_id(policy, hours, 1)), "bb3915add68d6ddfa621bf6b7496db1b");
}

TEST(TaskId, IsAnotherWhereAnythingDiffersThatAnEstimateDependsOn) {
  const std::vector<void (*)(Task&)> changes{
      [](Task& task) { task.metric = "time_on_tas"; },
      [](Task& task) { task.metric += "kprivacy", task.course = ""; },
      [](Task& task) { task.course = ""; },
      [](Task& task) { task.parts = 5; },
      [](Task& task) { task.cells = 2, task.buckets.pop_back(); },
      [](Task& task) { task.buckets.back() += 1; },
      [](Task& task) { task.odds = {7, 1}; },
      [](Task& task) { task.odds = {38, 14}; },
      [](Task& task) { task.encoding = Encoding::last, task.buckets = {}; },
      [](Task& task) { task.encoding = Encoding::pick, task.buckets = {}; },
  };
  std::set<Identifier> ids{task_id(policy, summed, 2), task_id(policy, summed, 3),
                           task_id("other", summed, 2)};
  for (const auto change : changes) {
    Task task = summed;
    change(task);
    ids.insert(task_id(policy, task, 2));
  }
  EXPECT_EQ(ids.size(), changes.size() + 3);
  Task patient = summed;
  patient.min_batch = 1000;
  EXPECT_EQ(task_id(policy, patient, 2), task_id(policy, summed, 2));
}

TEST(Report, IsReadBackAsItWasWritten) {
  for (const Task& task : {picked, summed, hours}) {
    Report report = report_of(task);
    report.part = static_cast<std::uint16_t>(task.parts - 1);
    const Bytes bytes = write_report(report);
    EXPECT_EQ(bytes.size(), report_bytes(task));
    EXPECT_EQ(task_of(bytes), report.task);
    EXPECT_EQ(read_report(bytes, report.task, task), report);
  }
}

TEST(Report, IsLaidOutAsTheFormatSays) {
  const Bytes bytes = write_report({{1, 2}, {3, 4}, 0x0201, {0x06, 0x01}});
  Bytes expected(37);
  expected[0] = 1;
  expected[1] = 1;
  expected[2] = 2;
  expected[17] = 3;
  expected[18] = 4;
  expected[33] = 1;
  expected[34] = 2;
  expected[35] = 6;
  expected[36] = 1;
  EXPECT_EQ(bytes, expected);
}

TEST(Report, HasOneLengthForEveryValue) {
  auto random = Drbg::from({6}).value();
  for (const Task& task : {picked, summed, hours})
    for (std::uint32_t value = 0; value <= task.cells; ++value) {
      Report report = report_of(task);
      report.symbols = randomise(mechanism_of(task), value, random);
      EXPECT_EQ(write_report(report).size(), report_bytes(task));
    }
}

TEST(Report, OfTheLargestTaskIsNotTooLarge) {
  Task task = picked;
  task.parts = max_parts;
  task.cells = max_symbols - 1;
  Report report = report_of(task);
  report.part = max_parts - 1;
  const Bytes bytes = write_report(report);
  EXPECT_EQ(bytes.size(), max_report_bytes);
  EXPECT_EQ(read_report(bytes, report.task, task), report);
}

TEST(Report, IsRefusedWhereItIsNotOfTheTask) {
  const Report right = report_of(picked);
  const auto refused = [&](const Bytes& bytes) {
    return read_report(bytes, right.task, picked) == fail(Errc::corrupt);
  };
  const auto with = [&](auto change) {
    Report report = right;
    change(report);
    return write_report(report);
  };
  EXPECT_FALSE(refused(write_report(right)));
  EXPECT_TRUE(refused({}));
  EXPECT_TRUE(refused(with([](Report& report) { report.task[15] ^= 1; })));
  EXPECT_TRUE(refused(with([](Report& report) { report.part = 3; })));
  EXPECT_TRUE(refused(with([](Report& report) { report.part = 256; })));
  EXPECT_TRUE(refused(with([](Report& report) { report.symbols.pop_back(); })));
  EXPECT_TRUE(refused(with([](Report& report) { report.symbols.push_back(0); })));
  for (const Bytes& symbols : std::vector<Bytes>{
           {0, 0, 0}, {1, 0, 0}, {7, 0, 0}, {0xff, 0xff, 0x1f}, {1, 0, 0x20}, {1, 0, 0x80}})
    EXPECT_TRUE(refused(with([&](Report& report) { report.symbols = symbols; })));
  for (const Bytes& symbols : std::vector<Bytes>{{3, 0, 0}, {0, 0x80, 0x10}, {1, 0, 0x10}})
    EXPECT_FALSE(refused(with([&](Report& report) { report.symbols = symbols; })));
  Bytes newer = write_report(right);
  newer[0] = 2;
  EXPECT_TRUE(refused(newer));
  EXPECT_EQ(task_of(newer), std::nullopt);
}

TEST(Report, HasNoTaskWhereItsLengthIsOfNone) {
  Bytes bytes(max_report_bytes + 1);
  bytes[0] = report_format;
  for (std::size_t size = 0; size <= bytes.size(); ++size)
    EXPECT_EQ(task_of(ByteView(bytes).first(size)).has_value(),
              size >= 36 && size <= max_report_bytes)
        << size;
}

}  // namespace
}  // namespace carrel
