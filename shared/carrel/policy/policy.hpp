// The policy: what may be stored, where, for how long, for which purpose, and what may leave.
// Format: docs/formats/policy.md. Immutable once parsed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/result.hpp"
#include "carrel/base/time.hpp"
#include "carrel/policy/shape.hpp"

namespace carrel {

enum class Tier : std::uint8_t { none, memory, visit, local, persistent };
enum class IfRefused : std::uint8_t { drop, memory, visit };
enum class OnWithdraw : std::uint8_t { erase, visit, ask, keep };
enum class OnErasure : std::uint8_t { erase, keep };
enum class KeepRule : std::uint8_t { visit, age, idle, until_sent, account };
enum class SyncRule : std::uint8_t { never, latest, each };
enum class Durability : std::uint8_t { relaxed, strict };

// The legal basis of a purpose.
enum class Basis : std::uint8_t {
  none,
  consent,
  explicit_consent,  // never taken for granted, wherever the person is
  contract,
  legal_obligation,
  legitimate_interests,
  public_task,
};
inline bool asks(Basis basis) {
  return basis == Basis::consent || basis == Basis::explicit_consent;
}

// What a purpose does, as the rules of places speak of it. There is no sale (D511).
enum class Use : std::uint8_t {
  none = 0,
  measurement = 1,
  appearance = 2,
  profiling = 4,
  sharing = 8,
  advertising = 16,
};
using UseSet = std::uint8_t;  // a bit each
inline constexpr UseSet all_uses = 31;

std::string_view name(Tier tier);
std::string_view name(KeepRule rule);

using Texts = std::map<std::string, std::string, std::less<>>;  // language → text

struct Category {
  std::string key;
  bool required = false;   // cannot be refused (D110)
  bool on_device = false;  // granted by "keep everything on this device" (D125)
  bool gpc = false;        // refused while Global Privacy Control is on (D606)
  bool shown = false;      // has an item
  Texts title, covers, refused;
  std::vector<std::string> facts;
};

struct Purpose {
  std::string key;
  std::size_t category = 0;
  Basis basis = Basis::none;
  UseSet uses = 0;
  std::uint32_t print = 0;  // fingerprint: what answers hold by, over revisions
  Texts title, why;
  std::vector<std::string> facts;
};

// A party of the register; a person allows it by its purpose.
struct Service {
  std::string key;
  std::size_t purpose = 0;
};

struct Keep {
  KeepRule rule = KeepRule::visit;
  std::int32_t days = 0;
};

struct PolicyItem {
  std::string key;
  std::size_t purpose = 0;
  std::optional<std::size_t> purpose_when_enrolled;
  Tier tier = Tier::none;
  ShapeSpec shape;
  IfRefused if_refused = IfRefused::drop;
  OnWithdraw on_withdraw = OnWithdraw::erase;
  OnErasure on_behavioural_erasure = OnErasure::erase;
  Keep keep;
  Durability durability = Durability::relaxed;
  SyncRule sync = SyncRule::never;
  std::string verb;  // IRI of the xAPI verb; empty when it never leaves
  Texts title, why;
  std::vector<std::string> facts;
  bool built_in = false;

  std::size_t purpose_for(bool enrolled) const {
    return enrolled ? purpose_when_enrolled.value_or(purpose) : purpose;
  }
};

// The engine's own items: the consent record, the transfer log, the marks of use and the age.
bool is_built_in(const PolicyItem& item);

// Bit i stands for the policy's purpose i.
using PurposeSet = std::uint64_t;
inline constexpr std::size_t max_categories = 31;  // and services: a bit each in the decision cache
inline constexpr std::size_t max_purposes = 63;    // and the built-in one
inline constexpr std::size_t max_items = 256;

inline constexpr std::string_view consent_item = "consent.choice";
inline constexpr std::string_view transfer_item = "transfer.entry";
inline constexpr std::string_view use_item = "profile.use";  // days since it was in use before
inline constexpr std::string_view age_item = "profile.age";

struct Policy {
  std::string id;
  std::string revision;  // a date, shown to people
  std::string site;      // IRI that ends in '/': home of accounts and activities on the wire
  std::string hash;      // lower-case hex SHA-256 of the document's bytes
  std::vector<std::string> languages;
  Duration consent_expires;
  bool heeds_dnt = false;       // Do Not Track counts as Global Privacy Control
  bool asks_age = false;        // a person whose age is not known is a child
  bool without_choice = false;  // makes use of what a place permits before any choice
  std::vector<Category> categories;
  std::vector<Purpose> purposes;  // the last one is built in: "accountability"
  std::vector<Service> services;
  std::vector<PolicyItem> items;  // the last four are built in

  const PolicyItem* find_item(std::string_view key) const;
  std::optional<std::size_t> find_purpose(std::string_view key) const;
  const Category& category_of(std::size_t purpose) const;
  PurposeSet purposes_where(bool Category::* flag) const;
};

// Whole or not at all: every fault of the document with its path.
std::expected<Policy, std::vector<Fault>> parse_policy(std::string_view text,
                                                       std::string_view hash);

}  // namespace carrel
