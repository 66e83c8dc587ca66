#include "handlers/router.hpp"

#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

Context context_of(World& world) {
  return {world.store(), world.policies(), world.now, {}};
}

TEST(Router, LeavesOtherPathsToTheSite) {
  World world;
  Context context = context_of(world);
  for (const char* path : {"/", "/carrel/loader.js", "/carrel/consent/", "/carrel/consent/a/b",
                           "/xapi", "/xapi/statements/", "/carrel/sessions"})
    EXPECT_FALSE(handle({.method = "GET", .path = path}, context)) << path;
}

TEST(Router, NamesTheRouteByItsTemplate) {
  World world;
  Context context = context_of(world);
  const auto response = handle({.method = "PUT", .path = "/carrel/consent/" + uuid(1)}, context);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->route, "/carrel/consent/{id}");
  EXPECT_EQ(response->status, 401);
}

TEST(Router, AnotherMethodIsToldWhichAreAllowed) {
  World world;
  const Response response = world.send({.method = "PATCH", .path = "/xapi/statements"});
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(find_header(response.headers, "Allow"), "GET, POST, PUT");
  EXPECT_EQ(response.route, "/xapi/statements");
}

TEST(Router, AboutNeedsNothing) {
  World world;
  for (const char* method : {"GET", "HEAD"}) {
    const Response response = world.send({.method = method, .path = "/xapi/about"});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(body_of(response), Json({{"version", {"1.0.3"}}}));
    EXPECT_EQ(find_header(response.headers, "X-Experience-API-Version"), "1.0.3");
  }
}

}  // namespace
}  // namespace carrel::server::test
