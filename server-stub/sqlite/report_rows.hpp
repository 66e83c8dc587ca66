// Reports and releases as rows.
#pragma once

#include "sqlite/database.hpp"
#include "store/store.hpp"

namespace carrel::server {

bool is_released(Database& database, const Collection& collection);

// False where its id is taken by other content.
bool insert_report(Database& database, const Collection& collection, const Report& report,
                   Instant delete_at);
void each_report(Database& database, const Identifier& task, const EachReport& each);

std::vector<Collection> unreleased_in(Database& database);
std::vector<Released> releases_in(Database& database, std::string_view policy);

bool has_reports_to_delete(Database& database, Instant now);
void delete_reports_in(Database& database, Instant now);

}  // namespace carrel::server
