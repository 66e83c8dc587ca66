// The engine of one profile: commands in, effects out. It performs no I/O and calls nothing back.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "carrel/base/hlc.hpp"
#include "carrel/consent/decision.hpp"
#include "carrel/engine/effect.hpp"
#include "carrel/engine/views.hpp"
#include "carrel/learning/state.hpp"
#include "carrel/sync/outbox.hpp"
#include "carrel/sync/reply.hpp"

namespace carrel {

// Of the mark that all of a purpose was deleted.
inline std::string erasure_entity(std::string_view purpose) {
  return "erased/" + std::string(purpose);
}

// `guest`, or the pseudonym of the subject whose profile it is: [a-z0-9]{4,40}.
inline constexpr std::string_view guest_profile = "guest";

struct Status {
  std::size_t queued = 0;        // statements that still have to leave
  std::size_t unsaved = 0;       // records that the store has not acknowledged
  std::size_t corrupt = 0;       // frames and snapshots that could not be read; none was deleted
  bool session = false;          // the subject is signed in: what may leave can leave
  std::string_view reason = {};  // why the last write failed; empty when all is well
};

struct EngineOptions {
  std::size_t snapshot_every = 256;  // records
};

class Engine {
 public:
  // The policy's faults, or one at "" for a profile that is none.
  static std::expected<std::unique_ptr<Engine>, std::vector<Fault>> open(
      std::string_view policy_text, std::string_view policy_hash, std::string_view profile,
      Moment at, EngineOptions options = {});

  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Reaction handle(Command command);

  std::vector<ValueView> values(std::string_view item, std::string_view entity) const;
  std::vector<StoredView> stored(std::string_view language) const;
  // Earlier texts of a draft, newest first.
  std::vector<VersionView> versions(std::string_view item, std::string_view entity) const;
  std::vector<TransferView> left() const { return transfers_in(state_); }
  const Decision& decision() const { return decision_; }
  // Of the policy's purposes, in its order, by what is durable and the signal.
  std::vector<Ruling> rulings() const;
  std::vector<std::string> granted_purposes() const { return who_.consent.value.purposes; }
  bool gpc() const { return who_.gpc; }
  // By index in decision().keys; out of range denies.
  bool allows(std::size_t category) const;
  Status status() const;
  const Policy& policy() const { return policy_; }
  const Circumstances& circumstances() const { return who_; }
  bool ready() const { return phase_ == Phase::ready; }

 private:
  enum class Phase : std::uint8_t { closed, opening, ready };

  struct Writing {
    RawRecord record;
    Tier tier = Tier::none;
    std::uint64_t ticket = 0;
    bool from_visit = false;  // its copy in the session tier goes once it is durable
  };
  struct PersistPending {
    std::vector<Writing> records;
    Persist effect;  // without the frames
  };
  struct VisitPending {
    std::uint64_t ticket = 0;
    Slot slot;
  };
  // What a request carries; it is logged even where it is withdrawn while under way.
  struct Departure {
    Uuid id;
    std::string item, entity;
  };
  struct SendPending {
    std::vector<Departure> departures;
  };
  struct ReadPending {
    std::set<Slot> touched;
    std::set<std::uint64_t> expected;  // of `unread_` when it began
    bool consent = false;
    bool absence = false;
    bool snapshot = false;  // its records are at hand: they have been judged
  };
  struct Generation {
    std::uint64_t number = 0;
    std::uint64_t watermark = 0;  // 0: not known in this tab
  };
  struct SnapshotPending {
    Generation written;
  };
  struct ForgetPending {
    std::set<std::uint64_t> keys;
  };
  struct NothingPending {};
  using Pending = std::variant<NothingPending, PersistPending, VisitPending, SendPending,
                               ReadPending, SnapshotPending, ForgetPending>;
  struct Regating {
    std::set<std::uint64_t> forget;
    std::vector<Writing> promote;
  };

