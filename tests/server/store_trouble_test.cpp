#include "troubled_store.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

class StoreTrouble : public testing::Test {
 protected:
  std::unique_ptr<TroubledStore> owned = std::make_unique<TroubledStore>();
  TroubledStore& store = *owned;
  World world{std::move(owned)};
  Client ada = world.sign_in("ada");
};

TEST_F(StoreTrouble, AWithdrawalThatOvertakesABatchIsHeeded) {
  EXPECT_EQ(world.grant(ada, {"resume"}).status, 204);
  store.before_next_put = [&](Store& inner) {
    const Document refusal{uuid(9), dump_json(consent_record(9, "refused", Json::array()))};
    EXPECT_TRUE(inner.put_consent(ada.subject, refusal, {}, world.now));
  };
  const Response response = world.post(ada, place(ada, 1));
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(error_of(response), "consent");
}

TEST_F(StoreTrouble, AFailureIsSaidAndNothingElse) {
  store.fails = true;
  world.now = world.now + Duration::seconds(120);
  const Request requests[] = {
      world.write(ada, "POST", "/carrel/session", {{"name", "ada"}}),
      world.get(ada, "/carrel/session"),
      world.write(ada, "DELETE", "/carrel/session", {}),
      world.write(ada, "PUT", "/carrel/consent/" + uuid(1),
                  consent_record(1, "granted", {"resume"})),
      world.write(ada, "POST", "/xapi/statements", completed(ada, 1)),
      world.get(ada, "/xapi/statements"),
      world.get(ada, "/xapi/statements", "statementId=" + uuid(1)),
  };
  for (const Request& request : requests) {
    const Response response = world.send(request);
    EXPECT_EQ(response.status, 503) << request.method << ' ' << request.path;
    EXPECT_EQ(body_of(response), Json({{"error", "store"}}));
    EXPECT_EQ(find_header(response.headers, "Retry-After"), "5");
    EXPECT_EQ(response.diagnosis, "the disk is full");
  }
}

TEST_F(StoreTrouble, TheSameRequestsWorkOnceItIsOver) {
  store.fails = true;
  EXPECT_EQ(world.post(ada, completed(ada, 1)).status, 503);
  store.fails = false;
  EXPECT_EQ(world.post(ada, completed(ada, 1)).status, 200);
}

}  // namespace
}  // namespace carrel::server::test
