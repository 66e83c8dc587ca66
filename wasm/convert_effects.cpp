#include "convert.hpp"

namespace carrel::wasm {
namespace {

using emscripten::val;

auto view(ByteView in) {
  return emscripten::typed_memory_view(in.size(), in.data());
}

NumberList from_keys(const std::vector<std::uint64_t>& in) {
  val keys = val::array();
  for (const std::uint64_t key : in)
    keys.call<void>("push", static_cast<double>(key));
  return NumberList(keys);
}

struct Tell {
  const val& host;
  double id;

  void operator()(const Read& e) const {
    host.call<void>("read", id, static_cast<double>(e.after), static_cast<double>(e.known));
  }
  void operator()(const Persist& e) const {
    for (const Bytes& frame : e.frames)
      host.call<void>("frame", view(frame));
    if (!e.consent.empty()) host.call<void>("consent", view(as_bytes(e.consent)));
    host.call<void>("persist", id, e.durability == Durability::strict, e.decision,
                    static_cast<double>(e.inbox));
  }
  void operator()(const WriteSnapshot& e) const {
    host.call<void>("snapshot", id, static_cast<double>(e.generation),
                    static_cast<double>(e.fallback), view(e.bytes),
                    static_cast<double>(e.delete_to), from_keys(e.spare));
  }
  void operator()(const Forget& e) const { host.call<void>("forget", id, from_keys(e.keys)); }
  void operator()(const PutTier& e) const {
    host.call<void>("put_tier", id, e.place == TierPlace::local, e.key, e.remove, view(e.bytes),
                    e.text);
  }
  void operator()(const Send& e) const { host.call<void>("send", id, e.method, e.path, e.body); }
  void operator()(const Acknowledge& e) const {
    host.call<void>("acknowledge", static_cast<double>(e.ticket), e.saved);
  }
  void operator()(const Changed& e) const {
    for (const std::string& item : e.items)
      host.call<void>("item", item);
    host.call<void>("changed");
  }
  void operator()(const Decide&) const { host.call<void>("decide"); }
  void operator()(const Wake& e) const { host.call<void>("wake", static_cast<double>(e.at.ms)); }
};

}  // namespace

void tell(const Reaction& reaction, const val& host) {
  if (reaction.error.code != Errc::none)
    host.call<void>("refuse", std::string(name(reaction.error.code)), reaction.error.where);
  for (const auto& [id, act] : reaction.effects)
    std::visit(Tell{host, static_cast<double>(id.value)}, act);
}

}  // namespace carrel::wasm
