#include <algorithm>
#include <set>

#include "fuzz/target.hpp"
#include "unit/fixtures.hpp"

#include "carrel/aggregate/plan.hpp"
#include "carrel/base/json.hpp"
#include "carrel/consent/decision.hpp"
#include "carrel/policy/register.hpp"

namespace carrel::test {
namespace {

void check_texts(const Policy& policy, const Texts& texts) {
  require(std::ranges::all_of(policy.languages,
                              [&](const std::string& tag) { return texts.contains(tag); }) &&
              texts.size() == policy.languages.size(),
          "each text is there in each language and no other");
}

template <class Entry>
void check_keys(const std::vector<Entry>& entries) {
  std::set<std::string> keys;
  for (const Entry& entry : entries)
    require(keys.insert(entry.key).second, "no key is there twice");
}

void check_categories(const Policy& policy) {
  check_keys(policy.categories);
  require(policy.categories.size() <= max_categories, "a mask has a bit for each category");
  require(std::ranges::any_of(policy.categories, &Category::required), "something is required");
  for (const Category& category : policy.categories) {
    require(!category.required || !category.gpc, "GPC refuses nothing that is required");
    check_texts(policy, category.title);
    check_texts(policy, category.covers);
    check_texts(policy, category.refused);
  }
}

void check_purposes(const Policy& policy) {
  check_keys(policy.purposes);
  require(policy.purposes.size() <= max_purposes + 1, "a set has a bit for each purpose");
  for (const Purpose& purpose : policy.purposes)
    require(purpose.category < policy.categories.size(), "a purpose has its category");
  require(policy.category_of(policy.purposes.size() - 1).required, "accounting is required");
}

void check_item(const Policy& policy, const PolicyItem& item) {
  require(policy.find_item(item.key) == &item, "an item is found by its key");
  require(item.purpose_for(false) < policy.purposes.size() &&
              item.purpose_for(true) < policy.purposes.size(),
          "an item has its purposes");
  require(item.shape.shape != Shape::none, "an item has a shape");
  require((item.tier == Tier::none) == (item.shape.shape == Shape::service),
          "what holds something is kept somewhere");
  require(item.shape.min <= item.shape.max && item.shape.scale > 0, "bounds leave something");
  require((item.sync == SyncRule::never) == item.verb.empty(), "what leaves has a verb");
  if (is_built_in(item)) return;
  check_texts(policy, item.title);
  check_texts(policy, item.why);
}

void check_metric(const Policy& policy, const Metric& metric) {
  const auto purpose = policy.find_purpose(metric.purpose);
  require(
      purpose && !policy.category_of(*purpose).required && !policy.category_of(*purpose).on_device,
      "what leaves was granted by name");
  const PolicyItem* item = policy.find_item(metric.item);
  require(item != nullptr && item->sync == SyncRule::never, "notes stay on the device");
  require(metric.of_course || metric.tasks.size() == 1, "the site is asked once");
  for (const Task& task : metric.tasks)
    require(is_valid(task) && task.metric == metric.key && task.course.empty() != metric.of_course,
            "a task is in its bounds");
  check_texts(policy, metric.title);
  check_texts(policy, metric.why);
}

void check_plan(const Policy& policy, const AggregatePlan& plan) {
  check_keys(plan.metrics);
  require(plan.metrics.empty() || is_valid(plan.calendar), "a calendar is in its bounds");
  for (const Metric& metric : plan.metrics)
    check_metric(policy, metric);
}

// The gate and the decision cache make do with whatever policy is accepted.
void use(const Policy& policy) {
  std::vector<std::string> purposes;
  for (const Purpose& purpose : policy.purposes)
    purposes.push_back(purpose.key);
  const Consent all = consent(policy, Choice::granted, purposes);
  const Gate gate(policy);
  for (const PolicyItem& item : policy.items)
    for (const Payload& payload : sample_payloads()) {
      const auto admitted = gate.admit({all, false, true}, {item.key, "a", payload}, noon);
      require(!admitted || conforms(item.shape, admitted->payload(), item.key),
              "the gate lets in what the item can hold");
    }
  std::vector<Fault> faults;
  const std::string text = decision_text(policy, decide(policy, all, noon));
  require(text.empty() || parse_json(text, faults), "the decision cache is JSON");
}

}  // namespace

bool accepts(ByteView bytes) {
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  const auto policy = parse_policy(text, hash_a);
  if (!policy) {
    require(!policy.error().empty(), "a policy is taken or its faults are named");
    return false;
  }
  check_categories(*policy);
  check_purposes(*policy);
  check_keys(policy->items);
  for (const PolicyItem& item : policy->items)
    check_item(*policy, item);
  use(*policy);
  const auto parties = parse_register(text, *policy);
  require(parties ? parties->size() == policy->services.size() : !parties.error().empty(),
          "the register is read whole or its faults are named");
  const auto plan = parse_aggregate(text, *policy);
  require(plan || !plan.error().empty(), "the metrics are read whole or their faults are named");
  if (plan) check_plan(*policy, *plan);
  return true;
}

}  // namespace carrel::test
