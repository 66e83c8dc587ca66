#include "aggregate/plans.hpp"

#include "reporting.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

TEST(Plans, AreThoseOfEachPolicysNewestRevisionThatAsks) {
  PolicyPlan newest = plan_of({});
  PolicyPlan second = plan_of({drop_off()});
  PolicyPlan third = plan_of({features()});
  PolicyPlan other = plan_of({features()});
  other.policy = "other";
  const Plans plans({newest, second, other, third});
  EXPECT_EQ(plans.policies(), (std::vector<std::string>{"server-test", "other"}));
  EXPECT_EQ(plans.of("server-test")->metrics.front().key, "drop_off");
  EXPECT_EQ(plans.of("other")->metrics.front().key, "features");
  EXPECT_EQ(plans.of("unknown"), nullptr);
}

TEST(Plans, HaveTheTasksOfAllRevisionsEachOnce) {
  PolicyPlan other = plan_of({drop_off({3, 1})});
  other.policy = "other";
  const Plans plans(
      {plan_of({drop_off(), features()}), other, plan_of({drop_off({19, 7}), features()})});
  std::vector<Task> tasks;
  for (const Task* task : plans.tasks("server-test"))
    tasks.push_back(*task);
  EXPECT_EQ(tasks, (std::vector{drop_off(), features(), drop_off({19, 7})}));
}

TEST(Plans, OfAPolicyHaveTheSameEpochs) {
  std::vector plans{plan_of({drop_off()}), plan_of({drop_off()})};
  Calendar& older = plans[1].plan.calendar;
  older.keep_days = 1;
  older.collect_days = 20;
  EXPECT_TRUE(same_epochs(plans));
  older.epochs = 7;
  EXPECT_FALSE(same_epochs(plans));
  older.term_days = 637;
  EXPECT_TRUE(same_epochs(plans));
  older.from = older.from + Duration::days(1);
  EXPECT_FALSE(same_epochs(plans));
  plans[1].policy = "other";
  EXPECT_TRUE(same_epochs(plans));
}

}  // namespace
}  // namespace carrel::server::test
