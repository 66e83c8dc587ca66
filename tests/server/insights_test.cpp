#include "handlers/insights.hpp"

#include <cmath>

#include "aggregate/release_gate.hpp"
#include "troubled_store.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

constexpr const char* path = "/aggregate/insights";

class Insights : public testing::Test {
 protected:
  void report(const Task& task, std::uint32_t value, int times, std::uint16_t part = 0) {
    for (int i = 0; i < times; ++i)
      ASSERT_EQ(world.send(report_request(learners.report(task, value, part))).status, 204);
  }
  Response list() { return world.send(world.get({}, path)); }
  Response epoch(const char* number) {
    return world.send(world.get({}, std::string(path) + '/' + number));
  }

  std::unique_ptr<TroubledStore> owned = std::make_unique<TroubledStore>();
  TroubledStore& store = *owned;
  World world{std::move(owned)};
  Learners learners;
};

TEST_F(Insights, AreNotThereBeforeTheCollectionHasEnded) {
  EXPECT_EQ(body_of(list()), Json({{"format", 1},
                                   {"policy", "server-test"},
                                   {"epochs",
                                    {{{"epoch", 0},
                                      {"from", "2026-08-01T00:00:00.000Z"},
                                      {"to", "2026-10-31T00:00:00.000Z"},
                                      {"released", "2026-11-14T00:00:00.000Z"},
                                      {"state", "collecting"}}}}}));
  report(drop_off(), 1, 1);
  world.now = {collection_end.ms - 1};
  EXPECT_EQ(body_of(list())["epochs"][0]["state"], "collecting");
  EXPECT_EQ(epoch("0").status, 404);
  world.now = collection_end;
  const Json epochs = body_of(list())["epochs"];
  ASSERT_EQ(epochs.size(), 1);
  EXPECT_EQ(epochs[0]["state"], "released");
  EXPECT_EQ(epochs[0]["released"], "2026-11-14T00:00:00.000Z");
  EXPECT_EQ(epoch("0").status, 200);
}

TEST_F(Insights, OfAnEpochWithoutReportsAreNone) {
  world.now = collection_end;
  EXPECT_EQ(body_of(list())["epochs"], Json::array());
  for (const char* number : {"0", "1", "-1", "x", "0x", "99999999999"})
    EXPECT_EQ(epoch(number).status, 404) << number;
}

