#include "sqlite/database.hpp"

namespace carrel::server {
namespace {

constexpr int busy_timeout_ms = 5000;

}  // namespace

Database::Database(const std::string& path, Access access) {
  const int flags = (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                             : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (status != SQLITE_OK) fail("open");
  sqlite3_busy_timeout(handle, busy_timeout_ms);
}

void Database::execute(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail("execute");
}

// When it fails, SQLite has rolled back by itself.
void Database::rollback() noexcept {
  sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::pragma(const char* name) {
  return std::stoll(pragma_text(name));
}

std::string Database::pragma_text(const char* name) {
  std::string value;
  const auto take = [](void* out, int, char** columns, char**) {
    *static_cast<std::string*>(out) = columns[0] ? columns[0] : "";
    return 0;
  };
  const std::string sql = std::string("PRAGMA ") + name;
  if (sqlite3_exec(handle_.get(), sql.c_str(), take, &value, nullptr) != SQLITE_OK) fail("pragma");
  return value;
}

sqlite3_stmt* Database::prepared(std::string_view sql) {
  auto& slot = prepared_[sql];
  if (!slot) {
    sqlite3_stmt* statement = nullptr;
    const int status = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (status != SQLITE_OK) fail("prepare");
    slot.reset(statement);
  }
  return slot.get();
}

void Database::fail(const char* doing) const {
  throw SqliteError(std::string("SQLite cannot ") + doing + ": " +
                    sqlite3_errstr(sqlite3_extended_errcode(handle_.get())));
}

bool Query::next() {
  const int status = sqlite3_step(use_.get());
  if (status != SQLITE_ROW && status != SQLITE_DONE) database_.fail("step");
  return status == SQLITE_ROW;
}

std::string Query::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(use_.get(), column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(use_.get(), column))};
}

ByteView Query::blob(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(use_.get(), column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(use_.get(), column))};
}

void Query::bind(int index, std::int64_t value) {
  if (sqlite3_bind_int64(use_.get(), index, value) != SQLITE_OK) database_.fail("bind");
}

void Query::bind(int index, std::string_view value) {
  if (sqlite3_bind_text64(use_.get(), index, value.data(), value.size(), SQLITE_STATIC,
                          SQLITE_UTF8) != SQLITE_OK) {
    database_.fail("bind");
  }
}

void Query::bind(int index, ByteView value) {
  if (sqlite3_bind_blob64(use_.get(), index, value.data(), value.size(), SQLITE_STATIC) !=
      SQLITE_OK) {
    database_.fail("bind");
  }
}

}  // namespace carrel::server
