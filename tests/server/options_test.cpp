#include "program/options.hpp"

#include <gtest/gtest.h>

namespace carrel::server {
namespace {

using Arguments = std::vector<const char*>;

TEST(Options, ReadsThemAll) {
  const Arguments arguments{"--listen", "[::1]:8080", "--site",  "s",     "--policy", "new.json",
                            "--policy", "old.json",   "--data",  "d.sql", "--log",    "l",
                            "--key",    "k.pem",      "--rules", "r.json"};
  const auto options = parse_options(arguments);
  ASSERT_TRUE(options) << options.error();
  EXPECT_EQ(options->address, "::1");
  EXPECT_EQ(options->port, 8080);
  EXPECT_EQ(options->policies, (std::vector<std::string>{"new.json", "old.json"}));
  EXPECT_EQ(options->rules, (std::vector<std::string>{"r.json"}));
  EXPECT_EQ(options->log, "l");
  EXPECT_EQ(options->key, "k.pem");
}

TEST(Options, SaysWhatIsWrong) {
  const std::pair<Arguments, const char*> cases[] = {
      {{}, "--listen is missing"},
      {{"--listen"}, "--listen: needs a value"},
      {{"--listen", "8080"}, "--listen: not ADDRESS:PORT"},
      {{"--listen", "127.0.0.1:70000"}, "--listen: the port is not a number up to 65535"},
      {{"--listen", "127.0.0.1:"}, "--listen: the port is not a number up to 65535"},
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
