// Acknowledged records that still have to leave, in the order of their stamps.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "carrel/gate/gate.hpp"
#include "carrel/journal/slot.hpp"
#include "carrel/journal/snapshot.hpp"
#include "carrel/journal/standing.hpp"

namespace carrel {

class Outbox {
 public:
  // Ignores what never leaves and what has left. By rule `latest` of a slot only what no other
  // record replaces stays; `spec` are the item's bounds.
  void add(const RawRecord& record, std::uint64_t key, SyncRule rule,
           const ShapeSpec* spec = nullptr);
  void transferred(const Uuid& statement);
  void erase_if(const auto& gone) {
    std::erase_if(queue_, [&](const auto& queued) { return gone(queued.second); });
  }

  bool has_left(const Uuid& statement) const { return left_.contains(statement); }
  std::size_t size() const { return queue_.size(); }
  const std::map<Uuid, HeldRecord>& queue() const { return queue_; }

 private:
  struct Newest {
    Standing standing;
    Uuid statement;
  };

  std::map<Uuid, HeldRecord> queue_;
  std::map<Slot, std::vector<Newest>> newest_;  // of rule `latest`, also of what has left
  std::set<Uuid> left_;
};

// One request's worth of statements, each seen by the gate at this moment.
struct Batch {
  std::vector<Uuid> statements;
  std::string body;    // a JSON array
  Instant held_until;  // where it is empty: when what is held back may go; 0: nothing is
};

struct BatchLimits {
  std::size_t statements = 50;
  std::size_t bytes = 256 * 1024;
  // A value of rule `latest` changes often: it waits for a record of rule `each` to go with, or
  // until it has stood this long.
  Duration hold = Duration::seconds(300);
};

// Among `only` where that is not empty. One statement larger than the limit still goes, alone.
Batch next_batch(const Outbox& outbox, const Gate& gate, const Circumstances& who,
                 std::string_view subject, const std::vector<Uuid>& only, Instant now,
                 BatchLimits limits = {});

}  // namespace carrel
