#include "transport/request_log.hpp"

#include "scratch.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

constexpr std::chrono::system_clock::time_point at{std::chrono::milliseconds(noon)};

TEST(RequestLog, WritesOneJsonLineForEachRequest) {
  const Scratch scratch;
  auto log = RequestLog::to_file(scratch / "log");
  ASSERT_TRUE(log);
  log->write({.method = "GET",
              .route = "/xapi/statements",
              .status = 200,
              .took = std::chrono::milliseconds(3),
              .bytes = 42},
             at);
  log->write({.method = "my essay", .route = "site", .status = 503, .diagnosis = "disk full"}, at);
  EXPECT_EQ(read_file(scratch / "log"),
            R"({"bytes":42,"method":"GET","ms":3,"route":"/xapi/statements","status":200,)"
            R"("time":"2026-11-01T12:00:00.000Z"})"
            "\n"
            R"({"bytes":0,"diagnosis":"disk full","method":"other","ms":0,"route":"site",)"
            R"("status":503,"time":"2026-11-01T12:00:00.000Z"})"
            "\n");
}

TEST(RequestLog, AppendsToWhatIsThere) {
  const Scratch scratch;
  scratch.write("log", "before\n");
  RequestLog::to_file(scratch / "log")->write({.status = 204}, at);
  EXPECT_TRUE(read_file(scratch / "log").starts_with("before\n{"));
}

TEST(RequestLog, SaysWhyAFileCannotBeOpened) {
  const Scratch scratch;
  const auto log = RequestLog::to_file(scratch / "no/such/folder");
  ASSERT_FALSE(log);
  EXPECT_TRUE(log.error().ends_with("No such file or directory")) << log.error();
}

}  // namespace
}  // namespace carrel::server::test
