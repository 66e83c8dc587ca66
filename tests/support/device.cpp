#include "device.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "json.hpp"

namespace carrel::test {

std::string read_file(const std::string& path) {
  std::string out;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  for (int c = std::getc(file); c != EOF; c = std::getc(file))
    out += static_cast<char>(c);
  std::fclose(file);
  return out;
}

Reply taken(const Send& request) {
  const Json body = json_of(request.body);
  if (!body.is_array()) return {204, 0, ""};
  Json ids = Json::array();
  for (const Json& statement : body)
    ids.push_back(statement.value("id", ""));
  return {200, 0, dump_json(ids)};
}

Moment Device::moment() {
  now.ms += 1;
  Moment out{now, {}};
  for (std::uint32_t& word : out.entropy.words)
    word = ++drawn_ * 2'654'435'761U;
  return out;
}

Tab& Device::open(const std::string& name, const std::string& profile, Account account) {
  bool leader = true;
  for (const auto& [other, tab] : tabs_)
    leader = leader && (tab->profile() != profile || !tab->leader);
  auto& tab = tabs_[name] = std::make_unique<Tab>(*this, profile);
  tab->leader = leader;
  tab->account = std::move(account);
  tab->load();
  return *tab;
}

Tab* Device::find(const std::string& name) {
  const auto it = tabs_.find(name);
  return it == tabs_.end() ? nullptr : it->second.get();
}

void Device::close(const std::string& name) {
  settle();
  tabs_.erase(name);
  flushed_ = local;
}

void Device::kill() {
  tabs_.clear();
  local = flushed_;
}

void Device::settle() {
  // A tab's work may give another something to do: twice around is enough for two tabs.
  for (int round = 0; round < 3; ++round)
    for (const auto& [name, tab] : tabs_)
      tab->settle();
}

std::vector<Bytes> Disk::newest_first() const {
  std::vector<Bytes> out;
  for (auto it = snapshots.rbegin(); it != snapshots.rend(); ++it)
    out.push_back(it->second);
  return out;
}

void Disk::write(const WriteSnapshot& snapshot) {
  snapshots[snapshot.generation] = snapshot.bytes;
  compaction.generation = snapshot.generation;
  std::erase_if(journal, [&](const auto& frame) {
    return frame.first > compaction.deleted_to && frame.first <= snapshot.delete_to &&
           std::ranges::find(snapshot.spare, frame.first) == snapshot.spare.end();
  });
  compaction.deleted_to = std::max(compaction.deleted_to, snapshot.delete_to);
  std::erase_if(snapshots, [&](const auto& file) {
    return file.first != snapshot.generation && file.first != snapshot.fallback;
  });
}

void Disk::forget(const Forget& forgotten) {
  for (const std::uint64_t key : forgotten.keys)
    journal.erase(key);
  compaction.forgotten = compaction.generation + 1;
}

void Device::advanced(const Tab& by) {
  for (const auto& [name, tab] : tabs_)
    if (tab.get() != &by && !tab->frozen && tab->profile() == by.profile())
      tab->send(PeerAdvanced{});
}

void Device::set_online(bool online) {
  network.online = online;
  for (const auto& [name, tab] : tabs_)
    tab->send(Online{online});
}

void Device::attach(const Account& account) {
  for (const auto& [name, tab] : tabs_)
    if (tab->profile() == account.subject) tab->send(account);
}

Tab::Tab(Device& device, std::string profile) : device_(&device), profile_(std::move(profile)) {}

void Tab::load() {
  queue_.clear();
  acknowledged_.clear();
  auto engine =
      Engine::open(device_->policy_text(), device_->policy_hash(), profile_, device_->moment());
  if (!engine) {
    opened = {Errc::bad_policy, engine.error().front().where};
    return;
  }
  engine_ = std::move(*engine);
  Opened stores;
  stores.snapshots = disk().newest_first();
  for (const auto& [key, bytes] : session)
    stores.visit.push_back(bytes);
  opened = send(std::move(stores)).error;
  settle();
  if (!engine_->ready()) return;
  for (const auto& [key, change] : std::map(disk().inbox))
    send(Choose{change, key});
  send(Role{leader, leader});
  send(Online{device_->network.online});
  send(account);
  settle();
}

Reaction Tab::send(decltype(Command::act) act) {
  Reaction reaction = engine_->handle({device_->moment(), std::move(act)});
  for (const Effect& effect : reaction.effects)
    queue_.push_back(effect);
  return reaction;
}

void Tab::settle() {
  while (step()) {
  }
}

Tier Tab::until_saved(const Reaction& reaction) {
  if (reaction.error.code != Errc::none) return Tier::none;
  while (!acknowledged_.contains(reaction.ticket) && step()) {
  }
  const auto it = acknowledged_.find(reaction.ticket);
  return it == acknowledged_.end() ? Tier::none : it->second;
}

bool Tab::step() {
  if (frozen || queue_.empty()) return false;
  const Effect effect = std::move(queue_.front());
  queue_.pop_front();
  carry_out(effect);
  return true;
}

void Tab::done(EffectId id, bool ok, Failure failure) {
  Done done;
  done.id = id;
  done.ok = ok;
  done.failure = failure;
  send(std::move(done));
}

void Tab::persist(EffectId id, const Persist& effect) {
  if (disk().full) return done(id, false, Failure::quota);
  Done done;
  done.id = id;
  done.ok = true;
  if (effect.inbox != 0 && !disk().inbox.contains(effect.inbox)) {
    send(std::move(done));
    return;
  }
  for (const Bytes& frame : effect.frames) {
    done.keys.push_back(disk().next_key);
    disk().journal.emplace(disk().next_key++, frame);
  }
  if (!effect.decision.empty()) disk().decision = effect.decision;
  disk().inbox.erase(effect.inbox);
  send(std::move(done));
  device_->advanced(*this);
}

void Tab::put(EffectId id, const PutTier& effect) {
  if (effect.place == TierPlace::local) {
    const std::string key = "carrel/" + profile_ + '/' + effect.key;
    if (effect.remove)
      device_->local.erase(key);
    else
      device_->local[key] = effect.text;
  } else if (effect.remove) {
    session.erase(effect.key);
  } else {
    session[effect.key] = effect.bytes;
  }
  done(id, true);
}

void Tab::transfer(EffectId id, const Send& effect) {
  Done done;
  done.id = id;
  const Reply reply = device_->network.online ? device_->network.server(effect) : Reply{};
  done.ok = reply.status != 0;
  done.failure = Failure::network;
  done.status = reply.status;
  done.retry_after = reply.retry_after;
  done.reply = reply.body;
  send(std::move(done));
}

void Tab::carry_out(const Effect& effect) {
  if (const auto* read = std::get_if<Read>(&effect.act)) {
    FramesRead frames{effect.id, {}, true};
    const auto& journal = disk().journal;
    frames.compaction = disk().compaction;
    if (disk().compaction.deleted_to > read->known) frames.snapshots = disk().newest_first();
    for (auto it = journal.upper_bound(read->after); it != journal.end(); ++it)
      frames.frames.push_back({it->first, it->second});
    const Error error = send(std::move(frames)).error;
    if (error.code != Errc::none) opened = error;
  } else if (const auto* written = std::get_if<Persist>(&effect.act)) {
    persist(effect.id, *written);
  } else if (const auto* snapshot = std::get_if<WriteSnapshot>(&effect.act)) {
    disk().write(*snapshot);
    done(effect.id, true);
  } else if (const auto* forget = std::get_if<Forget>(&effect.act)) {
    disk().forget(*forget);
    done(effect.id, true);
  } else if (const auto* tier = std::get_if<PutTier>(&effect.act)) {
    put(effect.id, *tier);
  } else if (const auto* sent = std::get_if<Send>(&effect.act)) {
    transfer(effect.id, *sent);
  } else if (const auto* told = std::get_if<Changed>(&effect.act)) {
    changed.insert(told->items.begin(), told->items.end());
  } else if (const auto* acknowledge = std::get_if<Acknowledge>(&effect.act)) {
    acknowledged_[acknowledge->ticket] = acknowledge->saved;
  }
}

}  // namespace carrel::test
