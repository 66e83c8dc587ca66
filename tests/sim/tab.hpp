// One tab and its host: the engine's effects wait in queues, each carried out when the run says so.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model.hpp"
#include "step.hpp"

#include "carrel/engine/engine.hpp"

namespace carrel::sim {

class World;
struct Disk;

using Session = std::map<std::string, Bytes>;

class Tab {
 public:
  explicit Tab(World& world) : world_(&world) {}

  bool live() const { return engine_ != nullptr; }
  bool ready() const { return live() && engine_->ready(); }
  bool frozen() const;
  const Engine& engine() const { return *engine_; }
  const std::string& profile() const { return profile_; }

  void open(const std::string& profile);
  void leave(std::uint32_t finished);  // the page ends; so many of its writes still take place
  void crash();
  void end_visit();

  void send(decltype(Command::act) act);
  bool has_work() const;
  void deliver(std::uint32_t what);  // one effect or message
  void hear(std::uint64_t from_step) { messages_.push_back(from_step); }
  void arm(Fault fault) { armed_.insert(fault); }
  void disarm() { armed_.clear(); }
  void freeze_until(std::uint64_t step) { frozen_until_ = step; }
  bool has_messages() const { return !messages_.empty(); }
  void drop_message();
  void delay_messages(std::uint64_t until);

  // The version of the slot's value that was looked at the time before; 1: there was none.
  std::uint64_t look(const Slot& slot);
  Chosen known() const;
  bool permits(const RawRecord& statement) const;
  const std::map<std::uint64_t, Chosen>& choosing() const { return choosing_; }
  bool stored_in_this_visit(const Slot& slot) const { return visited_.contains({profile_, slot}); }

  bool leader = false;
  bool stands_in = false;  // sends for a leader that is frozen

 private:
  enum Lane : std::uint8_t { store, tiers, reads, sends };

  void take(Effect effect);
  void acknowledged(const Acknowledge& effect);
  void check_request(const Send& request) const;
  void expect_promise(std::uint64_t ticket, const Effects& effects, const Slot& slot);

  void carry_out(Lane lane);
  void read(EffectId id, const Read& effect);
  void change_store(const Effect& effect);
  void persist(EffectId id, const Persist& effect);
  void append(const Persist& effect, std::vector<std::uint64_t> keys);
  void write_snapshot(EffectId id, const WriteSnapshot& effect);
  void compact(const WriteSnapshot& effect);
  void forget(EffectId id, const Forget& effect);
  void put_tier(EffectId id, const PutTier& effect);
  void transfer(EffectId id, const Send& effect);
  void answer(EffectId id, bool ok, Failure failure = Failure::other);
  void answer(Done done);
  bool struck(Fault fault);  // armed: it happens now
  Disk& disk();
  Model& model() const;

  World* world_;
  std::string profile_, before_;
  std::unique_ptr<Engine> engine_;
  std::map<std::string, Session> sessions_;  // sessionStorage, by profile
  std::set<std::pair<std::string, Slot>> visited_;
  std::array<std::deque<Effect>, 4> lanes_;
  std::deque<std::uint64_t> messages_;  // not before this step
  std::deque<std::pair<Persist, std::vector<std::uint64_t>>> late_;
  std::set<std::uint64_t> own_keys_;
  Instant wake_;
  std::uint64_t frozen_until_ = 0;
  std::set<Fault> armed_;
  std::map<std::uint64_t, RawRecord> promised_;  // by ticket
  std::map<std::uint64_t, Chosen> choosing_;     // by ticket
  std::map<Slot, std::uint64_t> looked_at_;      // versions
  std::uint64_t read_choice_ = 0;                // key of the newest durable choice it has read
};

}  // namespace carrel::sim
