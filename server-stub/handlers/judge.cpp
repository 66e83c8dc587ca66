#include "handlers/judge.hpp"

#include <algorithm>
#include <string>

#include "handlers/reply.hpp"

#include "carrel/base/json_reader.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel::server {
namespace {

std::unexpected<Response> refuse(int status, std::string_view code, std::string_view id,
                                 std::string_view reason) {
  return std::unexpected(statement_error(status, code, id, reason));
}

// Whether the statement is of an item that the policy lets nowhere.
bool never_leaves(const Policy& policy, JsonValue statement) {
  std::vector<Fault> unused;
  const PolicyItem* item = policy.find_item(JsonReader(statement, unused)
                                                .member("context")
                                                .member("extensions")
                                                .member("urn:carrel:item")
                                                .text(1, 64));
  return item != nullptr && item->sync == SyncRule::never;
}

Consent consent_of(const std::optional<ConsentEntry>& entry) {
  if (!entry) return {};
  std::vector<Fault> faults;
  const auto json = parse_json(entry->text, faults);
  if (!json) return {};
  auto value = parse_consent(*json);
  if (!value) return {};
  // A client's clock that is ahead must not make a consent last longer.
  value->at = std::min(value->at, entry->arrived);
  return {std::move(*value), 1, true};
}

// Of an age the choice says no more than whether a parent approved of it: below the digital age.
AgeValue age_of(const ConsentValue& choice) {
  AgeValue out;
  out.at = choice.at;
  out.approval = Approval::granted;
  if (!choice.how.approved) out.from = UINT8_MAX;
  return out;
}

}  // namespace

std::string statement_id(JsonValue statement) {
  std::vector<Fault> unused;
  const Uuid id = parse_uuid(JsonReader(statement, unused).member("id").text(36, 36));
  return id.is_nil() ? "" : id.text();
}

Judge::Judge(const Policies& policies, const Subject& subject,
             const std::optional<ConsentEntry>& consent, bool gpc, Instant now)
    : policies_(policies),
      pseudonym_(subject.pseudonym),
      who_{consent_of(consent), gpc, subject.enrolled},
      now_(now) {
  const ConsentValue& choice = who_.consent.value;
  if (choice.choice == Choice::unasked) return;
  Situation& where = who_.where;
  where.place = choice.how.place;
  where.rules = choice.how.rules;
  where.age = age_of(choice);
  const auto law = policies.law(where.rules, where.place);
  knows_rules_ = law.has_value();
  if (law)
    where.law = *law;
  else
    where.restricted = ~PurposeSet{0};
}

std::expected<Document, Response> Judge::check(JsonValue statement) const {
  const std::string id = statement_id(statement);
  const auto hash = statement_policy(statement);
  if (!hash) return refuse(400, "statement", id, hash.error().where);
  if (hash->empty()) return refuse(400, "statement", id, "names no policy");
  const Policy* policy = policies_.find(*hash);
  if (!policy) return refuse(403, "policy", id, "this server does not know the policy");
  if (never_leaves(*policy, statement)) return refuse(403, "item", id, "never leaves the device");
  const auto parsed = parse_statement(*policy, statement);
  if (!parsed && parsed.error().code == Errc::unknown_item)
    return refuse(403, "item", id, "the policy has no such item");
  if (!parsed) return refuse(400, "statement", id, parsed.error().where);
  if (parsed->subject != pseudonym_)
    return refuse(403, "actor", id, "the actor is not the signed-in subject");
  const auto admitted = pass(*policy, parsed->event, id);
  if (!admitted) return std::unexpected(admitted.error());
  const Policy& newest = policies_.newest_of(*policy);
  if (&newest != policy)
    if (auto passed = pass(newest, parsed->event, id); !passed)
      return std::unexpected(std::move(passed).error());
  return Document{id, statement_text(*policy, pseudonym_, parsed->id, parsed->at, *admitted)};
}

std::expected<Admitted, Response> Judge::pass(const Policy& policy, const Event& event,
                                              std::string_view id) const {
  const Gate gate(policy);
  auto admitted = gate.admit(who_, event, now_);
  if (admitted) {
    const auto sendable = gate.sendable(who_, *admitted, now_);
    if (sendable) return std::move(*admitted);
    return refuse(403, "consent", id, sendable.error().where + why(policy, event.item));
  }
  const Error& error = admitted.error();
  const std::string reason = event.item + ": " + std::string(name(error.code));
  switch (error.code) {
    case Errc::unknown_item:
      return refuse(403, "item", id, "the newest revision has no such item");
    case Errc::not_permitted:
      return refuse(403, "consent", id, reason + why(policy, event.item));
    default:
      return refuse(400, "shape", id, reason);
  }
}

// The rule that decided; empty where it was none of a purpose.
std::string Judge::why(const Policy& policy, std::string_view item) const {
  const std::size_t purpose = policy.find_item(item)->purpose_for(who_.enrolled);
  const Ruling ruled = ruling(policy, who_.where, who_.consent, who_.gpc, purpose, now_);
  if (ruled.allowed) return {};
  if (!knows_rules_) return ": this server does not know the rules of the choice";
  return ": " + std::string(name(ruled.reason));
}

}  // namespace carrel::server
