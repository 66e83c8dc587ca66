// The faults that need a document each are in tests/golden/policy.
#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/plan.hpp"

namespace carrel::test {
namespace {

Json document() {
  return Json::parse(read_file("tests/golden/policy/valid/aggregate.json"));
}

AggregatePlan plan_of(std::string_view text) {
  return parse_aggregate(text, parse_policy(text, hash_a).value()).value();
}

std::string faults_with(const char* pointer, const Json& value) {
  Json changed = document();
  changed[Json::json_pointer(std::string("/aggregate") + pointer)] = value;
  const std::string text = dump_json(changed);
  const auto plan = parse_aggregate(text, parse_policy(text, hash_a).value());
  if (plan) return {};
  std::string out;
  for (const Fault& fault : plan.error())
    out += fault.where + ": " + fault.what + '\n';
  return out;
}

TEST(AggregatePlan, IsEmptyWhereThePolicyDeclaresNone) {
  EXPECT_TRUE(plan_of(read_file("tests/golden/policy/valid/minimal.json")).metrics.empty());
}

TEST(AggregatePlan, HoldsWhatThePolicySays) {
  const AggregatePlan plan = plan_of(dump_json(document()));
  EXPECT_EQ(plan.calendar, (Calendar{{1'767'571'200'000}, 91, 1, 7, 14, 30}));
  EXPECT_EQ(plan.draws, (Draws{1, 1}));
  EXPECT_EQ(plan.limit_permille, 50);
  ASSERT_EQ(plan.metrics.size(), 4U);
  const Metric& metric = plan.metrics[0];
  EXPECT_EQ(metric.key, "drop_off");
  EXPECT_EQ(metric.purpose, "insights");
  EXPECT_EQ(metric.item, "figures.marks");
  EXPECT_TRUE(metric.of_course);
  EXPECT_EQ(metric.title, (Texts{{"en", "Title"}}));
  EXPECT_EQ(metric.why, (Texts{{"en", "What is told."}}));
  EXPECT_EQ(metric.facts, std::vector<std::string>{"D301"});
}

TEST(AggregatePlan, CountsTheWordsOfVocabularies) {
  const AggregatePlan plan = plan_of(dump_json(document()));
  const Odds seven{7, 1};
  EXPECT_EQ(plan.metrics[0].tasks,
            (std::vector<Task>{{"drop_off", "maps", Encoding::last, 1, 3, {}, seven, 100},
                               {"drop_off", "soil", Encoding::last, 4, 1, {}, seven, 100}}));
  EXPECT_EQ(plan.metrics[1].tasks,
            (std::vector<Task>{
                {"time_on_task", "maps", Encoding::sum, 2, 3, {15, 60, 3600}, seven, 100}}));
  EXPECT_EQ(plan.metrics[2].tasks,
            (std::vector<Task>{
                {"click_cell", "", Encoding::pick, 512, 1023, {}, {65535, 9363}, 1'000'000}}));
  EXPECT_EQ(plan.metrics[3].tasks,
            (std::vector<Task>{{"waiting", "", Encoding::sum, 1, 1, {1}, seven, 100}}));
}

TEST(AggregatePlan, MakesTasksWithinTheBoundsOfTheMechanism) {
  for (const char* path :
       {"shared/policies/demo.json", "tests/golden/policy/valid/aggregate.json"}) {
    const AggregatePlan plan = plan_of(read_file(path));
    EXPECT_TRUE(is_valid(plan.calendar)) << path;
    for (const Metric& metric : plan.metrics)
      for (const Task& task : metric.tasks)
        EXPECT_TRUE(is_valid(task)) << path << ' ' << metric.key << ' ' << task.course;
  }
}

TEST(AggregatePlan, TakesEachNumberToItsBoundAndNoFurther) {
  struct Bound {
    const char* pointer;
    std::int64_t least, most;
  };
  const Bound bounds[] = {
      {"/calendar/collect_days", 7, 90},
      {"/calendar/epochs", 1,
       1},  // 91 days are 7 times 13, but for more than one the odds are high
      {"/calendar/keep_days", 0, 90},
      {"/calendar/send_days", 1, 14},
      {"/calendar/term_days", 28, 366},
      {"/draws/course", 0, 1},
      {"/draws/site", 0, 1},
      {"/limit_permille", 1, 500},
      {"/metrics/0/courses/0/cells", 1, 1023},
      {"/metrics/0/courses/0/parts", 1, 512},
      {"/metrics/0/min_batch", 100, 1'000'000},
      {"/metrics/1/buckets/0", 1, 59},
      {"/metrics/2/odds/0", 9364, 65535},
      {"/metrics/2/odds/1", 8404, 65534},  // 65535 / 8403 · 7 is above 54.59
  };
  for (const auto& [pointer, least, most] : bounds) {
    EXPECT_EQ(faults_with(pointer, least), "") << pointer;
    EXPECT_EQ(faults_with(pointer, most), "") << pointer;
    EXPECT_NE(faults_with(pointer, least - 1), "") << pointer;
    EXPECT_NE(faults_with(pointer, most + 1), "") << pointer;
  }
}

TEST(AggregatePlan, NamesEveryMemberThatIsMissing) {
  const Json whole = document()["aggregate"];
  const auto without = [&](const std::string& parent, const std::string& member) {
    Json object = whole[Json::json_pointer(parent)];
    object.erase(member);
    return faults_with(parent.c_str(), object);
  };
  for (const char* parent : {"", "/calendar", "/draws"})
    for (const auto& [member, value] : whole[Json::json_pointer(parent)].items())
      EXPECT_TRUE(
          without(parent, member)
              .starts_with("/aggregate" + std::string(parent) + '/' + member + ": is missing\n"))
          << parent << ' ' << member;
  for (const auto& [member, value] : whole["metrics"][1].items())
    EXPECT_NE(without("/metrics/1", member).find("/aggregate/metrics/1/" + member + ": is missing"),
              std::string::npos)
        << member;
}

TEST(AggregatePlan, NamesWhatIsNoVocabulary) {
  const char* cells = "/metrics/0/courses/0/cells";
  EXPECT_EQ(faults_with(cells, "three"),
            "/aggregate" + std::string(cells) + ": is not an integer\n");
  EXPECT_EQ(faults_with(cells, {"a", "B"}),
            "/aggregate" + std::string(cells) + "/1: is not a key\n");
  EXPECT_EQ(faults_with(cells, Json::array()),
            "/aggregate" + std::string(cells) + ": has 0 elements, not 1 to 1023\n");
}

// An answer more, and a policy could not be kept to: 7³ > e⁴ ≥ 7².
TEST(AggregatePlan, CountsCourseAndSiteTogether) {
  const std::string fault =
      "/aggregate/draws: could tell more of a learner than e⁴ in a course and a term\n";
  for (const auto& [course, site] : {std::pair{2, 0}, {0, 2}, {1, 1}})
    EXPECT_EQ(faults_with("/draws", {{"course", course}, {"site", site}}), "");
  for (const auto& [course, site] : {std::pair{2, 1}, {1, 2}})
    EXPECT_EQ(faults_with("/draws", {{"course", course}, {"site", site}}), fault);
}

}  // namespace
}  // namespace carrel::test
