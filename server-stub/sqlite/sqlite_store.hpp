// The store on one SQLite file: WAL, synchronous=FULL, one writer with group commit, readers on
// connections of their own. Callable from any thread.
#pragma once

#include <memory>
#include <string>

#include "sqlite/readers.hpp"
#include "sqlite/writer.hpp"
#include "store/store.hpp"

namespace carrel::server {

class SqliteStore final : public Store {
 public:
  // Creates the file when there is none.
  static Stored<std::unique_ptr<SqliteStore>> open(const std::string& path);

  Stored<Session> sign_in(const SignIn& request) override;
  Stored<std::optional<Session>> session(std::string_view token) override;
  Stored<void> keep_alive(std::string_view token, Instant now) override;
  Stored<void> sign_out(std::string_view token) override;

  Stored<Put> put_consent(std::string_view subject, const Document& consent, const Agrees& agrees,
                          Instant now) override;
  Stored<std::optional<ConsentEntry>> latest_consent(std::string_view subject) override;

  Stored<RecordPut> put_record(std::string_view subject, const RecordLink& link,
                               const Document& record, const Agrees& agrees, Instant now) override;

  Stored<Put> put_statements(std::string_view subject, std::span<const Document> statements,
                             std::int64_t consent, Instant now) override;
  Stored<std::optional<StatementEntry>> statement(std::string_view subject,
                                                  std::string_view id) override;
  Stored<std::vector<StatementEntry>> statements(std::string_view subject,
                                                 const StatementFilter& filter) override;

  Stored<ReportOutcome> put_report(const Collection& collection, const Report& report,
                                   Instant delete_at) override;
  Stored<std::vector<Collection>> unreleased() override;
  Stored<void> release(const Collection& collection, Instant now,
                       const std::function<std::string(const ReadReports&)>& figures) override;
  Stored<std::optional<std::string>> released(const Collection& collection) override;
  Stored<std::vector<Released>> releases(std::string_view policy) override;
  Stored<void> delete_reports(Instant now) override;

 private:
  SqliteStore(Database writing, const std::string& path);

  std::string path_;
  Writer writer_;
  Readers readers_;
};

}  // namespace carrel::server
