#include "trace.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::sim {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

std::string told(const Event& event) {
  return event.item + ' ' + event.entity;
}

std::string told(const Bytes& frame) {
  const auto record = decode_frame(frame);
  if (!record) return " unreadable";
  return ' ' + told(record->event) + " #" + std::to_string(record->seq.value) + '@' +
         std::to_string(record->at.ms % 100'000'000);
}

std::string told(const std::vector<std::uint64_t>& keys) {
  std::string out;
  for (const std::uint64_t key : keys)
    out += ' ' + std::to_string(key);
  return out;
}

}  // namespace

std::string told(const decltype(Command::act)& act) {
  return std::visit(
      Overloaded{[](const Opened& c) {
                   return "opened, snapshots " + std::to_string(c.snapshots.size()) + ", visit " +
                          std::to_string(c.visit.size());
                 },
                 [](const FramesRead& c) {
                   std::string out = "read";
                   for (const StoredFrame& frame : c.frames)
                     out += ' ' + std::to_string(frame.key) + told(frame.bytes) + ',';
                   return out;
                 },
                 [](const Event& c) { return "record " + told(c); },
                 [](const Choose& c) {
                   std::string out = "choose " + std::to_string(static_cast<int>(c.change.choice));
                   for (const std::string& purpose : c.change.purposes)
                     out += ' ' + purpose;
                   return out;
                 },
                 [](const Done& c) {
                   return "done " + std::to_string(c.id.value) + (c.ok ? " ok" : " failed") +
                          told(c.keys);
                 },
                 [](const PeerAdvanced&) { return std::string("advanced"); },
                 [](const Role& c) {
                   return std::string(c.leader ? "leads" : "leads not") +
                          (c.sends ? ", sends" : ", sends not");
                 },
                 [](const Online& c) { return std::string(c.online ? "online" : "offline"); },
                 [](const Signal&) { return std::string("signal"); },
                 [](const Situate& c) { return "situated in " + c.place; },
                 [](const StateAge& c) { return "age " + std::to_string(c.age.from); },
                 [](const Account& c) { return "account " + c.subject; },
                 [](const Tick&) { return std::string("tick"); }},
      act);
}

std::string told(const Effect& effect) {
  const std::string what = std::visit(
      Overloaded{[](const Read& e) { return "read after " + std::to_string(e.after); },
                 [](const Persist& e) {
                   std::string out = "persist";
                   for (const Bytes& frame : e.frames)
                     out += told(frame);
                   return out;
                 },
                 [](const WriteSnapshot& e) { return "snapshot " + std::to_string(e.generation); },
                 [](const Forget& e) { return "forget" + told(e.keys); },
                 [](const PutTier& e) {
                   return std::string(e.remove ? "remove " : "put ") + e.key + told(e.bytes);
                 },
                 [](const Send& e) { return "send " + e.path; },
                 [](const Acknowledge& e) {
                   return "acknowledge " + std::to_string(e.ticket) + " in " +
                          std::to_string(static_cast<int>(e.saved));
                 },
                 [](const Changed&) { return std::string("changed"); },
                 [](const Decide&) { return std::string("decide"); },
                 [](const Wake&) { return std::string("wake"); }},
      effect.act);
  return std::to_string(effect.id.value) + ' ' + what;
}

}  // namespace carrel::sim
