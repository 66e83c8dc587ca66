// The data file: its layout, and how durable a COMMIT is. PRAGMA user_version carries the layout's
// number: an older one is brought up to date, a newer one refused and left untouched.
#pragma once

#include "sqlite/database.hpp"

namespace carrel::server {

inline constexpr std::int64_t data_format = 3;

// The connection that writes, in WAL mode with synchronous=FULL; makes the file when there is none.
// Throws SqliteError, also when the file is not Carrel's or newer than this program.
Database open_data_file(const std::string& path);

}  // namespace carrel::server