  Engine(Policy policy, std::string_view profile, Moment at, EngineOptions options);

  // engine.cpp
  Error react(Event& act);
  Error react(Done& act);
  Error react(PeerAdvanced& act);
  Error react(Role& act);
  Error react(Online& act);
  Error react(Signal& act);
  Error react(Account& act);
  Error react(Tick& act);
  EffectId emit(Act act);
  void ask(Act act, Pending pending);
  void acknowledge(std::uint64_t ticket, Tier saved);
  void wake_at(Instant at);
  void changed(std::string_view item) { changed_.emplace(item); }

  // engine_journal.cpp
  Error react(Opened& act);
  Error react(FramesRead& act);
  void read_on();
  void fold(const RawRecord& record, std::uint64_t key, ReadPending& read);
  void lose(std::uint64_t key, ReadPending& read);
  void fold_choice(const ConsentValue& choice, std::uint64_t key, ReadPending& read);
  void enqueue(const RawRecord& record, std::uint64_t key, const PolicyItem& item);
  void finish_opening();

  // engine_writing.cpp
  RawRecord stamped(Event event, bool leaves);
  void persist(std::vector<Writing> records, Persist effect);
  void persisted(PersistPending& pending, const Done& done);
  void saved(const Writing& writing, std::uint64_t key);
  void await_reading(const RawRecord& record, std::uint64_t key);
  void forget_unread(const std::set<std::uint64_t>& expected);
  void forget_ended_text(Entry& entry);
  void write_later();
  bool is_pausing() const;
  void retry_writes();
  bool superseded(const Writing& writing);
  void acknowledge_superseded(const Slot& slot, Tier saved);
  bool worth_writing(const RawRecord& record, const Circumstances& who) const;
  void give_up(const Writing& writing);
  void give_up_settled();

  // engine_snapshot.cpp
  Error restore(const std::vector<Bytes>& snapshots, ReadPending& read);
  void replace_by(const Snapshot& snapshot, ReadPending& read);
  void forget_what_lacks(const Snapshot& snapshot);
  void compacted_to(const Compaction& now);
  void snapshot_if_due();
  void snapshot_written(const SnapshotPending& pending, bool ok);

  // engine_consent.cpp
  Error react(Choose& act);
  void chosen(const RawRecord& record, std::uint64_t key);
  void circumstances_changed();
  bool may_be_latest(const ConsentValue& choice) const;
  bool is_outdated_refusal(const RawRecord& record) const;
  void announce_decision();

  // engine_situation.cpp
  Error react(Situate& act);
  Error react(StateAge& act);
  void learn_age();

  // engine_regate.cpp
  void put_visit(const Entry& entry, std::uint64_t ticket);
  void renew_visit(const Entry& entry);
  void remove_visit(const RawRecord& record);
  void put_local_copy(const RawRecord& record);
  void remove_local_copy(std::string_view item);
  void renew_local_copies();
  // What stored records are judged by: a choice takes nothing away before it is durable.
  Circumstances durable() const { return {consent_, who_.gpc, who_.enrolled, who_.where}; }
  std::set<Slot> all_slots() const;
  Disposition judged(const Circumstances& who, const RawRecord& record) const;
  void regate(const std::set<Slot>& slots);
  void regate_under(const std::set<Slot>& slots, const Consent& consent, std::uint64_t before);
  void regate_visit(const Slot& slot, Entry& entry, Regating& out);
  void regate_beneath(Entry& entry, const Circumstances& who, Regating& out);
  void regate_before(Entry& entry, const Circumstances& who, std::uint64_t before, Regating& out);
  void regate_stored(const Slot& slot, Entry& entry, const Circumstances& who, Regating& out);
  void demote_beside(Entry& entry);
  void promote_beside(Entry& entry, Regating& out);
  void forget(const std::set<std::uint64_t>& keys);

