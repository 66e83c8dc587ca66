#include "carrel/aggregate/parse_metric.hpp"

#include <algorithm>
#include <utility>

#include "carrel/aggregate/subset_selection.hpp"
#include "carrel/policy/parse_parts.hpp"

namespace carrel {
namespace {

constexpr std::int64_t max_min_batch = 1'000'000;
constexpr std::size_t max_courses = 64;

enum class Unit : std::uint8_t { none, course, site };

// A key among `others`, which have none of it.
template <class T, class Key>
std::string parse_key(const JsonReader& in, const std::vector<T>& others, Key key) {
  const std::string_view text = in.text(1, max_name);
  if (!text.empty() && !is_key(text, false)) in.fault("is not a key");
  if (!text.empty() && std::ranges::contains(others, text, key)) in.fault("is there twice");
  return std::string(text);
}

// How many words it has.
std::uint32_t parse_vocabulary(const JsonReader& in, std::uint32_t max) {
  if (in.value().kind() != JsonKind::list)
    return static_cast<std::uint32_t>(in.integer(1, static_cast<std::int64_t>(max)));
  std::vector<std::string> words;
  for (const JsonReader& e : in.elements(1, max))
    words.push_back(parse_key(e, words, std::identity{}));
  return static_cast<std::uint32_t>(words.size());
}

std::vector<std::int64_t> parse_buckets(const JsonReader& in) {
  std::vector<std::int64_t> out;
  for (const JsonReader& e : in.elements(1, max_symbols - 1)) {
    out.push_back(e.integer(1, max_exact_integer));
    if (out.size() > 1 && out.back() != 0 && out.back() <= out[out.size() - 2])
      e.fault("is not above the one before");
  }
  return out;
}

Odds parse_odds(const JsonReader& in) {
  const auto terms = in.elements(2, 2);
  if (terms.empty()) return {};
  const auto term = [](const JsonReader& e) {
    return static_cast<std::uint32_t>(e.integer(1, max_odds_term - 1));
  };
  const Odds out{term(terms[0]), term(terms[1])};
  if (out.den > 0 && out.num > 0 && out.num <= out.den) in.fault("is not above 1");
  return out;
}

std::string parse_purpose(const JsonReader& in, const Policy& policy) {
  const std::string_view key = in.text(1, max_name);
  const auto found = policy.find_purpose(key);
  if (!found && !key.empty()) in.fault("no such purpose");
  if (found && (policy.category_of(*found).required || policy.category_of(*found).on_device))
    in.fault("is granted without a word for what leaves");
  return std::string(key);
}

class Parser {
 public:
  Parser(const JsonReader& in, const Policy& policy) : in_(in), policy_(policy) {}

  Metric parse() {
    in_.only(
        "key purpose item unit encoding odds min_batch parts cells buckets courses facts title "
        "why");
    Metric out;
    out.key = parse_key(in_.member("key"), std::vector<std::string>{}, std::identity{});
    out.purpose = parse_purpose(in_.member("purpose"), policy_);
    const Unit unit = in_.member("unit").one_of("course site", {Unit::course, Unit::site});
    out.of_course = unit == Unit::course;
    task_.metric = out.key;
    task_.encoding = in_.member("encoding")
                         .one_of("last pick sum", {Encoding::last, Encoding::pick, Encoding::sum});
    task_.odds = parse_odds(in_.member("odds"));
    task_.min_batch =
        static_cast<std::uint32_t>(in_.member("min_batch").integer(min_batch_floor, max_min_batch));
    parse_thresholds();
    if (unit != Unit::none) out.tasks = out.of_course ? of_courses() : of_site();
    out.item = parse_item(in_.member("item"), out.tasks);
    out.facts = parse_facts(in_.member("facts"));
    out.title = parse_texts(in_.member("title"), policy_.languages);
    out.why = parse_texts(in_.member("why"), policy_.languages);
    return out;
  }

 private:
  void refuse(const JsonReader& in, std::string_view key, std::string_view what) const {
    if (const auto member = in.optional(key)) member->fault(std::string(what));
  }

  void parse_thresholds() {
    if (task_.encoding == Encoding::sum)
      task_.buckets = parse_buckets(in_.member("buckets"));
    else if (task_.encoding != Encoding::none)
      refuse(in_, "buckets", "is for the encoding sum");
  }

  // The task with the parts and cells that are named in `in`.
  Task sized(const JsonReader& in) const {
    Task out = task_;
    const auto parts = in.optional("parts");
    out.parts = parts ? parse_vocabulary(*parts, max_parts) : 1;
    if (out.encoding == Encoding::sum) {
      refuse(in, "cells", "is not for the encoding sum");
      out.cells = static_cast<std::uint32_t>(out.buckets.size());
    } else if (out.encoding != Encoding::none) {
      out.cells = parse_vocabulary(in.member("cells"), max_symbols - 1);
    }
    return out;
  }

  std::vector<Task> of_site() const {
    refuse(in_, "courses", "is for the unit course");
    return {sized(in_)};
  }

  std::vector<Task> of_courses() const {
    for (const std::string_view key : {"parts", "cells"})
      refuse(in_, key, "is said of each course");
    std::vector<Task> out;
    for (const JsonReader& e : in_.member("courses").elements(1, max_courses)) {
      e.only("key parts cells");
      Task task = sized(e);
      task.course = parse_key(e.member("key"), out, &Task::course);
      out.push_back(std::move(task));
    }
    return out;
  }

  std::string parse_item(const JsonReader& in, const std::vector<Task>& tasks) const {
    const std::string_view key = in.text(1, max_name);
    const PolicyItem* item = policy_.find_item(key);
    if (key.empty()) return {};
    if (item == nullptr) {
      in.fault("no such item");
    } else if (task_.encoding != Encoding::none) {
      if (item->shape.shape != (task_.encoding == Encoding::sum ? Shape::number : Shape::intervals))
        in.fault("has a shape that holds no such notes");
      else if (std::ranges::any_of(tasks, [&](const Task& t) { return exceeds(t, *item); }))
        in.fault("has a bound that is too low for these notes");
      if (item->tier != Tier::persistent || item->sync != SyncRule::never)
        in.fault("is not kept on the device alone");
    }
    return std::string(key);
  }

  static bool exceeds(const Task& task, const PolicyItem& item) {
    if (task.encoding == Encoding::sum)
      return !task.buckets.empty() && task.buckets.back() > item.shape.max;
    return std::int64_t{task.parts} * (task.cells + 1) > item.shape.max;
  }

  const JsonReader& in_;
  const Policy& policy_;
  Task task_;
};

}  // namespace

Metric parse_metric(const JsonReader& in, const Policy& policy) {
  return Parser(in, policy).parse();
}

}  // namespace carrel
