// The one class of the boundary: a command in, its outcome out.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "convert.hpp"

namespace carrel::wasm {

class EngineHandle {
 public:
  // Null where the policy or an argument is at fault; check_policy() says where.
  static EngineHandle* open(const std::string& policy, const std::string& hash,
                            const std::string& profile, const MomentDto& at) {
    auto engine = Engine::open(policy, hash, profile, to_moment(at));
    return engine ? new EngineHandle(std::move(*engine)) : nullptr;
  }

  OutcomeDto opened(const MomentDto& at, const OpenedDto& in) { return run(at, to_opened(in)); }
  OutcomeDto read(const MomentDto& at, double id, const FramesDto& in) {
    return run(at, to_frames(id, in));
  }
  OutcomeDto event(const MomentDto& at, const EventDto& in) {
    auto event = to_event(in);
    if (!event) return from_reaction({{Errc::bad_payload, {}}, 0, {}});
    return run(at, std::move(*event));
  }
  OutcomeDto consent(const MomentDto& at, const ChoiceDto& in) { return run(at, to_choose(in)); }
  OutcomeDto done(const MomentDto& at, const DoneDto& in) { return run(at, to_done(in)); }
  OutcomeDto advanced(const MomentDto& at) { return run(at, PeerAdvanced{}); }
  OutcomeDto role(const MomentDto& at, bool leader, bool sends) {
    return run(at, Role{leader, sends});
  }
  OutcomeDto online(const MomentDto& at, bool online) { return run(at, Online{online}); }
  OutcomeDto signals(const MomentDto& at, bool gpc, bool dnt) { return run(at, Signal{gpc, dnt}); }
  OutcomeDto situate(const MomentDto& at, const SituationDto& in) {
    return run(at, to_situate(in));
  }
  OutcomeDto age(const MomentDto& at, const AgeDto& in) { return run(at, to_age(in)); }
  OutcomeDto account(const MomentDto& at, const std::string& subject, bool enrolled) {
    return run(at, Account{subject, enrolled});
  }
  OutcomeDto tick(const MomentDto& at) { return run(at, Tick{}); }

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
            static_cast<double>(s.corrupt), s.session, std::string(s.reason)};
  }

 private:
  explicit EngineHandle(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  template <class Act>
  OutcomeDto run(const MomentDto& at, Act act) {
    return from_reaction(engine_->handle({to_moment(at), std::move(act)}));
  }

  std::unique_ptr<Engine> engine_;
  std::string language_;
};

}  // namespace carrel::wasm
