#include "sqlite/report_rows.hpp"

#include <algorithm>

namespace carrel::server {

bool is_released(Database& database, const Collection& collection) {
  return Query(database, "SELECT 1 FROM insight WHERE policy = ?1 AND epoch = ?2",
               collection.policy, collection.epoch)
      .next();
}

bool insert_report(Database& database, const Collection& collection, const Report& report,
                   Instant delete_at) {
  Query(database,
        "INSERT INTO task (id, policy, epoch, delete_at) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO NOTHING",
        report.task, collection.policy, collection.epoch, delete_at.ms)
      .run();
  Query(database,
        "INSERT INTO report (task, id, part, symbols) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT DO NOTHING",
        report.task, report.id, report.part, report.symbols)
      .run();
  if (database.changes() == 1) return true;
  Query known(database, "SELECT part, symbols FROM report WHERE task = ?1 AND id = ?2", report.task,
              report.id);
  return known.next() && known.integer(0) == report.part &&
         std::ranges::equal(known.blob(1), report.symbols);
}

void each_report(Database& database, const Identifier& task, const EachReport& each) {
  Query row(database, "SELECT part, symbols FROM report WHERE task = ?1", task);
  while (row.next())
    each(static_cast<std::uint16_t>(row.integer(0)), row.blob(1));
}

std::vector<Collection> unreleased_in(Database& database) {
  Query row(database,
            "SELECT DISTINCT policy, epoch FROM task WHERE NOT EXISTS (SELECT 1 FROM insight "
            "WHERE insight.policy = task.policy AND insight.epoch = task.epoch)");
  std::vector<Collection> out;
  while (row.next())
    out.push_back({row.text(0), static_cast<std::uint32_t>(row.integer(1))});
  return out;
}

std::vector<Released> releases_in(Database& database, std::string_view policy) {
  Query row(database, "SELECT epoch, released FROM insight WHERE policy = ?1 ORDER BY epoch DESC",
            policy);
  std::vector<Released> out;
  while (row.next())
    out.push_back({static_cast<std::uint32_t>(row.integer(0)), Instant{row.integer(1)}});
  return out;
}

bool has_reports_to_delete(Database& database, Instant now) {
  return Query(database, "SELECT 1 FROM task WHERE delete_at <= ?1 LIMIT 1", now.ms).next();
}

void delete_reports_in(Database& database, Instant now) {
  Query(database, "DELETE FROM report WHERE task IN (SELECT id FROM task WHERE delete_at <= ?1)",
        now.ms)
      .run();
  Query(database, "DELETE FROM task WHERE delete_at <= ?1", now.ms).run();
}

}  // namespace carrel::server
