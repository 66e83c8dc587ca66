// One device: the stores of its profiles, its tabs, clock and network, and what must hold.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bug.hpp"
#include "chance.hpp"
#include "server.hpp"
#include "tab.hpp"

namespace carrel::sim {

struct Disk {
  std::map<std::uint64_t, Bytes> journal;
  std::uint64_t next_key = 1;
  std::map<std::uint64_t, Bytes> snapshots;
  Compaction compaction;
  std::uint64_t full_until = 0;  // step

  std::vector<Bytes> newest_first() const;
};

class World {
 public:
  World(const std::string& policy, std::uint64_t seed, Bug bug);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  void carry_out(const Step& step);
  // Everything that waits is delivered, what failed is tried again; then all of it is checked.
  void drain();

  Moment moment();
  std::unique_ptr<Engine> engine(const std::string& profile);
  Opened stores(const std::string& profile) const;  // without the visit
  void tell_others(const Tab& by);
  void violate(std::string what);
  void tell(const Tab& of, const std::string& what);  // to the trace, where one is kept
  void happened(Fault fault) { ++faults_[static_cast<std::size_t>(fault)]; }

  Disk& disk(const std::string& profile) { return disks_[profile]; }
  Model& model(const std::string& profile) { return models_.at(profile); }
  bool has(Bug bug) const { return bug_ == bug; }
  Instant now() const { return now_; }
  std::uint64_t step() const { return step_; }
  std::uint32_t draw() { return chance_.draw(); }
  const std::string& violation() const { return violation_; }
  const Counts& faults() const { return faults_; }

  std::map<std::string, std::string> local;  // localStorage
  Server server;
  std::vector<std::string>* trace = nullptr;

 private:
  // world.cpp
  Tab* any(std::uint32_t number, const std::function<bool(const Tab&)>& fits);
  void open(const Step& step);
  void leave(const Step& step);
  void away(std::uint32_t what);
  void settle();
  void elect();
  void stand_in(const std::string& profile, const Tab& leader);
  // person.cpp
  void act(const Step& step);
  void record(Tab& tab, std::uint32_t what);
  void choose(Tab& tab, Op op, std::uint32_t what);
  // faults.cpp
  void strike(const Step& step);
  void crash();
  void damage(Tab& tab, std::uint32_t what);
  // checks.cpp, at_rest.cpp
  void check_tabs();
  void check_disk(const std::string& profile);
  void check_merged(const Model& known, const std::vector<ValueView>& shown);
  static bool is_own(const Model& known, const ValueView& view);
  void check_at_rest(const std::string& profile);
  void check_withdrawn(const std::string& profile);

  std::string policy_;
  Bug bug_;
  Chance chance_;
  Instant now_{1'793'534'400'000};
  Duration untold_;
  std::uint64_t step_ = 0;
  std::uint64_t counter_ = 0;  // makes each value unlike every other
  std::map<std::string, Disk> disks_;
  std::map<std::string, Model> models_;
  std::map<std::string, std::string> flushed_;  // localStorage as the browser wrote it down
  std::vector<Tab> tabs_;
  Counts faults_{};
  std::string violation_;
};

}  // namespace carrel::sim
