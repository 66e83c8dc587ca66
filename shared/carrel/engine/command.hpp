// What the host tells the engine. Each command comes with the time and fresh entropy.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "carrel/base/bytes.hpp"
#include "carrel/base/entropy.hpp"
#include "carrel/consent/consent.hpp"
#include "carrel/gate/record.hpp"

namespace carrel {

struct EffectId {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const EffectId&, const EffectId&) = default;
};

// Opens the profile: what the session tier and the snapshots hold. Answered by a Read effect.
struct Opened {
  std::vector<Bytes> snapshots;  // newest generation first
  std::vector<Bytes> visit;      // frames of the session tier
};

struct StoredFrame {
  std::uint64_t key = 0;
  Bytes bytes;
};

// How far the snapshots have taken the journal's place.
struct Compaction {
  std::uint64_t generation = 0;  // of the newest snapshot; 0: there is none
  std::uint64_t deleted_to = 0;  // frames up to this key are gone: a snapshot holds what they said
  std::uint64_t forgotten = 0;   // snapshots up to this generation may hold what was forgotten
};

// Answers a Read effect, in one part or several.
struct FramesRead {
  EffectId id;
  std::vector<StoredFrame> frames;
  bool complete = false;
  Compaction compaction = {};         // as it was when the frames were read
  std::vector<Bytes> snapshots = {};  // newest first, where `deleted_to` is beyond Read::known
};

struct Choose {
  ConsentChange change;
  std::uint64_t inbox = 0;  // key in the inbox of a choice made before the engine ran; 0: none
  std::vector<std::string> erase = {};  // keys of purposes: all that was recorded for them goes
};

enum class Failure : std::uint8_t { other, quota, closed, unavailable, blocked, network };

// Answers any other effect that has an outcome.
struct Done {
  EffectId id;
  bool ok = false;
  Failure failure = Failure::other;
  std::vector<std::uint64_t> keys;  // of a Persist: one journal key for each frame
  int status = 0;                   // of a Send: HTTP
  std::int64_t retry_after = 0;     // seconds
  std::string reply;
};

struct PeerAdvanced {};  // another tab wrote to the journal
// One tab leads; another may stand in for it at sending, never at compacting.
struct Role {
  bool leader = false;
  bool sends = false;
};
struct Online {
  bool online = false;
};
struct Signal {
  bool gpc = false;
  bool dnt = false;
};
// Where the person is, and what their school or company takes away.
struct Situate {
  std::string place;                    // "DE", "US-CA"; empty: not known
  std::string rules;                    // text of the rules of places; empty: the strictest
  std::vector<std::string> restricted;  // keys of purposes and categories
};
// What was found out of the person's age; the engine sets the day.
struct StateAge {
  AgeValue age;
};
struct Account {
  std::string subject;  // empty: signed out
  bool enrolled = false;
};
struct Tick {};

struct Command {
  Moment at;
  std::variant<Opened, FramesRead, Event, Choose, Done, PeerAdvanced, Role, Online, Signal, Situate,
               StateAge, Account, Tick>
      act;
};

}  // namespace carrel
