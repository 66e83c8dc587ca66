#include "handlers/statement_query.hpp"

#include <gtest/gtest.h>

namespace carrel::server {
namespace {

TEST(StatementQuery, ReadsEveryParameter) {
  const auto query =
      parse_statement_query("since=2026-11-01T12%3A00%3A00Z&limit=7&after=40&ascending=true");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->filter.since, Instant{1'793'534'400'000});
  EXPECT_EQ(query->filter.limit, 7);
  EXPECT_EQ(query->filter.after, 40);
  EXPECT_TRUE(query->filter.ascending);
}

TEST(StatementQuery, HasDefaults) {
  const auto query = parse_statement_query("");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->filter.since, std::nullopt);
  EXPECT_EQ(query->filter.limit, 100);
  EXPECT_FALSE(query->filter.ascending);
}

TEST(StatementQuery, ALimitBeyondTheServersIsTheServers) {
  EXPECT_EQ(parse_statement_query("limit=0")->filter.limit, 100);
  EXPECT_EQ(parse_statement_query("limit=9999")->filter.limit, 100);
}

TEST(StatementQuery, AnIdIsInLowerCase) {
  EXPECT_EQ(parse_statement_query("statementId=00000000-0000-4000-8000-00000000ABCD")->id,
            "00000000-0000-4000-8000-00000000abcd");
}

TEST(StatementQuery, RefusesWhatItDoesNotKnow) {
  for (const char* bad : {"verb=x", "since=yesterday", "limit=-1", "limit=x", "ascending=1",
                          "after=", "limit=1&limit=2", "statementId=1", "since=%",
                          "statementId=00000000-0000-4000-8000-000000000001&limit=1"})
    EXPECT_FALSE(parse_statement_query(bad)) << bad;
}

TEST(StatementQuery, TheLinkToMoreReadsBack) {
  const StatementFilter filter{Instant{1'793'534'400'000}, 0, 3, true};
  const std::string link = more_link(filter, 17);
  const auto query = parse_statement_query(link.substr(link.find('?') + 1));
  ASSERT_TRUE(query);
  EXPECT_EQ(query->filter.since, filter.since);
  EXPECT_EQ(query->filter.after, 17);
  EXPECT_EQ(query->filter.limit, 3);
  EXPECT_TRUE(query->filter.ascending);
}

}  // namespace
}  // namespace carrel::server
