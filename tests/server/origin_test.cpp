#include "handlers/origin.hpp"

#include <gtest/gtest.h>

namespace carrel::server {
namespace {

Request from(std::string origin, std::string host) {
  return {.method = "POST", .headers = {{"origin", std::move(origin)}, {"host", std::move(host)}}};
}

TEST(Origin, OfTheSamePageMatches) {
  EXPECT_TRUE(same_origin(from("http://localhost:8080", "localhost:8080")));
  EXPECT_TRUE(same_origin(from("https://school.example", "school.example")));
  EXPECT_TRUE(same_origin({.method = "POST", .headers = {{"host", "localhost"}}}));
}

TEST(Origin, OfAnotherPageDoesNot) {
  EXPECT_FALSE(same_origin(from("http://evil.example", "localhost:8080")));
  EXPECT_FALSE(same_origin(from("http://localhost:8081", "localhost:8080")));
  EXPECT_FALSE(same_origin(from("http://localhost:8080.evil.example", "localhost:8080")));
  EXPECT_FALSE(same_origin(from("null", "localhost:8080")));
}

TEST(Origin, NamesOfLoopback) {
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "[::1]"})
    EXPECT_TRUE(names_loopback(host)) << host;
  for (const char* host : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:1",
                           "localhost:80x", "::1", "[::1", "10.0.0.1"})
    EXPECT_FALSE(names_loopback(host)) << host;
}

}  // namespace
}  // namespace carrel::server
