// What a profile has spent of its privacy budget, and the reports that still have to leave. A pure
// value: the host reads its bytes, changes it and has it durable before it sends anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "carrel/aggregate/drbg.hpp"
#include "carrel/aggregate/notes.hpp"
#include "carrel/aggregate/report.hpp"

namespace carrel {

enum class Spending : std::uint8_t {
  dropped,  // never left: withdrawn, or too late
  waiting,  // debited; the report waits for its time or for an answer
  sent,     // the server has it
};

struct Period {
  Instant from, to;  // exclusive

  bool overlaps(Period other) const { return from < other.to && other.from < to; }
  friend bool operator==(const Period&, const Period&) = default;
};

// One answer of this profile. It is debited before its report exists outside of this ledger, and
// stays debited whatever becomes of it.
struct Debit {
  std::string course;  // empty: of the site
  std::string metric;
  Period epoch;  // what it is about, whatever its number was
  Period term;   // of the calendar that it was answered by
  Odds odds;
  Instant at;
  Spending state = Spending::dropped;
  Instant send_at;     // waiting: drawn when it was debited, whatever its value
  Instant send_until;  // waiting: the collection's end
  Identifier id{};     // waiting: of the report
  Bytes report;        // waiting: what is sent, each time the same bytes
  friend bool operator==(const Debit&, const Debit&) = default;
};

// All of a profile in one course, or on the site (`course` empty), in one epoch.
struct Study {
  std::string course;
  std::uint32_t epoch = 0;
  std::vector<Task> tasks;
  std::vector<std::vector<Note>> notes;  // of each task
};

struct Plan {
  std::string policy_id;
  Calendar calendar;
  Draws draws;
  std::vector<Task> site;  // the dearest of these count against every course
};

inline constexpr std::uint32_t max_draws = 8;
inline constexpr std::uint32_t max_epoch = 1'000'000;
inline constexpr std::size_t max_debits = 4'096;
inline constexpr std::uint8_t ledger_format = 1;

class Ledger {
 public:
  // Of a profile that has none: it may spend only for epochs that end after `now`.
  static Ledger fresh(Instant now);
  // corrupt, newer_format. Who cannot read it starts a fresh one: that never spends twice.
  static Result<Ledger> read(ByteView bytes);
  Bytes bytes() const;

  // Draws what this profile answers of a study whose epoch is over, once: debits it and makes the
  // reports. Changes nothing where nothing is drawn, this course, or the site, was answered for any
  // part of that time before, the epoch is not over, or was over when this ledger began, the
  // collection has ended, or the clock stands before what the ledger has seen. bad_policy: plan or
  // study exceed their bounds; or, whichever metrics were drawn, the odds could exceed highest_odds
  // in a term: that of the epoch, or of a debit, of another calendar, that reaches into it. What is
  // debited there, of the course and of the site, counts; the site's answer counts against each
  // course. too_large: max_debits. Nothing was changed.
  Result<void> answer(const Plan& plan, const Study& study, Instant now, Drbg& random);

  // Waiting reports whose time has come, in an order that says nothing of what they hold.
  std::vector<const Debit*> due(Instant now) const;
  // When something is next due; nothing where nothing waits.
  std::optional<Instant> next_due() const;

  // The report's end: its bytes are gone. False where none waits by this id.
  bool settle(const Identifier& id, Spending state);
  // Consent was withdrawn, for these metrics: what waits is dropped.
  void withdraw(const std::vector<std::string>& metrics);
  // What has waited past its collection is dropped. Debits are forgotten once no term that can
  // still be answered depends on them: after 822 days, a collection and two terms.
  void expire(Instant now);

  // Of another profile of the same person, which ends: its debits count here, once however
  // often it is taken over; its reports are dropped.
  void take_over(const Ledger& other);

  const std::vector<Debit>& debits() const { return debits_; }
  Instant since() const { return since_; }
  friend bool operator==(const Ledger&, const Ledger&) = default;

 private:
  explicit Ledger(Instant since) : since_(since), seen_(since) {}
  bool may_answer(const Calendar& calendar, const Study& study, Instant now) const;
  bool affords(const Debit& answer, const std::vector<Odds>& told) const;

  Instant since_;  // when it began
  Instant seen_;   // the latest time that it was shown
  std::vector<Debit> debits_;
};

}  // namespace carrel
