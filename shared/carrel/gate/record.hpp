// Event → Admitted → Record. Only the gate makes an Admitted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "carrel/base/hlc.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {

// Untrusted: from the page, an import or the server.
struct Event {
  std::string item;
  std::string entity;
  Payload payload;
  bool requested = false;  // the person confirmed sending this one thing, though all stays here
  // Of the view that a draft's text grew from; 1: of none, 0: of the newest one.
  std::uint64_t version = 0;
};

// A record as bytes yield it: well-formed, but not yet seen by the gate.
struct RawRecord {
  WriterId writer;
  Seq seq;
  Hlc at;
  Uuid statement;  // nil where the item never leaves
  Event event;
  // What stood in its slot for the person when they made it: the newest stamp of each other writer,
  // in the order of stamps. Nothing for a value that the later stamp decides.
  std::optional<std::vector<Hlc>> seen = {};

  friend bool operator==(const RawRecord& a, const RawRecord& b) {
    return a.writer == b.writer && a.seq == b.seq && a.at == b.at && a.statement == b.statement &&
           a.event.item == b.event.item && a.event.entity == b.event.entity &&
           a.event.payload == b.event.payload && a.event.requested == b.event.requested &&
           a.seen == b.seen;
  }
};

class Gate;

// An event that the gate let through. `item()` points into the policy, which must outlive it.
class Admitted {
 public:
  const PolicyItem& item() const { return *item_; }
  const std::string& entity() const { return event_.entity; }
  const Payload& payload() const { return event_.payload; }
  const Event& event() const { return event_; }
  bool requested() const { return event_.requested; }
  Tier tier() const { return tier_; }  // where it may be kept now

 private:
  friend class Gate;
  Admitted(const PolicyItem& item, Event event, Tier tier)
      : item_(&item), event_(std::move(event)), tier_(tier) {}

  const PolicyItem* item_;
  Event event_;
  Tier tier_;
};

// (writer, seq) is a record's identity; `at` its order.
struct Record {
  WriterId writer;
  Seq seq;
  Hlc at;
  Uuid statement;
  Admitted event;

  RawRecord raw() const { return {writer, seq, at, statement, event.event()}; }
};

}  // namespace carrel
