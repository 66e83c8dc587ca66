#include "program/options.hpp"

#include <gtest/gtest.h>

namespace carrel::server {
namespace {

using Arguments = std::vector<const char*>;

TEST(Options, ReadsThemAll) {
  const Arguments arguments{
      "--listen",     "[::1]:8080", "--site",        "s",      "--policy",      "new.json",
      "--policy",     "old.json",   "--data",        "d.sql",  "--log",         "l",
      "--key",        "k.pem",      "--rules",       "r.json", "--instructor",  "ada",
      "--instructor", "grace",      "--report-rate", "7",      "--clock-ahead", "86400"};
  const auto options = parse_options(arguments);
  ASSERT_TRUE(options) << options.error();
  EXPECT_EQ(options->address, "::1");
  EXPECT_EQ(options->port, 8080);
  EXPECT_EQ(options->policies, (std::vector<std::string>{"new.json", "old.json"}));
  EXPECT_EQ(options->rules, (std::vector<std::string>{"r.json"}));
  EXPECT_EQ(options->log, "l");
  EXPECT_EQ(options->key, "k.pem");
  EXPECT_EQ(options->instructors, (std::vector<std::string>{"ada", "grace"}));
  EXPECT_EQ(options->report_rate, 7);
  EXPECT_EQ(options->clock_ahead, 86'400);
}

TEST(Options, SaysWhatIsWrong) {
  const std::pair<Arguments, const char*> cases[] = {
      {{}, "--listen is missing"},
      {{"--listen"}, "--listen: needs a value"},
      {{"--listen", "8080"}, "--listen: not ADDRESS:PORT"},
      {{"--listen", "127.0.0.1:70000"}, "--listen: the port is not a number up to 65535"},
      {{"--listen", "127.0.0.1:"}, "--listen: the port is not a number up to 65535"},
      {{"--report-rate", "0"}, "--report-rate: not a number from 1 to 1000000000"},
      {{"--clock-ahead", "-1"}, "--clock-ahead: not a number from 1 to 1000000000"},
      {{"--clock-ahead", "1h"}, "--clock-ahead: not a number from 1 to 1000000000"},
      {{"--verbose", "1"}, "--verbose: no such option"},
      {{"--listen", "127.0.0.1:0"}, "--site is missing"},
      {{"--listen", "127.0.0.1:0", "--site", "s"}, "--policy is missing"},
      {{"--listen", "127.0.0.1:0", "--site", "s", "--policy", "p"}, "--data is missing"},
  };
  for (const auto& [arguments, message] : cases) {
    const auto options = parse_options(arguments);
    ASSERT_FALSE(options) << message;
    EXPECT_EQ(options.error(), message);
  }
}

}  // namespace
}  // namespace carrel::server
