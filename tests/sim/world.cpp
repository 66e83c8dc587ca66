#include "world.hpp"

#include <algorithm>
#include <utility>

namespace carrel::sim {
namespace {

constexpr std::size_t tabs = 3;
constexpr std::size_t records_between_snapshots = 4;
constexpr std::uint64_t steps_between_disk_checks = 40;
constexpr std::array<std::string_view, 5> profiles{"ada0", "ada0", "ada0", "bob0", guest_profile};
const std::string policy_hash(64, 'a');

}  // namespace

World::World(const std::string& policy, std::uint64_t seed, Bug bug)
    : policy_(policy), bug_(bug), chance_(~seed) {
  for (const std::string_view profile : profiles)
    models_.emplace(profile, Model(profile != guest_profile));
  for (std::size_t i = 0; i < tabs; ++i)
    tabs_.emplace_back(*this);
}

std::vector<Bytes> Disk::newest_first() const {
  std::vector<Bytes> out;
  for (auto it = snapshots.rbegin(); it != snapshots.rend(); ++it)
    out.push_back(it->second);
  return out;
}

void World::carry_out(const Step& step) {
  ++step_;
  switch (step.op) {
    case Op::open:
      open(step);
      break;
    case Op::close:
    case Op::reload:
      leave(step);
      break;
    case Op::clock:
      now_ = now_ + Duration::seconds(step.what % 400);
      if (step.tab % 2 == 0) flushed_ = local;
      break;
    case Op::away:
      away(step.what);
      break;
    case Op::deliver:
      if (Tab* tab = any(step.tab, [](const Tab& one) { return one.has_work(); }))
        tab->deliver(step.what);
      break;
    case Op::fault:
      strike(step);
      break;
    default:
      act(step);
  }
  elect();
  check_tabs();
  if (step_ % steps_between_disk_checks == 0)
    for (const auto& [profile, model] : models_)
      check_disk(profile);
}

Moment World::moment() {
  now_.ms += 1;
  return {now_ + Duration{-untold_.ms},
          {{chance_.draw(), chance_.draw(), chance_.draw(), chance_.draw()}}};
}

std::unique_ptr<Engine> World::engine(const std::string& profile) {
  auto engine = Engine::open(policy_, policy_hash, profile, moment(),
                             {.snapshot_every = records_between_snapshots});
  if (engine) return std::move(*engine);
  violate("the policy has a fault at " + engine.error().front().where);
  return {};
}

Opened World::stores(const std::string& profile) const {
  Opened out;
  if (const auto disk = disks_.find(profile); disk != disks_.end())
    out.snapshots = disk->second.newest_first();
  return out;
}

void World::tell_others(const Tab& by) {
  for (Tab& tab : tabs_)
    if (&tab != &by && tab.live() && tab.profile() == by.profile()) tab.hear(step_);
}

void World::violate(std::string what) {
  if (violation_.empty()) violation_ = std::move(what);
}

void World::tell(const Tab& of, const std::string& what) {
  if (trace == nullptr) return;
  trace->push_back(std::to_string(step_) + " tab " + std::to_string(&of - tabs_.data()) + ' ' +
                   of.profile() + ": " + what);
}

Tab* World::any(std::uint32_t number, const std::function<bool(const Tab&)>& fits) {
  std::vector<Tab*> all;
  for (Tab& tab : tabs_)
    if (fits(tab)) all.push_back(&tab);
  return all.empty() ? nullptr : all[number % all.size()];
}

void World::open(const Step& step) {
  if (Tab* tab = any(step.tab, [](const Tab& one) { return !one.live(); }))
    tab->open(std::string(profiles[step.what % profiles.size()]));
}

void World::leave(const Step& step) {
  Tab* tab = any(step.tab, [](const Tab& one) { return one.live(); });
  if (tab == nullptr) return;
  tab->leave(step.what % 4);
  if (step.op == Op::close)
    tab->end_visit();
  else  // now and then as someone else
    tab->open(step.what % 3 == 0 ? std::string(profiles[step.what % profiles.size()])
                                 : tab->profile());
}

// For more than a year, or three; the tabs are closed, or sleep. What is on its way to the disk is
// carried out or lost before: no browser holds it back so long.
void World::away(std::uint32_t what) {
  const Duration pause = Duration::days(what % 3 == 0 ? 1'200 : 400);
  const bool closed = what / 3 % 2 == 0;
  if (!closed) settle();
  for (Tab& tab : tabs_)
    if (closed || tab.frozen()) {
      tab.leave(what / 6 % 4);
      tab.end_visit();
    }
  constexpr Duration clocks_differ = Duration::days(10);
  for (auto& [profile, model] : models_)
    model.unused(now_ + clocks_differ, now_ + pause);
  now_ = now_ + pause;
  if (has(Bug::clock_stands)) untold_.ms += pause.ms;
  for (Tab& tab : tabs_)
    if (tab.ready()) tab.send(Tick{});
}

// The Web Lock of each profile: a frozen tab keeps it.
void World::elect() {
  for (const auto& [profile, model] : models_) {
    const auto of_profile = [&](const Tab& tab) { return tab.live() && tab.profile() == profile; };
    if (Tab* leader = any(0, [&](const Tab& tab) { return of_profile(tab) && tab.leader; })) {
      stand_in(profile, *leader);
    } else if (Tab* next =
                   any(0, [&](const Tab& tab) { return of_profile(tab) && !tab.frozen(); })) {
      next->leader = true;
      next->stands_in = false;
      next->send(Role{true, true});
    }
  }
}

// Sooner or later another tab finds that the leader does not answer, and later that it does again:
// several may stand in at once, and beside a leader that is back.
void World::stand_in(const std::string& profile, const Tab& leader) {
  constexpr std::uint32_t patience = 6;  // steps, on the average
  for (Tab& tab : tabs_) {
    const bool may = &tab != &leader && tab.live() && !tab.frozen() && tab.profile() == profile;
    if (!may || tab.stands_in == leader.frozen() || draw() % patience != 0) continue;
    tab.stands_in = leader.frozen();
    tab.send(Role{tab.stands_in && has(Bug::stand_in_leads), tab.stands_in});
  }
}

void World::settle() {
  constexpr int enough = 4000;
  for (int i = 0; i < enough && violation_.empty(); ++i) {
    Tab* tab = any(draw(), [](const Tab& one) { return one.has_work(); });
    if (tab == nullptr) return;
    tab->deliver(draw());
  }
  violate("the tabs do not come to rest");
}

void World::drain() {
  constexpr int rounds = 5;  // long enough for every pause before a further attempt
  step_ += 1'000;
  for (const auto& [profile, model] : models_)
    if (!disks_[profile].journal.empty() &&
        !any(0, [&](const Tab& tab) { return tab.live() && tab.profile() == profile; }))
      if (Tab* tab = any(0, [](const Tab& one) { return !one.live(); })) tab->open(profile);
  for (int round = 0; round < rounds && violation_.empty(); ++round) {
    for (Tab& tab : tabs_) {
      tab.disarm();
      if (!tab.live()) continue;
      tab.send(PeerAdvanced{});
      tab.send(Tick{});
    }
    elect();
    settle();
    check_tabs();
    now_ = now_ + Duration::seconds(400);
  }
  for (const auto& [profile, model] : models_) {
    // What a tab left behind in localStorage when it died goes at the next opening.
    if (Tab* tab =
            any(draw(), [&](const Tab& one) { return one.ready() && one.profile() == profile; })) {
      tab->leave(0);
      tab->open(profile);
    }
  }
  elect();
  settle();
  for (const auto& [profile, model] : models_) {
    check_disk(profile);
    check_at_rest(profile);
  }
}

}  // namespace carrel::sim
