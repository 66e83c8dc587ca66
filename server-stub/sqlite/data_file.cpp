#include "sqlite/data_file.hpp"

namespace carrel::server {
namespace {

constexpr std::int64_t application_id = 0x4361'726c;  // "Carl" in ASCII

constexpr const char* durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";

// 32 MB of pages in memory, 16 MB of log between two checkpoints: random identifiers touch many
// pages, which are so written back once for many commits.
constexpr const char* working_set = "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4096";

// What is deleted is overwritten.
constexpr const char* deletion = "PRAGMA secure_delete = ON";

constexpr const char* layout = R"sql(
CREATE TABLE subject (
  name      TEXT PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE,
  enrolled  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  token   TEXT PRIMARY KEY,
  csrf    TEXT NOT NULL,
  subject TEXT NOT NULL,
  seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE consent (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  id      TEXT NOT NULL,
  arrived INTEGER NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (subject, id)
) STRICT;
CREATE INDEX consent_arrival ON consent (subject, seq);
CREATE TABLE statement (
  seq     INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  id      TEXT NOT NULL,
  stored  INTEGER NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (subject, id)
) STRICT;
CREATE INDEX statement_arrival ON statement (subject, seq);
)sql";

// What format 2 adds: the chains of consent records.
constexpr const char* consent_records = R"sql(
CREATE TABLE record (
  subject   TEXT NOT NULL,
  chain     TEXT NOT NULL,
  number    INTEGER NOT NULL,
  id        TEXT NOT NULL,
  hash      TEXT NOT NULL,
  arrived   INTEGER NOT NULL,
  text      TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (subject, chain, number),
  UNIQUE (subject, id)
) STRICT;
)sql";

// What format 3 adds: reports, of which nothing tells when they came, and what was released of
// them.
constexpr const char* aggregation = R"sql(
CREATE TABLE task (
  id        BLOB PRIMARY KEY,
  policy    TEXT NOT NULL,
  epoch     INTEGER NOT NULL,
  delete_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE report (
  task    BLOB NOT NULL,
  id      BLOB NOT NULL,
  part    INTEGER NOT NULL,
  symbols BLOB NOT NULL,
  PRIMARY KEY (task, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE insight (
  policy   TEXT NOT NULL,
  epoch    INTEGER NOT NULL,
  released INTEGER NOT NULL,
  figures  TEXT NOT NULL,
  PRIMARY KEY (policy, epoch)
) STRICT, WITHOUT ROWID;
)sql";

std::string upgrade_from(std::int64_t format, bool empty) {
  std::string sql = empty ? layout : "";
  if (format < 2) sql += consent_records;
  return sql + aggregation;
}

}  // namespace

Database open_data_file(const std::string& path) {
  Database database(path, Database::Access::write);
  const std::int64_t format = database.pragma("user_version");
  const bool empty = database.pragma("schema_version") == 0;
  if (!empty && database.pragma("application_id") != application_id)
    throw SqliteError("the data file belongs to another program");
  if (format > data_format)
    throw SqliteError("the data file has format " + std::to_string(format) +
                      ", this program reads formats up to " + std::to_string(data_format));
  database.execute(durability);
  database.execute(working_set);
  database.execute(deletion);
  if (format < data_format) {
    const std::string marks = "PRAGMA application_id = " + std::to_string(application_id) +
                              "; PRAGMA user_version = " + std::to_string(data_format);
    database.execute(
        ("BEGIN IMMEDIATE;" + upgrade_from(format, empty) + marks + "; COMMIT").c_str());
  }
  return database;
}

}  // namespace carrel::server