TEST_F(Insights, SayWhatTheFormatSays) {
  report(drop_off(), 0, 300);
  report(drop_off(), 2, 100);
  report(features(), 1, 298, 0);
  report(features(), 1, 299, 1);
  world.now = collection_end;
  const Json body = body_of(epoch("0"));
  EXPECT_EQ(body["format"], 1);
  EXPECT_EQ(body["policy"], "server-test");
  EXPECT_EQ(body["epoch"], 0);
  EXPECT_EQ(body["from"], "2026-08-01T00:00:00.000Z");
  EXPECT_EQ(body["to"], "2026-10-31T00:00:00.000Z");
  ASSERT_EQ(body["figures"].size(), 3);

  Json course = body["figures"][0];
  const Json cells = course["cells"];
  course.erase("cells");
  EXPECT_EQ(course, Json({{"metric", "drop_off"},
                          {"course", "privacy"},
                          {"part", 0},
                          {"parts", 1},
                          {"symbols", 4},
                          {"size", 1},
                          {"mechanism", "subset_selection"},
                          {"odds", {7, 1}},
                          {"epsilon_micro", 1'945'910},
                          {"learners", 400},
                          {"needed", 385},
                          {"min_batch", 100},
                          {"half_width_ppm", 49'000},
                          {"state", "released"}}));
  ASSERT_EQ(cells.size(), 4);
  std::int64_t shares = 0;
  for (const Json& cell : cells) {
    EXPECT_LT(cell["low_ppm"], cell["estimate_ppm"]);
    EXPECT_GT(cell["high_ppm"], cell["estimate_ppm"]);
    EXPECT_GE(cell["share_ppm"], 0);
    shares += cell["share_ppm"].get<std::int64_t>();
  }
  EXPECT_NEAR(static_cast<double>(shares), 1e6, 4);
  EXPECT_LT(cells[0]["low_ppm"], 750'000);
  EXPECT_GT(cells[0]["high_ppm"], 750'000);

  const Json& withheld = body["figures"][1];
  EXPECT_EQ(withheld["part"], 0);
  EXPECT_EQ(withheld["state"], "withheld") << "one learner too few for the limit";
  EXPECT_EQ(withheld["learners"], 298);
  EXPECT_EQ(withheld["needed"], 299);
  EXPECT_FALSE(withheld.contains("cells"));
  EXPECT_EQ(body["figures"][2]["state"], "released");
  EXPECT_EQ(body["figures"][2]["learners"], 299);
}

TEST_F(Insights, OfABatchBelowItsMinimumAreWithheld) {
  Task rare = features();
  rare.metric = "rare";
  rare.min_batch = 350;
  world.aggregation = std::make_unique<Aggregation>(std::vector{plan_of({rare})});
  report(rare, 1, 349, 0);
  report(rare, 1, 350, 1);
  world.now = collection_end;
  const Json figures = body_of(epoch("0"))["figures"];
  EXPECT_EQ(figures[0]["state"], "withheld");
  EXPECT_EQ(figures[0]["needed"], 350);
  EXPECT_EQ(figures[1]["state"], "released");
}

// 400 symbols: five reports of each are more than the formula's 1,182.
TEST_F(Insights, OfManySymbolsNeedFiveReportsOfEach) {
  Task map = drop_off();
  map.cells = 399;
  world.aggregation = std::make_unique<Aggregation>(std::vector{plan_of({map})});
  report(map, 1, 1999);
  world.now = collection_end;
  const Json figure = body_of(epoch("0"))["figures"][0];
  EXPECT_EQ(figure["needed"], 2000);
  EXPECT_EQ(figure["state"], "withheld");
}

TEST_F(Insights, AreTheSameBytesWheneverTheyAreRead) {
  report(drop_off(), 1, 400);
  world.now = collection_end;
  const auto first = std::get<std::string>(epoch("0").body);
  EXPECT_EQ(world.send(report_request(learners.report(drop_off(), 1))).status, 410);
  world.now = collection_end + Duration::days(400);
  EXPECT_TRUE(tend(world.aggregation->plans, world.store(), world.now));
  EXPECT_EQ(std::get<std::string>(epoch("0").body), first);
  EXPECT_EQ(body_of(list())["epochs"].size(), 1);
}

TEST_F(Insights, AreReadOfAPolicyByItsId) {
  report(drop_off(), 1, 1);
  world.now = collection_end;
  const auto asked = [&](const char* query) { return world.send(world.get({}, path, query)); };
  EXPECT_EQ(body_of(asked("policy=server-test")), body_of(list()));
  EXPECT_EQ(asked("policy=another").status, 404);
  for (const char* query : {"epoch=0", "policy=a&policy=b", "policy=%"})
    EXPECT_EQ(error_of(asked(query)), "query") << query;
}

TEST_F(Insights, OffLoopbackAreForWhomTheOperatorNamed) {
  const Client ada = world.sign_in("ada");
  const Client grace = world.sign_in("grace");
  report(drop_off(), 1, 1);
  world.now = collection_end;
  const Client ada_again = world.sign_in("ada");
  const Client grace_again = world.sign_in("grace");
  world.demo_sign_in = false;
  for (const std::string& where : {std::string(path), std::string(path) + "/0"}) {
    EXPECT_EQ(world.send(world.get({}, where)).status, 401);
    EXPECT_EQ(world.send(world.get(ada, where)).status, 401) << "that session is over";
    const Response refused = world.send(world.get(grace_again, where));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(error_of(refused), "instructor");
    EXPECT_EQ(world.send(world.get(ada_again, where)).status, 200);
  }
}

TEST_F(Insights, AreNotThereWherePoliciesAskNothing) {
  Context context{world.store(), world.policies(), world.now, {}, true};
  EXPECT_EQ(handle(world.get({}, path), context)->status, 404);
  world.aggregation = std::make_unique<Aggregation>(std::vector{plan_of({})});
  EXPECT_EQ(list().status, 404);
}

TEST_F(Insights, WaitWhereTheStoreFails) {
  report(drop_off(), 1, 400);
  world.now = deletion;
  store.fails = true;
  for (const Response& response : {list(), epoch("0")})
    EXPECT_EQ(response.status, 503);
  EXPECT_FALSE(tend(world.aggregation->plans, store, world.now));
  store.fails = false;
  EXPECT_EQ(body_of(epoch("0"))["figures"][0]["learners"], 400) << "nothing was deleted unreleased";
}

class Keeping : public Insights {
 protected:
  void tend_at(const Plans& plans, Instant now) { EXPECT_TRUE(tend(plans, store, now)); }
  std::size_t kept() {
    std::size_t count = 0;
    EXPECT_TRUE(store.release({"count", ++counted}, {}, [&](const ReadReports& read) {
      read(task_id("server-test", drop_off(), 0), [&](std::uint16_t, ByteView) { ++count; });
      return std::string();
    }));
    return count;
  }
  std::uint32_t counted = 0;
};

TEST_F(Keeping, RawReportsUntilTheirDate) {
  report(drop_off(), 1, 3);
  tend_at(world.aggregation->plans, {deletion.ms - 1});
  EXPECT_EQ(kept(), 3);
  tend_at(world.aggregation->plans, deletion);
  EXPECT_EQ(kept(), 0);
  EXPECT_EQ(body_of(epoch("0"))["figures"][0]["learners"], 3);
}

TEST_F(Keeping, EvenThoseOfAServerThatWasDownForLong) {
  report(drop_off(), 1, 3);
  world.now = deletion + Duration::days(300);
  tend_at(world.aggregation->plans, world.now);
  EXPECT_EQ(kept(), 0);
  EXPECT_EQ(body_of(epoch("0"))["figures"][0]["learners"], 3) << "released first";
}

TEST_F(Keeping, EvenThoseOfAPolicyThatIsGone) {
  report(drop_off(), 1, 3);
  tend_at(Plans({}), deletion);
  EXPECT_EQ(kept(), 0);
}

TEST_F(Keeping, WhatWasReleasedAlsoUnderANewRevision) {
  report(drop_off(), 1, 400);
  world.now = collection_end;
  const auto first = std::get<std::string>(epoch("0").body);
  world.aggregation = std::make_unique<Aggregation>(std::vector{plan_of({drop_off({19, 7})})});
  EXPECT_EQ(std::get<std::string>(epoch("0").body), first);
}

}  // namespace
}  // namespace carrel::server::test
