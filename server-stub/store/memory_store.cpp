#include "store/memory_store.hpp"

#include <algorithm>
#include <ranges>

namespace carrel::server {

Stored<Session> MemoryStore::sign_in(const SignIn& request) {
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second.seen < request.expired; });
  const auto subject =
      subjects_.try_emplace(request.name, Subject{request.pseudonym, request.name, true}).first;
  return sessions_[request.token] =
             Session{request.token, request.csrf, subject->second, request.now};
}

Stored<std::optional<Session>> MemoryStore::session(std::string_view token) {
  const auto found = sessions_.find(token);
  if (found == sessions_.end()) return std::nullopt;
  return found->second;
}

Stored<void> MemoryStore::keep_alive(std::string_view token, Instant now) {
  const auto found = sessions_.find(token);
  if (found != sessions_.end()) found->second.seen = now;
  return {};
}

Stored<void> MemoryStore::sign_out(std::string_view token) {
  const auto found = sessions_.find(token);
  if (found != sessions_.end()) sessions_.erase(found);
  return {};
}

Stored<Put> MemoryStore::put_consent(std::string_view subject, const Document& consent,
                                     const Agrees& agrees, Instant now) {
  auto& [links, consents, statements] = records_[std::string(subject)];
  for (const KeptLink& kept : links)
    if (kept.record.id == consent.id && !agrees(kept.record.text))
      return Put{PutOutcome::conflict, consent.id};
  const auto known = std::ranges::find(consents, consent.id, &Kept<ConsentEntry>::id);
  if (known == consents.end()) {
    consents.push_back({consent.id, {++last_seq_, now, consent.text}});
  } else if (known->entry.text != consent.text) {
    return Put{PutOutcome::conflict, consent.id};
  }
  return Put{PutOutcome::stored, {}};
}

Stored<std::optional<ConsentEntry>> MemoryStore::latest_consent(std::string_view subject) {
  const auto records = records_.find(subject);
  if (records == records_.end() || records->second.consents.empty()) return std::nullopt;
  return records->second.consents.back().entry;
}

Stored<RecordPut> MemoryStore::put_record(std::string_view subject, const RecordLink& link,
                                          const Document& record, const Agrees& agrees,
                                          Instant now) {
  auto& [links, consents, statements] = records_[std::string(subject)];
  const auto consent = std::ranges::find(consents, record.id, &Kept<ConsentEntry>::id);
  if (consent != consents.end() && !agrees(consent->entry.text))
    return RecordPut{PutOutcome::conflict, {}};
  std::string before;
  for (const KeptLink& kept : links) {
    const bool same_place = kept.link.chain == link.chain && kept.link.number == link.number;
    if (same_place && kept.link.hash == link.hash)
      return RecordPut{PutOutcome::stored, kept.arrived};
    if (same_place || kept.record.id == record.id) return RecordPut{PutOutcome::conflict, {}};
    if (kept.link.chain == link.chain && kept.link.number == link.number - 1)
      before = kept.link.hash;
  }
  if (before != link.previous) return RecordPut{PutOutcome::conflict, {}};
  links.push_back({link, record, now});
  return RecordPut{PutOutcome::stored, now};
}

Stored<Put> MemoryStore::put_statements(std::string_view subject,
                                        std::span<const Document> statements, std::int64_t consent,
                                        Instant now) {
  if (latest_seq(subject) != consent) return Put{PutOutcome::outdated, {}};
  std::vector<Kept<StatementEntry>> added;
  for (const Document& statement : statements) {
    const StatementEntry* known = find_statement(subject, statement.id);
    if (!known) {
      added.push_back({statement.id, {++last_seq_, now, statement.text}});
    } else if (known->text != statement.text) {
      return Put{PutOutcome::conflict, statement.id};
    }
  }
  auto& kept = records_[std::string(subject)].statements;
  kept.insert(kept.end(), added.begin(), added.end());
  return Put{PutOutcome::stored, {}};
}

Stored<std::optional<StatementEntry>> MemoryStore::statement(std::string_view subject,
                                                             std::string_view id) {
  const StatementEntry* known = find_statement(subject, id);
  if (!known) return std::nullopt;
  return *known;
}

Stored<std::vector<StatementEntry>> MemoryStore::statements(std::string_view subject,
                                                            const StatementFilter& filter) {
  std::vector<StatementEntry> out;
  const auto records = records_.find(subject);
  if (records == records_.end()) return out;
  for (const auto& [id, entry] : records->second.statements)
    if (!filter.since || entry.stored > *filter.since) out.push_back(entry);
  if (!filter.ascending) std::ranges::reverse(out);
  if (filter.after != 0)
    std::erase_if(out, [&](const StatementEntry& entry) {
      return filter.ascending ? entry.seq <= filter.after : entry.seq >= filter.after;
    });
  if (out.size() > filter.limit) out.resize(filter.limit);
  return out;
}

Stored<ReportOutcome> MemoryStore::put_report(const Collection& collection, const Report& report,
                                              Instant delete_at) {
  if (find_release(collection)) return ReportOutcome::closed;
  auto& reports =
      reports_.try_emplace(report.task, Reports{collection, delete_at, {}}).first->second;
  const auto kept = reports.by_id.try_emplace(report.id, report).first;
  return kept->second == report ? ReportOutcome::stored : ReportOutcome::conflict;
}

Stored<std::vector<Collection>> MemoryStore::unreleased() {
  std::vector<Collection> out;
  for (const auto& [task, reports] : reports_)
    if (!find_release(reports.collection) && !std::ranges::contains(out, reports.collection))
      out.push_back(reports.collection);
  return out;
}

Stored<void> MemoryStore::release(const Collection& collection, Instant now,
                                  const std::function<std::string(const ReadReports&)>& figures) {
  if (find_release(collection)) return {};
  releases_.push_back(
      {collection, now, figures([&](const Identifier& task, const EachReport& each) {
         const auto found = reports_.find(task);
         if (found == reports_.end()) return;
         for (const auto& [id, report] : found->second.by_id)
           each(report.part, report.symbols);
       })});
  return {};
}

Stored<std::optional<std::string>> MemoryStore::released(const Collection& collection) {
  const KeptRelease* found = find_release(collection);
  if (!found) return std::nullopt;
  return found->figures;
}

Stored<std::vector<Released>> MemoryStore::releases(std::string_view policy) {
  std::vector<Released> out;
  for (const auto& [collection, at, figures] : releases_)
    if (collection.policy == policy) out.push_back({collection.epoch, at});
  std::ranges::sort(out, std::greater{}, &Released::epoch);
  return out;
}

Stored<void> MemoryStore::delete_reports(Instant now) {
  std::erase_if(reports_, [&](const auto& entry) { return entry.second.delete_at <= now; });
  return {};
}

const MemoryStore::KeptRelease* MemoryStore::find_release(const Collection& collection) const {
  const auto found = std::ranges::find(releases_, collection, &KeptRelease::collection);
  return found == releases_.end() ? nullptr : &*found;
}

std::int64_t MemoryStore::latest_seq(std::string_view subject) const {
  const auto records = records_.find(subject);
  const bool none = records == records_.end() || records->second.consents.empty();
  return none ? 0 : records->second.consents.back().entry.seq;
}

const StatementEntry* MemoryStore::find_statement(std::string_view subject,
                                                  std::string_view id) const {
  const auto records = records_.find(subject);
  if (records == records_.end()) return nullptr;
  const auto& statements = records->second.statements;
  const auto known = std::ranges::find(statements, id, &Kept<StatementEntry>::id);
  return known == statements.end() ? nullptr : &known->entry;
}

}  // namespace carrel::server
