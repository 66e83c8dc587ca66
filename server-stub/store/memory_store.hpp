// A store in memory, for tests and scenarios: one thread, no input or output, natively and in wasm.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace carrel::server {

class MemoryStore final : public Store {
 public:
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
  template <class Entry>
  struct Kept {
    std::string id;
    Entry entry;
  };
  struct KeptLink {
    RecordLink link;
    Document record;
    Instant arrived;
  };
  struct Records {  // in the order of arrival
    std::vector<KeptLink> links;
    std::vector<Kept<ConsentEntry>> consents;
    std::vector<Kept<StatementEntry>> statements;
  };

  struct Reports {  // of one task
    Collection collection;
    Instant delete_at;
    std::map<Identifier, Report> by_id;
  };
  struct KeptRelease {
    Collection collection;
    Instant at;
    std::string figures;
  };

  const KeptRelease* find_release(const Collection& collection) const;
  std::int64_t latest_seq(std::string_view subject) const;
  const StatementEntry* find_statement(std::string_view subject, std::string_view id) const;

  std::map<std::string, Subject, std::less<>> subjects_;  // by name
  std::map<std::string, Session, std::less<>> sessions_;  // by token
  std::map<std::string, Records, std::less<>> records_;   // by pseudonym
  std::int64_t last_seq_ = 0;
  std::map<Identifier, Reports> reports_;  // by task
  std::vector<KeptRelease> releases_;
};

}  // namespace carrel::server