  // engine_retention.cpp
  void review_if_due();
  void review(bool slept = false);
  void note_use(bool slept);
  void drop_ended();  // from the outbox
  Instant last_use(bool underway) const;
  void mark_use(std::int64_t days, bool ends);
  bool waits_for_mark(const std::vector<Writing>& records) const;
  void write_what_waited();
  bool expire(const Slot& slot, Entry& entry, const PolicyItem& item, Regating& out);
  void expire_all();
  bool has_ended(const Slot& slot, const PolicyItem& item, const RawRecord& record) const;
  bool was_absent(Instant after, std::int32_t days) const;
  const Kept* erasure_of(const PolicyItem& item) const;
  Instant relied_on_until(const Slot& slot, const RawRecord& record) const;
  Instant visit_since() const;
  void end_visit();

  // engine_sync.cpp
  void pump();
  bool send_consent();
  bool look();
  void sent(SendPending pending, const Done& done);
  void log_transfers(const SendPending& pending, Outcome outcome, const Reply& reply);

  const Policy policy_;  // the gate and all admitted events point into it
  Gate gate_;
  std::string profile_;
  EngineOptions options_;
  WriterId writer_;
  std::uint64_t seq_ = 0;
  HlcClock clock_;

  Phase phase_ = Phase::closed;
  State state_;
  Outbox outbox_;
  Consent consent_;                       // of the last durable choice
  Consent read_choice_;                   // of the last one in what has been read in order
  std::map<Hlc, ConsentValue> choosing_;  // made, not yet durable
  Circumstances who_;                     // what the gate sees: the narrower of both
  Decision decision_;
  std::optional<std::string> announced_ = "";  // the decision text that the page knows
  std::vector<RawRecord> visit_;               // of the session tier, until the journal is read
  bool reading_ = false, read_again_ = false;
  std::uint64_t watermark_ = 0;
  Compaction compaction_;
  Generation fallback_;   // the newest snapshot that is known to be whole
  bool leading_ = false;  // the leader, who has read how far its predecessor came
  bool snapshotting_ = false;
  bool snapshot_failed_ = false;
  std::size_t since_snapshot_ = 0;
  std::set<std::uint64_t> corrupt_frames_;  // keys
  std::size_t corrupt_ = 0;                 // those, and what else could not be read

  std::map<EffectId, Pending> pending_;
  std::vector<PersistPending> unwritten_;                  // failed; tried again
  std::vector<PersistPending> waiting_;                    // for the journal to say who was absent
  std::map<Slot, std::vector<std::uint64_t>> superseded_;  // tickets of what a newer value replaces
  std::map<std::uint64_t, std::pair<Slot, Hlc>> unread_;   // own, behind what is not yet read
  std::vector<Writing> settled_;                           // choices that another tab has written
  std::set<std::uint64_t> unforgotten_;                    // likewise
  std::size_t forgetting_ = 0;                             // Forgets that are under way
  unsigned write_failures_ = 0;
  Instant write_again_;
  Failure last_failure_ = Failure::other;

  bool leader_ = false, sends_ = false, online_ = false, session_ = false, blocked_ = false,
       sending_ = false;
  unsigned send_failures_ = 0;
  Instant send_again_;
  bool told_to_wait_ = false;             // by the server
  bool looked_ = false;                   // this very command has read what the other tabs chose
  std::vector<std::vector<Uuid>> parts_;  // of a batch that was split, still to be tried

  Instant used_;           // what is known of the last use
  Instant review_again_;   // for what has been kept for its time
  bool asleep_ = false;    // for so long that what others wrote has to be read first
  std::set<Hlc> marking_;  // of absences that are not yet durable

  Instant wake_;  // the host's one alarm; 0: none is set

  // Of the command at hand.
  Moment at_;
  Reaction reaction_;
  std::set<std::string> changed_;
  std::uint64_t effects_ = 0;
  std::uint64_t tickets_ = 0;
};

}  // namespace carrel
