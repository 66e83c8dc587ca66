#include "handlers/consent.hpp"

#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

class ConsentRecords : public testing::Test {
 protected:
  Response put(const Json& record, int path = 1) {
    return world.send(world.write(ada, "PUT", "/carrel/consent/" + uuid(path), record));
  }
  Response latest() { return world.send(world.get(ada, "/carrel/consent")); }

  World world;
  Client ada = world.sign_in("ada");
};

TEST_F(ConsentRecords, ThereIsNoneAtFirst) {
  EXPECT_EQ(latest().status, 404);
  EXPECT_EQ(error_of(latest()), "none");
}

TEST_F(ConsentRecords, ComesBackAsItWasSent) {
  const Json record = consent_record(1, "granted", {"resume"});
  EXPECT_EQ(put(record).status, 204);
  EXPECT_EQ(body_of(latest()), record);
}

TEST_F(ConsentRecords, TheSameAgainIsFine) {
  const Json record = consent_record(1, "granted", {"resume"});
  EXPECT_EQ(put(record).status, 204);
  EXPECT_EQ(put(record).status, 204);
}

TEST_F(ConsentRecords, OtherContentUnderItsIdIsAConflict) {
  EXPECT_EQ(put(consent_record(1, "granted", {"resume"})).status, 204);
  const Response response = put(consent_record(1, "refused", Json::array()));
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(error_of(response), "conflict");
  EXPECT_EQ(body_of(latest())["choice"], "granted");
}

TEST_F(ConsentRecords, TheLatestIsTheLastToArriveWhateverItsClockSays) {
  Json first = consent_record(1, "granted", {"resume"});
  first["at"] = "2030-01-01T00:00:00.000Z";
  EXPECT_EQ(put(first).status, 204);
  EXPECT_EQ(put(consent_record(2, "refused", Json::array()), 2).status, 204);
  EXPECT_EQ(put(first).status, 204);
  EXPECT_EQ(body_of(latest())["id"], uuid(2));
}

TEST_F(ConsentRecords, AreTheSubjectsOwn) {
  EXPECT_EQ(put(consent_record(1, "granted", {"resume"})).status, 204);
  const Client grace = world.sign_in("grace");
  EXPECT_EQ(world.send(world.get(grace, "/carrel/consent")).status, 404);
}

TEST_F(ConsentRecords, NeedASessionAndItsToken) {
  const Json record = consent_record(1, "granted", {"resume"});
  const std::string path = "/carrel/consent/" + uuid(1);
  EXPECT_EQ(world.send(world.write({}, "PUT", path, record)).status, 401);
  Client forged = ada;
  forged.csrf.clear();
  EXPECT_EQ(world.send(world.write(forged, "PUT", path, record)).status, 403);
}

struct BadRecord {
  const char* what;
  const char* member;
  Json value;
  int status = 400;
  std::string_view error = "record";
};

TEST_F(ConsentRecords, RefusesABadOne) {
  const BadRecord cases[] = {
      {"a newer format", "format", 3},
      {"another id than the path's", "id", uuid(2)},
      {"no UUID", "id", "1"},
      {"no time", "at", "yesterday"},
      {"an unknown choice", "choice", "maybe"},
      {"unasked", "choice", "unasked"},
      {"a grant of nothing", "purposes", Json::array()},
      {"an unknown purpose", "purposes", {"spying"}},
      {"purposes that are no list", "purposes", "resume"},
      {"no hash of the texts", "texts", "c"},
      {"an unknown policy", "policy", std::string(64, 'f'), 403, "policy"},
      {"an unknown member", "extra", 1},
  };
  for (const BadRecord& bad : cases) {
    Json record = consent_record(1, "granted", {"resume"});
    record[bad.member] = bad.value;
    const Response response = put(record);
    EXPECT_EQ(response.status, bad.status) << bad.what;
    EXPECT_EQ(error_of(response), bad.error) << bad.what;
  }
  EXPECT_EQ(put(Json::array()).status, 400);
  EXPECT_EQ(latest().status, 404);
}

}  // namespace
}  // namespace carrel::server::test
