#include "player.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

const std::string hash(64, 'a');
const std::string course = "course/privacy/";
constexpr std::uint32_t questions = 30;
constexpr std::int64_t lecture_ms = 166'307;

std::string text(const Json& step, const char* member) {
  return step[member].get<std::string>();
}

std::vector<std::string> words(const Json& list) {
  std::vector<std::string> out;
  for (const Json& e : list)
    out.push_back(e.get<std::string>());
  std::ranges::sort(out);
  return out;
}

std::uint32_t bits(const Json& options) {
  std::uint32_t out = 0;
  for (const Json& e : options)
    out |= 1U << e.get<unsigned>();
  return out;
}

template <class T>
std::optional<T> value_at(const Engine& engine, std::string_view item, const std::string& entity,
                          bool* pending = nullptr) {
  for (const ValueView& view : engine.values(item, entity)) {
    if (const T* value = std::get_if<T>(&view.event.payload)) {
      if (pending != nullptr) *pending = view.pending;
      return *value;
    }
  }
  return {};
}

std::vector<std::string> journal_items(const Disk& disk) {
  std::vector<std::string> out;
  for (const auto& [key, bytes] : disk.journal) {
    const auto record = decode_frame(bytes);
    EXPECT_TRUE(record);
    if (record) out.push_back(record->event.item);
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace

Player::Player(const Json& scenario)
    : scenario_(scenario),
      policy_text_(read_file(CARREL_SOURCE_DIR "/" + text(scenario, "policy"))),
      device_(policy_text_, hash),
      server_(policy_text_, hash) {
  device_.network.server = [this](const Send& request) {
    return server_.answer(request, device_.now);
  };
}

void Player::play() {
  std::size_t n = 0;
  for (const Json& step : scenario_["steps"]) {
    SCOPED_TRACE("step " + std::to_string(++n) + ": " + dump_json(step));
    if (step.contains("judge")) continue;
    if (step.contains("act"))
      act(text(step, "act"), step);
    else
      expect(text(step, "expect"), step);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

Tab& Player::tab(const Json& step) {
  Tab* found = device_.find(text(step, "tab"));
  EXPECT_NE(found, nullptr);
  return *found;
}

void Player::act(const std::string& verb, const Json& step) {
  if (verb == "kill") return kill();
  device_.settle();
  if (verb == "visit") return visit(text(step, "tab"));
  if (verb == "network") return network(step["online"].get<bool>());
  if (verb == "sign_in") return sign_in(text(step, "tab"), text(step, "name"));
  if (verb == "sign_in_if_asked") {
    if (!server_.signed_in()) sign_in(text(step, "tab"), text(step, "name"));
    return;
  }
  if (verb == "choose") return choose(step);
  if (verb == "prefer")
    return record(step, {text(step, "item"), "profile", ChoiceValue{text(step, "value")}});
  if (verb == "watch")
    return record(step, {"progress.place", course + "video",
                         PositionValue{step["at"].get<std::int64_t>(), lecture_ms}});
  if (verb == "answer") {
    const auto question = step["question"].get<std::uint32_t>();
    record(step, {"progress.place", course + "quiz", PositionValue{question, questions}});
    return record(
        step, {"quiz.answer", course + "quiz", AnswerValue{1, question, bits(step["options"])}});
  }
  if (verb == "write") {
    essay_ = text(step, "text");
    return record(step, {"draft.text", course + "essay", DraftValue{essay_, DraftState::open}});
  }
  if (verb == "complete")
    return record(step, {"progress.completed", course + text(step, "page"), FlagValue{true}});
  if (verb == "hand_in_quiz") {
    AttemptValue attempt{1,
                         AttemptState::submitted,
                         step["score"].get<std::int64_t>(),
                         step["max"].get<std::int64_t>(),
                         {}};
    attempt.answers.resize(questions);
    for (const ValueView& view : tab(step).engine().values("quiz.answer", course + "quiz")) {
      const auto& answer = std::get<AnswerValue>(view.event.payload);
      attempt.answers[answer.question - 1] = answer.options;
    }
    return record(step, {"quiz.attempt", course + "quiz", attempt});
  }
  if (verb == "hand_in_essay") {
    record(step, {"essay.submission", course + "essay", SubmissionValue{essay_}});
    return record(step, {"draft.text", course + "essay", DraftValue{{}, DraftState::sent}});
  }
  FAIL() << "no such act";
}

// A page load in the tab; a new tab starts a new visit.
void Player::visit(const std::string& name) {
  const bool session = profile_ != guest_profile && server_.signed_in() && device_.network.online;
  Account account = session ? Account{profile_, true} : Account{};
  Tab* open = device_.find(name);
  if (open == nullptr || open->profile() != profile_) {
    auto visit = open == nullptr ? std::map<std::string, Bytes>() : open->session;
    device_.open(name, profile_, account);
    return;
  }
  open->account = std::move(account);
  open->load();
  EXPECT_EQ(open->opened.code, Errc::none);
}

void Player::sign_in(const std::string& name, const std::string& who) {
  profile_ = server_.sign_in(who, device_.now).subject;
  visit(name);
}

// As the site does: back online, it asks who is signed in and tells the engine.
void Player::network(bool online) {
  device_.set_online(online);
  if (online && server_.signed_in()) device_.attach({profile_, true});
}

void Player::kill() {
  device_.kill();
  server_.forget_cookie();
  // The pointer to the profile is in localStorage, which a kill may lose: asked to sign in.
  profile_ = guest_profile;
}

void Player::record(const Json& step, Event event) {
  const Tier saved = tab(step).record(std::move(event));
  EXPECT_NE(saved, Tier::none);
  if (text(step, "act") != "write") device_.settle();
}

void Player::choose(const Json& step) {
  ConsentChange change;
  change.policy = hash;
  change.texts = std::string(64, 'b');
  change.how.method = Method::page;
  change.at = device_.now;
  change.choice = text(step, "choice") == "granted" ? Choice::granted : Choice::refused;
  if (step.contains("purposes")) change.purposes = words(step["purposes"]);
  Tab& at = tab(step);
  // Up to the moment in which the page says that it is saved, and not a step further.
  EXPECT_EQ(at.until_saved(at.send(Choose{change, 0})), Tier::persistent);
}

void Player::expect(const std::string& what, const Json& step) {
  device_.settle();
  if (what == "server") return expect_server(step);
  if (what == "decision") return expect_decision(step);
  if (what == "stores") return expect_stores(step);
  if (what == "gone") return expect_gone(step);
  const Engine& engine = tab(step).engine();
  if (what == "place") {
    const auto place =
        value_at<PositionValue>(engine, "progress.place", course + text(step, "page"));
    EXPECT_EQ(place.value_or(PositionValue{}).at, step["at"].get<std::int64_t>());
  } else if (what == "answer") {
    const auto answers = engine.values("quiz.answer", course + "quiz");
    const AnswerValue wanted{1, step["question"].get<std::uint32_t>(), bits(step["options"])};
    EXPECT_TRUE(std::ranges::any_of(
        answers, [&](const ValueView& view) { return view.event.payload == Payload(wanted); }));
  } else if (what == "draft") {
    bool pending = false;
    const auto draft = value_at<DraftValue>(engine, "draft.text", course + "essay", &pending);
    EXPECT_EQ(draft.value_or(DraftValue{}).text, text(step, "text"));
    EXPECT_EQ(pending, step["pending"].get<bool>());
  } else {
    FAIL() << "no such expectation";
  }
}

void Player::expect_decision(const Json& step) {
  const Engine& engine = tab(step).engine();
  EXPECT_EQ(name(engine.decision().choice), text(step, "choice"));
  std::vector<std::string> granted;
  for (std::size_t i = 0; i < engine.decision().keys.size(); ++i)
    if (engine.allows(i)) granted.push_back(engine.decision().keys[i]);
  std::ranges::sort(granted);
  EXPECT_EQ(granted, words(step["granted"]));
}

void Player::expect_stores(const Json& step) {
  const std::string prefix = "carrel/" + text(step, "profile") + '/';
  std::vector<std::string> local;
  for (const auto& [key, value] : device_.local)
    if (key.starts_with(prefix)) local.push_back(key.substr(prefix.size()));
  EXPECT_EQ(local, words(step["local"]));
  std::vector<std::string> session;
  for (const auto& [key, value] : tab(step).session)
    session.push_back(key);
  EXPECT_EQ(session, words(step["session"]));
  const Disk& disk = device_.disk(text(step, "profile"));
  EXPECT_EQ(journal_items(disk), words(step["journal"]));
  EXPECT_TRUE(disk.inbox.empty());
  EXPECT_TRUE(disk.snapshots.empty());
}

void Player::expect_gone(const Json& step) {
  Tab& at = tab(step);
  const std::vector<std::string> items = journal_items(at.disk());
  for (const std::string& item : words(step["items"])) {
    EXPECT_TRUE(at.engine().values(item, "").empty());
    EXPECT_EQ(std::ranges::find(items, item), items.end());
    EXPECT_FALSE(device_.local.contains("carrel/" + at.profile() + "/pref/" + item));
    for (const auto& [key, value] : at.session)
      EXPECT_FALSE(key.starts_with(item));
  }
}

void Player::expect_server(const Json& step) {
  const std::string subject =
      step.contains("subject") ? server_.subject_of(text(step, "subject")) : profile_;
  EXPECT_EQ(server_.consent(subject), step["consent"].is_null() ? "" : text(step, "consent"));
  Json stored = server_.statements(subject);
  EXPECT_EQ(stored.size(), step["statements"].size());
  for (const Json& wanted : step["statements"]) {
    const auto matches = std::ranges::count_if(stored, [&](const Json& statement) {
      const Json& extensions = statement["context"]["extensions"];
      const std::string object = statement["object"]["id"].get<std::string>();
      const Json& result = statement["result"];
      return extensions["urn:carrel:item"] == wanted["item"] &&
             object.ends_with(text(wanted, "entity")) &&
             (!wanted.contains("result") || result == wanted["result"]) &&
             (!wanted.contains("at") || result["extensions"]["urn:carrel:at"] == wanted["at"]) &&
             (!wanted.contains("score") || result["score"]["raw"] == wanted["score"]);
    });
    EXPECT_EQ(matches, 1) << dump_json(wanted) << " in " << dump_json(stored);
  }
}

}  // namespace carrel::test
