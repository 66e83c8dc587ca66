#include "carrel/aggregate/ledger.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace carrel {
namespace {

Period period_of(const Calendar& calendar, std::uint32_t epoch) {
  return {calendar.begins(epoch), calendar.ends(epoch)};
}

Period term_of(const Calendar& calendar, std::uint32_t epoch) {
  const std::uint32_t first = epoch / calendar.epochs * calendar.epochs;
  return {calendar.begins(first), calendar.begins(first + calendar.epochs)};
}

// Each within its bounds, of this course, none of them twice.
bool are_valid(const std::vector<Task>& tasks, const std::string& course) {
  return tasks.size() <= max_tasks && std::ranges::all_of(tasks, [&](const Task& task) {
           return is_valid(task) && task.course == course &&
                  std::ranges::count(tasks, task.metric, &Task::metric) == 1;
         });
}

bool is_within(const std::vector<Task>& tasks, const std::vector<Task>& of) {
  return std::ranges::all_of(
      tasks, [&](const Task& task) { return std::ranges::find(of, task) != of.end(); });
}

bool is_valid(const Plan& plan, const Study& study) {
  const bool of_site = study.course.empty();
  return is_valid(plan.calendar) && plan.draws.course <= max_draws &&
         plan.draws.site <= max_draws && are_valid(plan.site, {}) &&
         are_valid(study.tasks, study.course) && study.notes.size() == study.tasks.size() &&
         (!of_site || is_within(study.tasks, plan.site)) && study.epoch <= max_epoch &&
         plan.calendar.collected(study.epoch) <= last_instant &&
         within_budget(of_site ? std::vector<Task>{} : study.tasks, plan.site, plan.draws,
                       plan.calendar.epochs);
}

// What does not depend on any note; all of it is drawn before the first note is looked at.
struct Draw {
  std::size_t task = 0;
  std::uint32_t part = 0;
  Duration delay;
  Identifier id{};
};

std::vector<Draw> draw(const std::vector<Task>& tasks, std::size_t count, Duration longest_delay,
                       Drbg& random) {
  std::vector<std::size_t> order(tasks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Draw> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(order[i], order[i + static_cast<std::size_t>(random.below(order.size() - i))]);
    const auto part = static_cast<std::uint32_t>(random.below(tasks[order[i]].parts));
    const auto delay =
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(longest_delay.ms)));
    out.push_back({order[i], part, {delay}, random.identifier()});
  }
  return out;
}

Bytes report_on(const Plan& plan, const Study& study, const Draw& drawn, Drbg& random) {
  const Task& task = study.tasks[drawn.task];
  const std::uint32_t symbol = symbol_of(task, drawn.part, study.notes[drawn.task], random);
  return write_report({task_id(plan.policy_id, task, study.epoch), drawn.id,
                       static_cast<std::uint16_t>(drawn.part),
                       randomise(mechanism_of(task), symbol, random)});
}

}  // namespace

Ledger Ledger::fresh(Instant now) {
  return Ledger(std::clamp(now, Instant{}, last_instant));
}

Result<void> Ledger::answer(const Plan& plan, const Study& study, Instant now, Drbg& random) {
  if (!is_valid(plan, study)) return fail(Errc::bad_policy, "plan");
  if (!may_answer(plan.calendar, study, now)) return {};
  const std::vector<Odds> told =
      dearest(study.tasks, study.course.empty() ? plan.draws.site : plan.draws.course);
  if (told.empty()) return {};
  Debit answer;
  answer.course = study.course;
  answer.epoch = period_of(plan.calendar, study.epoch);
  answer.term = term_of(plan.calendar, study.epoch);
  answer.at = now;
  answer.state = Spending::waiting;
  answer.send_until = plan.calendar.collected(study.epoch);
  if (!affords(answer, told)) return fail(Errc::bad_policy, "budget");
  if (told.size() > max_debits - std::min(debits_.size(), max_debits))
    return fail(Errc::too_large, "ledger");
  expire(now);
  for (const Draw& drawn :
       draw(study.tasks, told.size(), Duration::days(plan.calendar.send_days), random)) {
    Debit& debit = debits_.emplace_back(answer);
    debit.metric = study.tasks[drawn.task].metric;
    debit.odds = study.tasks[drawn.task].odds;
    debit.send_at = answer.epoch.to + drawn.delay;
    debit.id = drawn.id;
    debit.report = report_on(plan, study, drawn, random);
  }
  return {};
}

bool Ledger::may_answer(const Calendar& calendar, const Study& study, Instant now) const {
  const Period epoch = period_of(calendar, study.epoch);
  return now >= seen_ && now >= epoch.to && epoch.to > since_ &&
         now < calendar.collected(study.epoch) &&
         std::ranges::none_of(
             debits_,
             [&](const Debit& debit) {
               return debit.course == study.course && debit.epoch.overlaps(epoch);
             });
}

bool Ledger::affords(const Debit& answer, const std::vector<Odds>& told) const {
  std::vector<std::string_view> courses{answer.course};
  for (const Debit& debit : debits_)
    if (answer.course.empty() && !std::ranges::contains(courses, debit.course))
      courses.push_back(debit.course);
  return std::ranges::all_of(courses, [&](std::string_view course) {
    std::vector<const Debit*> counted;
    std::vector<Period> terms{answer.term};
    for (const Debit& debit : debits_) {
      if (!debit.course.empty() && debit.course != course) continue;
      counted.push_back(&debit);
      if (debit.term.overlaps(answer.epoch)) terms.push_back(debit.term);
    }
    return std::ranges::all_of(terms, [&](Period term) {
      std::vector<Odds> all = told;
      for (const Debit* debit : counted)
        if (debit->epoch.overlaps(term)) all.push_back(debit->odds);
      return within_highest(all);
    });
  });
}

}  // namespace carrel
