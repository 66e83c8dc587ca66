// The one class of the boundary: a command in, its effects out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "convert.hpp"

namespace carrel::wasm {

class EngineHandle {
 public:
  // Null where the policy or an argument is at fault; check_policy() says where.
  static EngineHandle* open(const std::string& policy, const std::string& hash,
                            const std::string& profile, double now, std::uint32_t e0,
                            std::uint32_t e1, std::uint32_t e2, std::uint32_t e3) {
    auto engine = Engine::open(policy, hash, profile, to_moment(now, {{e0, e1, e2, e3}}));
    return engine ? new EngineHandle(std::move(*engine)) : nullptr;
  }

  // Who is told of the effects of each command, and of its refusal, before the command returns.
  void attach(HostVal host) { host_ = std::move(host); }

  // The moment of the next command: none may share it.
  void at(double now, std::uint32_t e0, std::uint32_t e1, std::uint32_t e2, std::uint32_t e3) {
    at_ = to_moment(now, {{e0, e1, e2, e3}});
  }

  double opened(const OpenedDto& in) { return run(to_opened(in)); }
  double read(double id, const FramesDto& in) { return run(to_frames(id, in)); }
  // The payload's members one by one: as an object they would take longer to cross.
  double event(std::string item, std::string entity, bool requested, double version, Shape shape,
               bool flag, double number, double total, double attempt, double question,
               double state, std::string text, NumberList answers) {
    auto event = to_event(std::move(item), std::move(entity), requested, version,
                          {shape, flag, number, total, attempt, question, state, std::move(text),
                           std::move(answers)});
    if (!event) return told({{Errc::bad_payload, {}}, 0, {}});
    return run(std::move(*event));
  }
  double consent(const ChoiceDto& in) { return run(to_choose(in)); }
  double done(const DoneDto& in) { return run(to_done(in)); }
  double advanced() { return run(PeerAdvanced{}); }
  double role(bool leader, bool sends) { return run(Role{leader, sends}); }
  double online(bool online) { return run(Online{online}); }
  double signals(bool gpc, bool dnt) { return run(Signal{gpc, dnt}); }
  double situate(const SituationDto& in) { return run(to_situate(in)); }
  double age(const AgeDto& in) { return run(to_age(in)); }
  double account(const std::string& subject, bool enrolled) {
    return run(Account{subject, enrolled});
  }
  double tick() { return run(Tick{}); }

  void set_language(const std::string& tag) { language_ = tag; }
  ValueList values(const std::string& item, const std::string& entity) const {
    return list_of<ValueList, ValueDto>(engine_->values(item, entity), from_value);
  }
  VersionList versions(const std::string& item, const std::string& entity) const {
    return list_of<VersionList, VersionDto>(engine_->versions(item, entity), from_version);
  }
  StoredList stored() const {
    return list_of<StoredList, StoredDto>(engine_->stored(language_), from_stored);
  }
  TransferList left() const {
    return list_of<TransferList, TransferDto>(engine_->left(), from_transfer);
  }
  DecisionDto decision() const {
    DecisionDto out = from_decision(engine_->decision(), engine_->granted_purposes());
    out.erase = engine_->circumstances().where.law.erase;
    emscripten::val reasons = emscripten::val::array();
    for (const Ruling& ruling : engine_->rulings())
      reasons.call<void>("push", static_cast<double>(ruling.reason));
    out.reasons = NumberList(reasons);
    return out;
  }
  bool allows(std::uint32_t category) const { return engine_->allows(category); }
  StatusDto status() const {
    const Status s = engine_->status();
    return {static_cast<double>(s.queued), static_cast<double>(s.unsaved),
            static_cast<double>(s.corrupt), s.session};
  }

 private:
  explicit EngineHandle(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  template <class Act>
  double run(Act act) {
    return told(engine_->handle({at_, std::move(act)}));
  }

  // Returns the ticket, as every command does.
  double told(const Reaction& reaction) {
    tell(reaction, host_);
    const std::string_view reason = engine_->status().reason;
    if (reason != reason_) host_.call<void>("reason", std::string(reason_ = reason));
    return static_cast<double>(reaction.ticket);
  }

  std::unique_ptr<Engine> engine_;
  Moment at_;
  emscripten::val host_ = emscripten::val::undefined();
  std::string_view reason_;  // of Status, as the host knows it
  std::string language_;
};

}  // namespace carrel::wasm
