#include "convert.hpp"

namespace carrel::wasm {
namespace {

using emscripten::val;

val from_bytes(ByteView in) {
  return val(emscripten::typed_memory_view(in.size(), in.data())).call<val>("slice");
}

NumberList from_keys(const std::vector<std::uint64_t>& in) {
  val keys = val::array();
  for (const std::uint64_t key : in)
    keys.call<void>("push", static_cast<double>(key));
  return NumberList(keys);
}

struct FromAct {
  double id;

  ReadDto operator()(const Read& e) const {
    return {.id = id, .after = static_cast<double>(e.after), .known = static_cast<double>(e.known)};
  }
  PersistDto operator()(const Persist& e) const {
    val frames = val::array();
    for (const Bytes& frame : e.frames)
      frames.call<void>("push", from_bytes(frame));
    return {
        .id = id,
        .frames = BytesList(frames),
        .strict = e.durability == Durability::strict,
        .decision = e.decision,
        .consent = BytesOrNull(e.consent.empty() ? val::null() : from_bytes(as_bytes(e.consent))),
        .inbox = static_cast<double>(e.inbox)};
  }
  SnapshotDto operator()(const WriteSnapshot& e) const {
    return {.id = id,
            .generation = static_cast<double>(e.generation),
            .fallback = static_cast<double>(e.fallback),
            .bytes = BytesVal(from_bytes(e.bytes)),
            .delete_to = static_cast<double>(e.delete_to),
            .spare = from_keys(e.spare)};
  }
  ForgetDto operator()(const Forget& e) const { return {.id = id, .keys = from_keys(e.keys)}; }
  PutTierDto operator()(const PutTier& e) const {
    return {.id = id,
            .local = e.place == TierPlace::local,
            .key = e.key,
            .remove = e.remove,
            .bytes = BytesVal(from_bytes(e.bytes)),
            .value = e.text};
  }
  SendDto operator()(const Send& e) const {
    return {.id = id, .method = e.method, .path = e.path, .body = e.body};
  }
  AcknowledgeDto operator()(const Acknowledge& e) const {
    return {.ticket = static_cast<double>(e.ticket), .saved = e.saved};
  }
  ChangedDto operator()(const Changed& e) const {
    return {.items = StringList(val::array(e.items.begin(), e.items.end()))};
  }
  DecideDto operator()(const Decide&) const { return {}; }
  WakeDto operator()(const Wake& e) const { return {.at = static_cast<double>(e.at.ms)}; }
};

}  // namespace

EffectList from_effects(const Effects& effects) {
  val out = val::array();
  for (const auto& [id, act] : effects)
    std::visit([&out, from = FromAct{static_cast<double>(id.value)}](
                   const auto& e) { out.call<void>("push", from(e)); },
               act);
  return EffectList(out);
}

}  // namespace carrel::wasm
