// SQLite as C++ values: a connection and its prepared statements. Failures are exceptions, which
// stay inside sqlite/.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "carrel/base/bytes.hpp"

namespace carrel::server {

class SqliteError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// One connection, used by one thread at a time.
class Database {
 public:
  enum class Access : std::uint8_t { read, write };

  Database(const std::string& path, Access access);

  void execute(const char* sql);
  void rollback() noexcept;
  std::int64_t pragma(const char* name);  // the value of an integer pragma
  std::string pragma_text(const char* name);
  int changes() const { return sqlite3_changes(handle_.get()); }

 private:
  friend class Query;

  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  sqlite3_stmt* prepared(std::string_view sql);
  [[noreturn]] void fail(const char* doing) const;

  std::unique_ptr<sqlite3, Close> handle_;
  std::map<std::string_view, std::unique_ptr<sqlite3_stmt, Close>> prepared_;  // by literal
};

// One use of a prepared statement. `sql` must outlive the connection: a literal. Bound texts
// and bytes must outlive the use.
class Query {
 public:
  template <class... Values>
  Query(Database& database, std::string_view sql, const Values&... values)
      : database_(database), use_(database.prepared(sql)) {
    int index = 0;
    (bind(++index, values), ...);
  }

  bool next();  // is there another row?
  void run() { next(); }

  std::int64_t integer(int column) const { return sqlite3_column_int64(use_.get(), column); }
  std::string text(int column) const;
  ByteView blob(int column) const;  // until the next row

 private:
  void bind(int index, std::int64_t value);
  void bind(int index, std::string_view value);
  void bind(int index, ByteView value);

  struct Reset {
    void operator()(sqlite3_stmt* statement) const {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  };

  Database& database_;
  std::unique_ptr<sqlite3_stmt, Reset> use_;
};

}  // namespace carrel::server
