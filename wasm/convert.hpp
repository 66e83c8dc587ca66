// Between the boundary's value objects and the core's types.
#pragma once

#include "dto.hpp"

namespace carrel::wasm {

Moment to_moment(double now, Entropy entropy);

// Nothing for a number that is no integer, or a shape that the page cannot hand in.
std::optional<Event> to_event(std::string item, std::string entity, bool requested, double version,
                              PayloadDto payload);
Opened to_opened(const OpenedDto& in);
FramesRead to_frames(double id, const FramesDto& in);
Choose to_choose(const ChoiceDto& in);
Situate to_situate(const SituationDto& in);
StateAge to_age(const AgeDto& in);
Done to_done(const DoneDto& in);

// Calls the method of each effect's name; what is listed in one is handed over before it, one by
// one.
void tell(const Reaction& reaction, const emscripten::val& host);

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
