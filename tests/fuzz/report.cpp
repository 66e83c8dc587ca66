#include "carrel/aggregate/report.hpp"

#include "fuzz/target.hpp"
#include "fuzz/tasks.hpp"

namespace carrel::test {
namespace {

bool read_as(const Task& task, const Bytes& bytes) {
  const Identifier id = id_of(task);
  const auto report = read_report(bytes, id, task);
  if (!report) return false;
  require(task_of(bytes) == id && report->task == id, "a report is of the task that it names");
  require(write_report(*report) == bytes, "a report has one form");
  require(bytes.size() == report_bytes(task) && report->part < task.parts &&
              is_report_of(mechanism_of(task), report->symbols),
          "a report says what its task asks");
  for (const Task& other : sample_tasks())
    require(other == task || !read_report(bytes, id_of(other), other), "a report is of one task");
  return true;
}

// What names no task of these is also read as if it did.
bool read_as_if_of(const Task& task, Bytes bytes) {
  if (!task_of(bytes)) return false;
  std::ranges::copy(id_of(task), bytes.begin() + 1);
  return read_as(task, bytes);
}

}  // namespace

bool accepts(ByteView bytes) {
  const bool may_be = !bytes.empty() && bytes[0] == report_format && bytes.size() >= 36 &&
                      bytes.size() <= max_report_bytes;
  require(task_of(bytes).has_value() == may_be, "a report is known by its format and length");
  bool taken = false;
  for (const Task& task : sample_tasks()) {
    const bool is_of = read_as(task, {bytes.begin(), bytes.end()});
    taken = read_as_if_of(task, {bytes.begin(), bytes.end()}) || is_of || taken;
  }
  return taken;
}

}  // namespace carrel::test
