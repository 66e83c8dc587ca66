#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/sync/outbox.hpp"

namespace carrel::test {
namespace {

constexpr auto noon_ms = static_cast<std::uint64_t>(noon.ms);
constexpr std::size_t no_limit = SIZE_MAX;

// lesson.done is necessary once enrolled and syncs each; lesson.place is optional and syncs latest.
class BatchOf : public testing::Test {
 protected:
  Uuid add(const char* item, Payload payload, std::uint64_t stamp, SyncRule rule) {
    const RawRecord record{{1},
                           {stamp},
                           {noon_ms + stamp, 0, {1}},
                           {1, 1000 - stamp},  // against the order of time
                           {item, "e" + std::to_string(stamp), std::move(payload)}};
    outbox.add(record, stamp, rule);
    return record.statement;
  }
  Uuid add_done(std::uint64_t stamp) {
    return add("lesson.done", FlagValue{true}, stamp, SyncRule::each);
  }
  Uuid add_place(std::uint64_t stamp) {
    return add("lesson.place", PositionValue{1, 2}, stamp, SyncRule::latest);
  }
  Batch next(BatchLimits limits = {}, const std::vector<Uuid>& only = {}) const {
    return next_batch(outbox, gate, who, "ada", only, now, limits);
  }
  // What the body holds, checked against what the batch says of it.
  static Json statements_in(const Batch& batch) {
    Json body = json_of(batch.body);
    EXPECT_EQ(body.size(), batch.statements.size());
    for (std::size_t i = 0; i < batch.statements.size(); ++i)
      EXPECT_EQ(body[i]["id"], batch.statements[i].text());
    return body;
  }

  const Policy& policy = every_shape_policy();
  Gate gate{policy};
  Circumstances who{consent(policy, Choice::granted, {"resume"}), false, /*enrolled=*/true};
  Policy essays = policy;
  Instant now{noon.ms + 5000};
  Outbox outbox;
};

using Ids = std::vector<Uuid>;

TEST_F(BatchOf, NothingIsEmpty) {
  const Batch batch = next();
  EXPECT_TRUE(batch.statements.empty());
  EXPECT_EQ(batch.held_until, Instant{});
}

TEST_F(BatchOf, StatementsIsInTheOrderOfTheirStamps) {
  const Uuid third = add_done(3);
  const Uuid first = add_done(1);
  const Uuid second = add_done(2);
  const Batch batch = next();
  EXPECT_EQ(batch.statements, (Ids{first, second, third}));
  EXPECT_EQ(statements_in(batch)[0]["actor"]["account"]["name"], "ada");
}

TEST_F(BatchOf, StatementsHoldsAtMostFifty) {
  for (std::uint64_t i = 1; i <= 51; ++i)
    add_done(i);
  EXPECT_EQ(next().statements.size(), 50U);
  EXPECT_EQ(next({.statements = 7}).statements.size(), 7U);
}

TEST_F(BatchOf, StatementsStaysWithinItsBytesToTheLastOne) {
  for (std::uint64_t i = 1; i <= 5; ++i)
    add_done(i);
  const std::size_t three = next({.statements = 3, .bytes = no_limit}).body.size();
  EXPECT_EQ(next({.bytes = three}).statements.size(), 3U);
  EXPECT_EQ(next({.bytes = three - 1}).statements.size(), 2U);
  EXPECT_EQ(next({.bytes = three}).body.size(), three);
}

TEST_F(BatchOf, StatementsStaysWithinAQuarterOfAMebibyte) {
  item_of(essays, "essay.sent").sync = SyncRule::each;
  item_of(essays, "essay.sent").verb = "http://activitystrea.ms/schema/1.0/submit";
  gate = Gate(essays);
  for (std::uint64_t i = 1; i <= 6; ++i)
    add("essay.sent", SubmissionValue{std::string(60'000, 'x')}, i, SyncRule::each);
  const Batch batch = next();
  EXPECT_EQ(batch.statements.size(), 4U);
  EXPECT_LE(batch.body.size(), 256U * 1024);
}

TEST_F(BatchOf, OneStatementThatIsTooLargeGoesAlone) {
  const Uuid large = add_done(1);
  add_done(2);
  EXPECT_EQ(next({.bytes = 10}).statements, Ids{large});
}

TEST_F(BatchOf, APartTakesThatPartAlone) {
  add_done(1);
  const Uuid second = add_done(2);
  const Uuid third = add_done(3);
  EXPECT_EQ(next({}, {third, second}).statements, (Ids{second, third}));
  EXPECT_TRUE(next({}, {{9, 9}}).statements.empty());
}

TEST_F(BatchOf, StatementsHoldsWhatMayLeaveAtThisMoment) {
  const Uuid done = add_done(1);
  add_place(2);
  who.consent = consent(policy, Choice::refused);
  EXPECT_EQ(next().statements, Ids{done});
  who.consent = consent(policy, Choice::on_device, {"resume"});
  EXPECT_TRUE(next().statements.empty());
  who.consent = {};
  EXPECT_EQ(next().statements, Ids{done});
  who.enrolled = false;
  EXPECT_TRUE(next().statements.empty());
}

TEST_F(BatchOf, StatementsLeavesOutWhatThePolicyDoesNotHold) {
  add("lesson.gone", FlagValue{true}, 1, SyncRule::each);
  add("lesson.done", NumberValue{1}, 2, SyncRule::each);
  const Uuid done = add_done(3);
  EXPECT_EQ(next().statements, Ids{done});
}

TEST_F(BatchOf, FrequentValuesWaitsForCompany) {
  const Uuid place = add_place(1);
  EXPECT_TRUE(next().statements.empty());
  const Uuid done = add_done(2);
  EXPECT_EQ(next().statements, (Ids{place, done}));
}

TEST_F(BatchOf, FrequentValuesWaitsNoLongerThanItsHold) {
  const Uuid place = add_place(1);
  add_place(60'000);
  const Instant due{noon.ms + 1 + 300'000};
  now = {due.ms - 1};
  EXPECT_TRUE(next().statements.empty());
  EXPECT_EQ(next().held_until, due);
  now = due;
  ASSERT_EQ(next().statements.size(), 2U);
  EXPECT_EQ(next().statements.front(), place);
  EXPECT_EQ(next().held_until, Instant{});
}

TEST_F(BatchOf, FrequentValuesIsNotHeldUpAfterASplit) {
  const Uuid place = add_place(1);
  EXPECT_EQ(next({}, {place}).statements, Ids{place});
}

}  // namespace
}  // namespace carrel::test
