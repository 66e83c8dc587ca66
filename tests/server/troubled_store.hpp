// A store in memory that fails, or is overtaken, when the test says so.
#pragma once

#include <functional>
#include <utility>

#include "store/memory_store.hpp"

namespace carrel::server::test {

class TroubledStore : public Store {
 public:
  bool fails = false;
  std::function<void(Store&)> before_next_put;  // happens once, after the verdict was reached

  Stored<Session> sign_in(const SignIn& request) override {
    return tried<Session>([&] { return inner_.sign_in(request); });
  }
  Stored<std::optional<Session>> session(std::string_view token) override {
    return inner_.session(token);
  }
  Stored<void> keep_alive(std::string_view token, Instant now) override {
    return tried<void>([&] { return inner_.keep_alive(token, now); });
  }
  Stored<void> sign_out(std::string_view token) override {
    return tried<void>([&] { return inner_.sign_out(token); });
  }
  Stored<Put> put_consent(std::string_view subject, const Document& consent, const Agrees& agrees,
                          Instant now) override {
    return tried<Put>([&] { return inner_.put_consent(subject, consent, agrees, now); });
  }
  Stored<std::optional<ConsentEntry>> latest_consent(std::string_view subject) override {
    return inner_.latest_consent(subject);
  }
  Stored<RecordPut> put_record(std::string_view subject, const RecordLink& link,
                               const Document& record, const Agrees& agrees, Instant now) override {
    return tried<RecordPut>([&] { return inner_.put_record(subject, link, record, agrees, now); });
  }
  Stored<Put> put_statements(std::string_view subject, std::span<const Document> statements,
                             std::int64_t consent, Instant now) override {
    if (const auto act = std::exchange(before_next_put, nullptr)) act(inner_);
    return tried<Put>([&] { return inner_.put_statements(subject, statements, consent, now); });
  }
  Stored<std::optional<StatementEntry>> statement(std::string_view subject,
                                                  std::string_view id) override {
    return tried<std::optional<StatementEntry>>([&] { return inner_.statement(subject, id); });
  }
  Stored<std::vector<StatementEntry>> statements(std::string_view subject,
                                                 const StatementFilter& filter) override {
    return tried<std::vector<StatementEntry>>([&] { return inner_.statements(subject, filter); });
  }
  Stored<ReportOutcome> put_report(const Collection& collection, const Report& report,
                                   Instant delete_at) override {
    return tried<ReportOutcome>([&] { return inner_.put_report(collection, report, delete_at); });
  }
  Stored<std::vector<Collection>> unreleased() override {
    return tried<std::vector<Collection>>([&] { return inner_.unreleased(); });
  }
  Stored<void> release(const Collection& collection, Instant now,
                       const std::function<std::string(const ReadReports&)>& figures) override {
    return tried<void>([&] { return inner_.release(collection, now, figures); });
  }
  Stored<std::optional<std::string>> released(const Collection& collection) override {
    return tried<std::optional<std::string>>([&] { return inner_.released(collection); });
  }
  Stored<std::vector<Released>> releases(std::string_view policy) override {
    return tried<std::vector<Released>>([&] { return inner_.releases(policy); });
  }
  Stored<void> delete_reports(Instant now) override {
    return tried<void>([&] { return inner_.delete_reports(now); });
  }

 private:
  template <class T, class Act>
  Stored<T> tried(const Act& act) {
    if (fails) return std::unexpected(StoreFailure{"the disk is full"});
    return act();
  }

  MemoryStore inner_;
};

}  // namespace carrel::server::test
