#include "sqlite/sqlite_store.hpp"

#include "sqlite/data_file.hpp"
#include "sqlite/report_rows.hpp"

namespace carrel::server {
namespace {

// The one place where SqliteError becomes a value.
template <class Result, class Action>
Stored<Result> attempt(Action&& action) {
  try {
    if constexpr (std::is_void_v<Result>) {
      action();
      return {};
    } else {
      return action();
    }
  } catch (const SqliteError& error) {
    return std::unexpected(StoreFailure{error.what()});
  }
}

std::optional<ConsentEntry> latest_consent_in(Database& database, std::string_view subject) {
  Query row(database,
            "SELECT seq, arrived, text FROM consent WHERE subject = ?1 ORDER BY seq DESC LIMIT 1",
            subject);
  if (!row.next()) return {};
  return ConsentEntry{row.integer(0), Instant{row.integer(1)}, row.text(2)};
}

bool agrees_with_record(Database& database, std::string_view subject, std::string_view id,
                        const Agrees& agrees) {
  Query row(database, "SELECT text FROM record WHERE subject = ?1 AND id = ?2", subject, id);
  return !row.next() || agrees(row.text(0));
}

bool agrees_with_consent(Database& database, std::string_view subject, std::string_view id,
                         const Agrees& agrees) {
  Query row(database, "SELECT text FROM consent WHERE subject = ?1 AND id = ?2", subject, id);
  return !row.next() || agrees(row.text(0));
}

// False when the id is taken by other content.
bool insert_consent(Database& database, std::string_view subject, const Document& consent,
                    Instant now) {
  Query(database,
        "INSERT INTO consent (subject, id, arrived, text) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO NOTHING",
        subject, consent.id, now.ms, consent.text)
      .run();
  if (database.changes() == 1) return true;
  Query known(database, "SELECT text FROM consent WHERE subject = ?1 AND id = ?2", subject,
              consent.id);
  return known.next() && known.text(0) == consent.text;
}

// The hash of the record in this place; empty where there is none.
std::string hash_in(Database& database, std::string_view subject, std::string_view chain,
                    std::int64_t number) {
  Query row(database, "SELECT hash FROM record WHERE subject = ?1 AND chain = ?2 AND number = ?3",
            subject, chain, number);
  return row.next() ? row.text(0) : "";
}

RecordPut insert_record(Database& database, std::string_view subject, const RecordLink& link,
                        const Document& record, Instant now) {
  if (hash_in(database, subject, link.chain, link.number - 1) != link.previous)
    return {PutOutcome::conflict, {}};
  Query(database,
        "INSERT INTO record (subject, chain, number, id, hash, arrived, text, signature) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        subject, link.chain, link.number, record.id, link.hash, now.ms, record.text, link.signature)
      .run();
  Query known(database,
              "SELECT arrived FROM record "
              "WHERE subject = ?1 AND chain = ?2 AND number = ?3 AND hash = ?4",
              subject, link.chain, link.number, link.hash);
  if (!known.next()) return {PutOutcome::conflict, {}};
  return {PutOutcome::stored, Instant{known.integer(0)}};
}

bool insert_statement(Database& database, std::string_view subject, const Document& statement,
                      Instant now) {
  Query(database,
        "INSERT INTO statement (subject, id, stored, text) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO NOTHING",
        subject, statement.id, now.ms, statement.text)
      .run();
  if (database.changes() == 1) return true;
  Query known(database, "SELECT text FROM statement WHERE subject = ?1 AND id = ?2", subject,
              statement.id);
  return known.next() && known.text(0) == statement.text;
}

StatementEntry statement_row(const Query& row) {
  return {row.integer(0), Instant{row.integer(1)}, row.text(2)};
}

}  // namespace

Stored<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path) {
  return attempt<std::unique_ptr<SqliteStore>>(
      [&] { return std::unique_ptr<SqliteStore>(new SqliteStore(open_data_file(path), path)); });
}

SqliteStore::SqliteStore(Database writing, const std::string& path)
    : path_(path), writer_(std::move(writing)), readers_(path) {}

Stored<Session> SqliteStore::sign_in(const SignIn& request) {
  return attempt<Session>([&] {
    Session session{request.token, request.csrf, {}, request.now};
    writer_.run([&](Database& database) {
      Query(database, "DELETE FROM session WHERE seen < ?1", request.expired.ms).run();
      Query(database,
            "INSERT INTO subject (name, pseudonym, enrolled) VALUES (?1, ?2, 1) "
            "ON CONFLICT (name) DO NOTHING",
            request.name, request.pseudonym)
          .run();
      Query subject(database, "SELECT pseudonym, enrolled FROM subject WHERE name = ?1",
                    request.name);
      if (!subject.next()) return false;
      session.subject = {subject.text(0), request.name, subject.integer(1) != 0};
      Query(database, "INSERT INTO session (token, csrf, subject, seen) VALUES (?1, ?2, ?3, ?4)",
            request.token, request.csrf, session.subject.pseudonym, request.now.ms)
          .run();
      return true;
    });
    return session;
  });
}

Stored<std::optional<Session>> SqliteStore::session(std::string_view token) {
  using Found = std::optional<Session>;
  return attempt<Found>([&] {
    return readers_.read([&](Database& database) -> Found {
      Query row(database,
                "SELECT token, csrf, seen, pseudonym, name, enrolled "
                "FROM session JOIN subject ON subject.pseudonym = session.subject "
                "WHERE token = ?1",
                token);
      if (!row.next()) return {};
      return Session{row.text(0),
                     row.text(1),
                     {row.text(3), row.text(4), row.integer(5) != 0},
                     Instant{row.integer(2)}};
    });
  });
}

Stored<void> SqliteStore::keep_alive(std::string_view token, Instant now) {
  return attempt<void>([&] {
    writer_.run([&](Database& database) {
      Query(database, "UPDATE session SET seen = ?2 WHERE token = ?1", token, now.ms).run();
      return true;
    });
  });
}

Stored<void> SqliteStore::sign_out(std::string_view token) {
  return attempt<void>([&] {
    writer_.run([&](Database& database) {
      Query(database, "DELETE FROM session WHERE token = ?1", token).run();
      return true;
    });
  });
}

Stored<Put> SqliteStore::put_consent(std::string_view subject, const Document& consent,
                                     const Agrees& agrees, Instant now) {
  return attempt<Put>([&] {
    Put put{PutOutcome::stored, {}};
    writer_.run([&](Database& database) {
      if (agrees_with_record(database, subject, consent.id, agrees) &&
          insert_consent(database, subject, consent, now))
        return true;
      put = {PutOutcome::conflict, consent.id};
      return false;
    });
    return put;
  });
}

Stored<std::optional<ConsentEntry>> SqliteStore::latest_consent(std::string_view subject) {
  return attempt<std::optional<ConsentEntry>>([&] {
    return readers_.read([&](Database& database) { return latest_consent_in(database, subject); });
  });
}

Stored<RecordPut> SqliteStore::put_record(std::string_view subject, const RecordLink& link,
                                          const Document& record, const Agrees& agrees,
                                          Instant now) {
  return attempt<RecordPut>([&] {
    RecordPut put{PutOutcome::conflict, {}};
    writer_.run([&](Database& database) {
      if (!agrees_with_consent(database, subject, record.id, agrees)) return false;
      put = insert_record(database, subject, link, record, now);
      return put.outcome == PutOutcome::stored;
    });
    return put;
  });
}

Stored<Put> SqliteStore::put_statements(std::string_view subject,
                                        std::span<const Document> statements, std::int64_t consent,
                                        Instant now) {
  return attempt<Put>([&] {
    Put put{PutOutcome::stored, {}};
    writer_.run([&](Database& database) {
      const auto latest = latest_consent_in(database, subject);
      if ((latest ? latest->seq : 0) != consent) {
        put = {PutOutcome::outdated, {}};
        return false;
      }
      for (const Document& statement : statements) {
        if (insert_statement(database, subject, statement, now)) continue;
        put = {PutOutcome::conflict, statement.id};
        return false;
      }
      return true;
    });
    return put;
  });
}

Stored<std::optional<StatementEntry>> SqliteStore::statement(std::string_view subject,
                                                             std::string_view id) {
  using Found = std::optional<StatementEntry>;
  return attempt<Found>([&] {
    return readers_.read([&](Database& database) -> Found {
      Query row(database, "SELECT seq, stored, text FROM statement WHERE subject = ?1 AND id = ?2",
                subject, id);
      if (!row.next()) return {};
      return statement_row(row);
    });
  });
}

Stored<std::vector<StatementEntry>> SqliteStore::statements(std::string_view subject,
                                                            const StatementFilter& filter) {
  constexpr std::string_view rising =
      "SELECT seq, stored, text FROM statement "
      "WHERE subject = ?1 AND stored > ?2 AND seq > ?3 ORDER BY seq LIMIT ?4";
  constexpr std::string_view falling =
      "SELECT seq, stored, text FROM statement "
      "WHERE subject = ?1 AND stored > ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4";
  using Found = std::vector<StatementEntry>;
  return attempt<Found>([&] {
    return readers_.read([&](Database& database) {
      const bool from_the_end = !filter.ascending && filter.after == 0;
      Query row(database, filter.ascending ? rising : falling, subject,
                filter.since ? filter.since->ms : std::int64_t{INT64_MIN},
                from_the_end ? std::int64_t{INT64_MAX} : filter.after,
                static_cast<std::int64_t>(filter.limit));
      Found out;
      while (row.next())
        out.push_back(statement_row(row));
      return out;
    });
  });
}

Stored<ReportOutcome> SqliteStore::put_report(const Collection& collection, const Report& report,
                                              Instant delete_at) {
  return attempt<ReportOutcome>([&] {
    ReportOutcome outcome = ReportOutcome::closed;
    writer_.run([&](Database& database) {
      if (is_released(database, collection)) return false;
      const bool kept = insert_report(database, collection, report, delete_at);
      outcome = kept ? ReportOutcome::stored : ReportOutcome::conflict;
      return kept;
    });
    return outcome;
  });
}

Stored<std::vector<Collection>> SqliteStore::unreleased() {
  return attempt<std::vector<Collection>>([&] { return readers_.read(unreleased_in); });
}

Stored<void> SqliteStore::release(const Collection& collection, Instant now,
                                  const std::function<std::string(const ReadReports&)>& figures) {
  return attempt<void>([&] {
    writer_.run([&](Database& database) {
      if (is_released(database, collection)) return false;
      const std::string text = figures([&](const Identifier& task, const EachReport& each) {
        each_report(database, task, each);
      });
      Query(database,
            "INSERT INTO insight (policy, epoch, released, figures) VALUES (?1, ?2, ?3, ?4)",
            collection.policy, collection.epoch, now.ms, text)
          .run();
      return true;
    });
  });
}

Stored<std::optional<std::string>> SqliteStore::released(const Collection& collection) {
  using Found = std::optional<std::string>;
  return attempt<Found>([&] {
    return readers_.read([&](Database& database) -> Found {
      Query row(database, "SELECT figures FROM insight WHERE policy = ?1 AND epoch = ?2",
                collection.policy, collection.epoch);
      if (!row.next()) return {};
      return row.text(0);
    });
  });
}

Stored<std::vector<Released>> SqliteStore::releases(std::string_view policy) {
  return attempt<std::vector<Released>>([&] {
    return readers_.read([&](Database& database) { return releases_in(database, policy); });
  });
}

Stored<void> SqliteStore::delete_reports(Instant now) {
  return attempt<void>([&] {
    const auto due = [&](Database& database) { return has_reports_to_delete(database, now); };
    if (!readers_.read(due)) return;
    writer_.run([&](Database& database) {
      delete_reports_in(database, now);
      return true;
    });
    // They are in the log of writes until it begins anew.
    Database(path_, Database::Access::write).execute("PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

}  // namespace carrel::server
