// What the server keeps. Every call that changes something returns only when the change is
// durable, and changes everything it names or nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/aggregate/report.hpp"
#include "carrel/base/time.hpp"

namespace carrel::server {

// The store failed (disk full, file damaged): nothing was changed.
struct StoreFailure {
  std::string what;  // for the log; holds nothing of what was to be stored
};

template <class T>
using Stored = std::expected<T, StoreFailure>;

struct Subject {
  std::string pseudonym;
  std::string name;
  bool enrolled = false;

  friend bool operator==(const Subject&, const Subject&) = default;
};

struct Session {
  std::string token;
  std::string csrf;
  Subject subject;
  Instant seen;  // the last recorded activity
};

struct SignIn {
  std::string name;
  std::string pseudonym;  // for a name that has none yet
  std::string token;
  std::string csrf;
  Instant now;
  Instant expired;  // sessions last seen before this are removed
};

struct ConsentEntry {
  std::int64_t seq = 0;  // grows with arrival
  Instant arrived;
  std::string text;
};

// JSON text in its canonical form: the same content is the same text.
struct Document {
  std::string id;
  std::string text;
};

// The consent and the consent record of one id arrive apart. Says whether the text of the one that
// came first agrees with the other; asked in the transaction that adds that one.
using Agrees = std::function<bool(std::string_view earlier)>;

// A place in the chain of consent records that one device signs.
struct RecordLink {
  std::string chain;  // names the device's key
  std::int64_t number = 0;
  std::string previous;  // hash of the record before; empty in the first
  std::string hash;
  std::string signature;
};

struct StatementEntry {
  std::int64_t seq = 0;
  Instant stored;
  std::string text;
};

struct StatementFilter {
  std::optional<Instant> since;  // stored later than this
  std::int64_t after = 0;        // in the order asked for; 0: from the start
  std::size_t limit = 0;
  bool ascending = false;
};

// `outdated`: the consent record that the caller relied on is no longer the latest one.
enum class PutOutcome : std::uint8_t { outdated, conflict, stored };

struct Put {
  PutOutcome outcome = PutOutcome::outdated;
  std::string conflicting;  // the id that is taken by other content
};

struct RecordPut {
  PutOutcome outcome = PutOutcome::outdated;
  Instant arrived;  // the first time
};

// The reports of one epoch under one policy: they are released together, once.
struct Collection {
  std::string policy;  // its id
  std::uint32_t epoch = 0;

  friend bool operator==(const Collection&, const Collection&) = default;
};

// `closed`: the collection has been released.
enum class ReportOutcome : std::uint8_t { closed, conflict, stored };

// Calls for each report of that task.
using EachReport = std::function<void(std::uint16_t part, ByteView symbols)>;
using ReadReports = std::function<void(const Identifier& task, const EachReport&)>;

struct Released {
  std::uint32_t epoch = 0;
  Instant at;

  friend bool operator==(const Released&, const Released&) = default;
};

class Store {
 public:
  virtual ~Store() = default;

  virtual Stored<Session> sign_in(const SignIn& request) = 0;
  virtual Stored<std::optional<Session>> session(std::string_view token) = 0;
  virtual Stored<void> keep_alive(std::string_view token, Instant now) = 0;
  virtual Stored<void> sign_out(std::string_view token) = 0;

  // Conflict: its id is taken by other content, or by a record that does not agree.
  virtual Stored<Put> put_consent(std::string_view subject, const Document& consent,
                                  const Agrees& agrees, Instant now) = 0;
  virtual Stored<std::optional<ConsentEntry>> latest_consent(std::string_view subject) = 0;

  // Conflict: another record has its place or its id, the one before is not there, or the consent
  // of its id does not agree.
  virtual Stored<RecordPut> put_record(std::string_view subject, const RecordLink& link,
                                       const Document& record, const Agrees& agrees,
                                       Instant now) = 0;

  // Adds what is missing, provided that `consent` is the seq of the latest record (0: none).
  virtual Stored<Put> put_statements(std::string_view subject, std::span<const Document> statements,
                                     std::int64_t consent, Instant now) = 0;
  virtual Stored<std::optional<StatementEntry>> statement(std::string_view subject,
                                                          std::string_view id) = 0;
  virtual Stored<std::vector<StatementEntry>> statements(std::string_view subject,
                                                         const StatementFilter& filter) = 0;

  // Keeps nothing of when or from where it came, nor in which order. `delete_at` is that of the
  // first report of its task. Conflict: its id is taken by other content of the same task.
  virtual Stored<ReportOutcome> put_report(const Collection& collection, const Report& report,
                                           Instant delete_at) = 0;
  // Those that have reports.
  virtual Stored<std::vector<Collection>> unreleased() = 0;
  // Keeps what `figures` makes of the reports; nothing where the collection is released. No report
  // is added in between.
  virtual Stored<void> release(const Collection& collection, Instant now,
                               const std::function<std::string(const ReadReports&)>& figures) = 0;
  virtual Stored<std::optional<std::string>> released(const Collection& collection) = 0;
  virtual Stored<std::vector<Released>> releases(std::string_view policy) = 0;  // the newest first
  // Those whose date has come.
  virtual Stored<void> delete_reports(Instant now) = 0;
};

}  // namespace carrel::server
