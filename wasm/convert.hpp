// Between the boundary's value objects and the core's types.
#pragma once

#include "dto.hpp"

namespace carrel::wasm {

Moment to_moment(const MomentDto& in);

// Nothing for a number that is no integer, or a shape that the page cannot hand in.
std::optional<Event> to_event(const EventDto& in);
Opened to_opened(const OpenedDto& in);
FramesRead to_frames(double id, const FramesDto& in);
Choose to_choose(const ChoiceDto& in);
Situate to_situate(const SituationDto& in);
StateAge to_age(const AgeDto& in);
Done to_done(const DoneDto& in);

OutcomeDto from_reaction(Reaction reaction);
EffectList from_effects(const Effects& effects);
ValueDto from_value(const ValueView& in);
VersionDto from_version(const VersionView& in);
StoredDto from_stored(const StoredView& in);
TransferDto from_transfer(const TransferView& in);
DecisionDto from_decision(const Decision& in, const std::vector<std::string>& purposes);

template <class List, class Dto, class Range, class F>
List list_of(const Range& range, F from) {
  emscripten::val out = emscripten::val::array();
  for (const auto& e : range)
    out.call<void>("push", Dto(from(e)));
  return List(out);
}

}  // namespace carrel::wasm
