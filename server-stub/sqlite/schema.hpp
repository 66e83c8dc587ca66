// The database's layout. PRAGMA user_version carries its number: an older one is brought up to
// date, a newer one refused and left untouched.
#pragma once

#include "sqlite/database.hpp"

namespace carrel::server {

inline constexpr std::int64_t schema_version = 1;

// Throws SqliteError when the file is not Carrel's or is newer than this program.
void prepare_schema(Database& database);

}  // namespace carrel::server
