// What the engine asks of the host. Read, Persist, WriteSnapshot, Forget, PutTier and Send are each
// answered once; the others need no answer.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "carrel/base/result.hpp"
#include "carrel/engine/command.hpp"

namespace carrel {

// The journal's frames with a larger key than `after`, ascending, and how far it is compacted.
struct Read {
  std::uint64_t after = 0;
  std::uint64_t known = 0;  // what frames up to this key said is known without them
};

// All of it in one transaction. `decision` replaces the cached one where it is not empty; `consent`
// is the choice, the last of the frames, as the server is sent it, empty where it names nobody;
// `inbox` is removed where it is not 0.
struct Persist {
  std::vector<Bytes> frames = {};
  Durability durability = Durability::relaxed;
  std::string decision = {};
  std::string consent = {};
  std::uint64_t inbox = 0;
};

// Write the file and read it back. Then, in one transaction, make `generation` the newest and
// delete the frames up to `delete_to` but for those in `spare`. Then delete all files but this one
// and `fallback`.
struct WriteSnapshot {
  std::uint64_t generation = 0;
  std::uint64_t fallback = 0;
  Bytes bytes;
  std::uint64_t delete_to = 0;
  std::vector<std::uint64_t> spare = {};  // could not be read: they are no one's to delete
};

// In one transaction, delete these frames and note that the snapshots there are, and one that is
// being written in another tab, may hold them still.
struct Forget {
  std::vector<std::uint64_t> keys;
};

enum class TierPlace : std::uint8_t { none, visit, local };

struct PutTier {
  TierPlace place = TierPlace::none;
  std::string key = {};
  bool remove = false;
  Bytes bytes = {};       // visit
  std::string text = {};  // local
};

struct Send {
  std::string method;
  std::string path;
  std::string body;
};

// What may now be said to the person of the command with this ticket.
struct Acknowledge {
  std::uint64_t ticket = 0;
  Tier saved = Tier::none;
};

struct Changed {
  std::vector<std::string> items;
};

struct Decide {
  std::string text;  // of the decision cache; empty while unasked
};

// Send a Tick at this time. There is one alarm: a newer Wake replaces an older.
struct Wake {
  Instant at;
};

using Act = std::variant<Read, Persist, WriteSnapshot, Forget, PutTier, Send, Acknowledge, Changed,
                         Decide, Wake>;

struct Effect {
  EffectId id;
  Act act;
};

using Effects = std::vector<Effect>;

struct Reaction {
  Error error;               // Errc::none: accepted
  std::uint64_t ticket = 0;  // an Acknowledge with it follows, now or later; 0: none
  Effects effects;           // to be carried out even where there is an error
};

}  // namespace carrel
