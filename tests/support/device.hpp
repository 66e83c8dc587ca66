// A browser profile in memory, with tabs that can be closed or killed: the native host of the
// engine. What a real browser keeps over a kill, this keeps; what it may lose, this loses.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "carrel/engine/engine.hpp"

namespace carrel::test {

std::string read_file(const std::string& path);

// A server's answer where it takes all of it.
Reply taken(const Send& request);

// The stores of one profile on the device.
struct Disk {
  std::map<std::uint64_t, Bytes> journal;
  std::uint64_t next_key = 1;
  std::string decision;
  std::map<std::uint64_t, Bytes> snapshots;
  Compaction compaction;
  std::map<std::uint64_t, ConsentChange> inbox;
  bool full = false;  // every write fails with `quota`

  std::vector<Bytes> newest_first() const;
  void write(const WriteSnapshot& snapshot);
  void forget(const Forget& forgotten);
};

struct Network {
  // The answer to a request; status 0: none came.
  std::function<Reply(const Send&)> server = [](const Send&) { return Reply{}; };
  bool online = true;
};

class Tab;

class Device {
 public:
  Device(std::string policy_text, std::string policy_hash)
      : policy_text_(std::move(policy_text)), policy_hash_(std::move(policy_hash)) {}

  Disk& disk(const std::string& profile) { return disks_[profile]; }
  std::map<std::string, std::string> local;  // localStorage; a kill loses what is recent
  Network network;
  Instant now{1'793'534'400'000};  // 2026-11-01T12:00:00Z

  Moment moment();
  Tab& open(const std::string& name, const std::string& profile, Account account = {});
  Tab* find(const std::string& name);
  void close(const std::string& name);  // the visit ends: every effect is carried out first
  void kill();                          // every tab at once: what was under way is lost
  void settle();                        // until no tab has anything left to do
  void advanced(const Tab& by);         // tells the other tabs of the profile
  void set_online(bool online);
  void attach(const Account& account);  // to every tab of its subject's profile

  const std::string& policy_text() const { return policy_text_; }
  const std::string& policy_hash() const { return policy_hash_; }

 private:
  std::string policy_text_, policy_hash_;
  std::map<std::string, Disk> disks_;
  std::map<std::string, std::unique_ptr<Tab>> tabs_;
  std::map<std::string, std::string> flushed_;  // localStorage as the browser has written it down
  std::uint32_t drawn_ = 0;
};

class Tab {
 public:
  Tab(Device& device, std::string profile);

  // Carries out the effects; those of a command are queued and run by settle() or until().
  Reaction send(decltype(Command::act) act);
  bool step();  // carries out one effect; false: there was none
  void settle();
  // Runs until the command is acknowledged and no further; none where it never is.
  Tier until_saved(const Reaction& reaction);
  Tier record(Event event) { return until_saved(send(std::move(event))); }

  void load();  // a page load in this tab: a new engine, the same visit

  Engine& engine() { return *engine_; }
  const std::string& profile() const { return profile_; }
  Disk& disk() { return device_->disk(profile_); }
  Error opened;                          // of the last load
  std::map<std::string, Bytes> session;  // sessionStorage, without the prefix
  Account account;
  std::set<std::string> changed;  // items of which the page was told
  bool leader = true;
  bool frozen = false;  // it does nothing and hears nothing

 private:
  void carry_out(const Effect& effect);
  void done(EffectId id, bool ok, Failure failure = Failure::other);
  void persist(EffectId id, const Persist& effect);
  void put(EffectId id, const PutTier& effect);
  void transfer(EffectId id, const Send& effect);

  Device* device_;
  std::string profile_;
  std::unique_ptr<Engine> engine_;
  std::deque<Effect> queue_;
  std::map<std::uint64_t, Tier> acknowledged_;
};

}  // namespace carrel::test
