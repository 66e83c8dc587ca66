#include "desk.hpp"

#include "support/json.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {

Desk::Desk(const std::string& policy)
    : Desk(PolicyText{read_file(CARREL_SOURCE_DIR "/" + policy)}) {}

Desk::Desk(PolicyText policy) : Device(std::move(policy.text), demo_hash) {
  network.server = [this](const Send& request) {
    sent.push_back(request);
    return reply.value_or(taken(request));
  };
}

Tab& Desk::tab(const std::string& name) {
  Tab* known = find(name);
  return known != nullptr ? *known : open(name, learner, {learner, true});
}

ConsentChange Desk::change(Choice choice, std::vector<std::string> purposes) {
  return {.choice = choice,
          .purposes = std::move(purposes),
          .policy = policy_hash(),
          .texts = std::string(64, 'b'),
          .at = now,
          .how = {.method = Method::page}};
}

Tier Desk::choose(Tab& at, Choice choice, std::vector<std::string> purposes) {
  const Tier saved = at.until_saved(at.send(Choose{change(choice, std::move(purposes)), 0}));
  settle();
  return saved;
}

Tier Desk::grant(Tab& at) {
  return choose(at, Choice::granted, {"drafts", "figures", "preferences", "resume"});
}

std::vector<std::string> Desk::stored_items(const std::string& profile) {
  std::vector<std::string> out;
  for (const auto& [key, bytes] : disk(profile).journal) {
    const auto record = decode_frame(bytes);
    out.push_back(record ? record->event.item : std::string(name(record.error().code)));
  }
  return out;
}

Event place(std::int64_t at, std::string entity) {
  return {"progress.place", std::move(entity), PositionValue{at, 166'000}};
}

Event done(std::string entity) {
  return {"progress.completed", std::move(entity), FlagValue{true}};
}

Event draft(std::string text, DraftState state) {
  return {"draft.text", "course/privacy/essay", DraftValue{std::move(text), state}};
}

Event essay(std::string text, bool requested) {
  return {"essay.submission", "course/privacy/essay", SubmissionValue{std::move(text)}, requested};
}

std::optional<PositionValue> place_in(Tab& tab, const std::string& entity) {
  for (const ValueView& view : tab.engine().values("progress.place", entity))
    return std::get<PositionValue>(view.event.payload);
  return {};
}

std::vector<ValueView> drafts_in(Tab& tab) {
  return tab.engine().values("draft.text", "");
}

std::size_t statements_in(const Send& send) {
  const Json body = json_of(send.body);
  return body.is_array() ? body.size() : 0;
}

}  // namespace carrel::test
