// What a person does in a tab.
#include "world.hpp"

namespace carrel::sim {
namespace {

Event event_of(std::uint32_t kind, std::uint32_t what, std::uint32_t unique,
               const std::string& profile) {
  const std::string entity = "course/" + profile + "/page" + std::to_string(what % 2);
  const std::string text = profile + ' ' + std::to_string(unique);
  constexpr std::uint32_t options = (1U << 31U) - 1;
  switch (kind) {
    case 0:
    case 1:
      return {"progress.place", entity, PositionValue{unique, 86'400'000}};
    case 2:
      return {"progress.completed", entity, FlagValue{true}};
    case 3:
      return {"pref.text_size", "profile", NumberValue{unique}};
    case 4:
      return {"quiz.answer", entity, AnswerValue{1, 1 + what / 2 % 2, unique & options}};
    case 5:
      return {"quiz.attempt", entity,
              AttemptValue{1 + what / 2 % 2, AttemptState::submitted, 1, 2, {unique & options}}};
    case 6:
      return {"essay.submission", entity, SubmissionValue{text}, what % 3 == 0};
    case 7:
      return {"progress.watched", entity, IntervalsValue{{{unique % 1000, unique % 1000 + 1}}}};
    case 8:
      return {"collection.bookmarked", entity, MembershipValue{what / 2 % 2 == 0}};
    default: {
      constexpr std::array<DraftState, 6> states{DraftState::open, DraftState::open,
                                                 DraftState::open, DraftState::kept,
                                                 DraftState::sent, DraftState::discarded};
      return {"draft.text", entity, DraftValue{text, states[what / 2 % states.size()]}};
    }
  }
}

}  // namespace

void World::act(const Step& step) {
  Tab* tab = any(step.tab, [](const Tab& one) { return one.ready() && !one.frozen(); });
  if (tab == nullptr) return;
  switch (step.op) {
    case Op::record:
      return record(*tab, step.what);
    case Op::sign_in:
      if (tab->profile() != guest_profile) tab->send(Account{tab->profile(), true});
      return;
    case Op::sign_out:
      return tab->send(Account{});
    default:
      return choose(*tab, step.op, step.what);
  }
}

void World::record(Tab& tab, std::uint32_t what) {
  Event event =
      event_of(what % 12, what / 12, static_cast<std::uint32_t>(++counter_), tab.profile());
  // A page hands back what the person saw, which may be older than what the engine holds by now.
  const std::uint64_t seen = tab.look(slot_of(event));
  if (what / 12 % 3 != 0) event.version = seen;
  tab.send(std::move(event));
}

void World::choose(Tab& tab, Op op, std::uint32_t what) {
  ConsentChange change;
  if (op == Op::refuse) {
    change.choice = Choice::refused;
  } else {
    change.choice = op == Op::grant ? Choice::granted : Choice::on_device;
    if (what % 4 != 1) change.purposes.emplace_back("drafts");
    if (what % 5 != 1) change.purposes.emplace_back("preferences");
    change.purposes.emplace_back("resume");
  }
  change.policy = std::string(64, 'a');
  change.texts = std::string(64, 'b');
  change.how.method = Method::page;
  change.at = now_;
  std::vector<std::string> erase;
  constexpr std::array optional{"drafts", "preferences", "resume"};
  if (what % 7 == 3) erase.emplace_back(optional[what / 7 % optional.size()]);
  tab.send(Choose{std::move(change), 0, std::move(erase)});
}

}  // namespace carrel::sim
