#include <algorithm>

#include "carrel/base/json_reader.hpp"
#include "carrel/policy/parse_parts.hpp"
#include "carrel/policy/parse_shape.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {
namespace {

constexpr std::string_view accountability = "accountability";

class Parser {
 public:
  explicit Parser(std::vector<Fault>& faults) : faults_(faults) {}

  Policy parse(const JsonReader& in, std::string_view hash) {
    in.only(
        "$schema format id revision site languages consent categories purposes items services "
        "changes aggregate");
    policy_.hash = hash;
    parse_head(in);
    for (const JsonReader& e : in.member("categories").elements(1, max_categories))
      policy_.categories.push_back(parse_category(e));
    if (!std::ranges::any_of(policy_.categories, &Category::required) &&
        !policy_.categories.empty())
      in.member("categories").fault("has no required category");
    for (const JsonReader& e : in.member("purposes").elements(1, max_purposes))
      policy_.purposes.push_back(parse_purpose(e));
    for (const JsonReader& e : in.member("items").elements(1, max_items))
      policy_.items.push_back(parse_item(e));
    if (const auto services = in.optional("services"))
      for (const JsonReader& e : services->elements(0, max_categories - policy_.categories.size()))
        policy_.services.push_back(parse_service(e));
    if (faults_.empty()) complete(in);
    return std::move(policy_);
  }

 private:
  void parse_head(const JsonReader& in) {
    if (const auto schema = in.optional("$schema")) schema->text(1, 200);
    policy_.id = in.member("id").text(1, 64);
    if (!policy_.id.empty() && !std::ranges::all_of(policy_.id, [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        }))
      in.member("id").fault("has other characters than a–z, 0–9, '-' and '.'");
    policy_.revision = in.member("revision").text(10, 10);
    if (!policy_.revision.empty() && !from_rfc3339(policy_.revision + "T00:00:00Z"))
      in.member("revision").fault("is not a date like 2026-11-01");
    policy_.site = in.member("site").text(9, 200);
    if (!policy_.site.empty() &&
        !(policy_.site.starts_with("https://") && policy_.site.ends_with('/')))
      in.member("site").fault("does not begin with https:// and end with '/'");
    for (const JsonReader& e : in.member("languages").elements(1, 40)) {
      const std::string_view tag = e.text(2, 35);
      if (std::ranges::contains(policy_.languages, tag)) e.fault("is there twice");
      policy_.languages.emplace_back(tag);
    }
    const JsonReader consent = in.member("consent");
    consent.only("expires_days dnt asks_age without_choice");
    policy_.consent_expires = Duration::days(consent.member("expires_days").integer(1, 395));
    const auto flag = [&](std::string_view key, bool& out) {
      if (const auto member = consent.optional(key)) out = member->boolean();
    };
    flag("dnt", policy_.heeds_dnt);
    flag("asks_age", policy_.asks_age);
    flag("without_choice", policy_.without_choice);
  }

  template <class T>
  std::string key(const JsonReader& in, const std::vector<T>& others, bool dots) {
    const JsonReader member = in.member("key");
    const std::string_view key = member.text(1, 64);
    if (!key.empty() && !is_key(key, dots)) member.fault("is not a key");
    if (!key.empty() && std::ranges::contains(others, key, &T::key)) member.fault("is there twice");
    return std::string(key);
  }

  Texts texts(const JsonReader& in) { return parse_texts(in, policy_.languages); }

  Category parse_category(const JsonReader& in) {
    in.only("key required on_device gpc facts title covers refused");
    Category out;
    out.key = key(in, policy_.categories, false);
    out.required = in.member("required").boolean();
    out.on_device = in.member("on_device").boolean();
    out.gpc = in.member("gpc").boolean();
    out.facts = parse_facts(in.member("facts"));
    out.title = texts(in.member("title"));
    out.covers = texts(in.member("covers"));
    out.refused = texts(in.member("refused"));
    if (out.required && out.gpc) in.member("gpc").fault("cannot hold for a required category");
    return out;
  }

  Purpose parse_purpose(const JsonReader& in) {
    in.only("key category basis uses edition facts title why");
    Purpose out;
    out.key = key(in, policy_.purposes, false);
    if (out.key == accountability) in.member("key").fault("is built in");
    const std::string_view category = in.member("category").text(1, 64);
    const auto it = std::ranges::find(policy_.categories, category, &Category::key);
    if (it != policy_.categories.end())
      out.category = static_cast<std::size_t>(it - policy_.categories.begin());
    else if (!category.empty())
      in.member("category").fault("no such category");
    if (it != policy_.categories.end()) out.basis = parse_basis(in, *it);
    if (const auto uses = in.optional("uses")) out.uses = parse_uses(*uses);
    if (const auto edition = in.optional("edition")) edition->integer(1, 1000);
    out.facts = parse_facts(in.member("facts"));
    out.title = texts(in.member("title"));
    out.why = texts(in.member("why"));
    return out;
  }

  std::size_t purpose(const JsonReader& in) {
    const std::string_view key = in.text(1, 64);
    const auto found = policy_.find_purpose(key);
    if (!found && !key.empty()) in.fault("no such purpose");
    if (!found) return 0;
    const std::size_t category = policy_.purposes[*found].category;
    if (category < policy_.categories.size()) policy_.categories[category].shown = true;
    return *found;
  }

  Service parse_service(const JsonReader& in) {
    Service out{key(in, policy_.services, false), purpose(in.member("purpose"))};
    if (std::ranges::contains(policy_.categories, out.key, &Category::key))
      in.member("key").fault("is a category's");
    return out;
  }

  PolicyItem parse_item(const JsonReader& in) {
    in.only(
        "key purpose tier shape if_refused on_withdraw on_behavioural_erasure keep durability sync "
        "when_enrolled facts title why");
    PolicyItem out;
    out.key = key(in, policy_.items, true);
    if (out.key == consent_item || out.key == transfer_item || out.key == use_item ||
        out.key == age_item)
      in.member("key").fault("is built in");
    out.purpose = purpose(in.member("purpose"));
    const std::size_t faults_before = faults_.size();
    out.tier = in.member("tier").one_of("none visit local persistent",
                                        {Tier::none, Tier::visit, Tier::local, Tier::persistent});
    const bool known_tier = faults_.size() == faults_before;
    out.shape = parse_shape(in.member("shape"));
    if (known_tier && out.shape.shape != Shape::none &&
        (out.tier == Tier::none) != (out.shape.shape == Shape::service))
      in.member("tier").fault("is none for a service, and only for one");
    out.if_refused =
        in.member("if_refused")
            .one_of("drop memory visit", {IfRefused::drop, IfRefused::memory, IfRefused::visit});
    out.on_withdraw = in.member("on_withdraw")
                          .one_of("erase visit ask keep", {OnWithdraw::erase, OnWithdraw::visit,
                                                           OnWithdraw::ask, OnWithdraw::keep});
    out.on_behavioural_erasure = in.member("on_behavioural_erasure")
                                     .one_of("erase keep", {OnErasure::erase, OnErasure::keep});
    out.keep = parse_keep(in.member("keep"));
    if (const auto d = in.optional("durability"))
      out.durability = d->one_of("relaxed strict", {Durability::relaxed, Durability::strict});
    if (const auto sync = in.optional("sync")) parse_sync(*sync, out);
    if (const auto enrolled = in.optional("when_enrolled")) {
      enrolled->only("purpose");
      out.purpose_when_enrolled = purpose(enrolled->member("purpose"));
    }
    out.facts = parse_facts(in.member("facts"));
    out.title = texts(in.member("title"));
    out.why = texts(in.member("why"));
    check_ask(in, out);
    return out;
  }

  void check_ask(const JsonReader& in, const PolicyItem& item) {
    if (item.on_withdraw == OnWithdraw::ask && item.shape.shape != Shape::draft)
      in.member("on_withdraw").fault("ask is for drafts alone");
  }

  Keep parse_keep(const JsonReader& in) {
    Keep out;
    out.rule = in.member("rule").one_of(
        "visit idle age until_sent account",
        {KeepRule::visit, KeepRule::idle, KeepRule::age, KeepRule::until_sent, KeepRule::account});
    const bool timed =
        out.rule == KeepRule::idle || out.rule == KeepRule::age || out.rule == KeepRule::until_sent;
    if (timed) {
      in.only("rule days");
      out.days = static_cast<std::int32_t>(in.member("days").integer(1, 3660));
    } else {
      in.only("rule");
    }
    return out;
  }

  void parse_sync(const JsonReader& in, PolicyItem& out) {
    in.only("rule verb");
    out.sync = in.member("rule").one_of("latest each", {SyncRule::latest, SyncRule::each});
    out.verb = in.member("verb").text(9, 200);
    if (!out.verb.empty() && !out.verb.starts_with("http://") && !out.verb.starts_with("https://"))
      in.member("verb").fault("is not an http or https IRI");
  }

  void complete(const JsonReader& document) {
    for (Purpose& purpose : policy_.purposes)
      purpose.print = fingerprint(document.value(), purpose.key);
    const auto required = std::ranges::find_if(policy_.categories, &Category::required);
    const auto category = static_cast<std::size_t>(required - policy_.categories.begin());
    Purpose built_in_purpose;
    built_in_purpose.key = accountability;
    built_in_purpose.category = category;
    built_in_purpose.basis = Basis::legal_obligation;
    policy_.purposes.push_back(std::move(built_in_purpose));
    const std::size_t purpose = policy_.purposes.size() - 1;
    const auto built_in = [&](std::string_view key, Shape shape, std::int32_t days) {
      PolicyItem item;
      item.key = key;
      item.purpose = purpose;
      item.tier = Tier::persistent;
      item.shape.shape = shape;
      item.on_withdraw = OnWithdraw::keep;
      item.on_behavioural_erasure = OnErasure::keep;
      item.keep = {KeepRule::age, days};
      item.built_in = true;
      policy_.items.push_back(std::move(item));
    };
    built_in(consent_item, Shape::consent, 1096);  // 36 months (D214)
    policy_.items.back().durability = Durability::strict;
    built_in(transfer_item, Shape::transfer, 731);  // 24 months (D215)
    built_in(use_item, Shape::number, 0);
    policy_.items.back().keep = {KeepRule::account, 0};
    built_in(age_item, Shape::age, 0);  // out of date after 12 months, and not forgotten by that
    policy_.items.back().keep = {KeepRule::account, 0};
    policy_.items.back().durability = Durability::strict;
  }

  std::vector<Fault>& faults_;
  Policy policy_;
};

}  // namespace

std::expected<Policy, std::vector<Fault>> parse_policy(std::string_view text,
                                                       std::string_view hash) {
  std::vector<Fault> faults;
  const auto document = parse_json(text, faults);
  if (!document) return std::unexpected(std::move(faults));
  const JsonReader in(*document, faults);
  const JsonReader format = in.member("format");
  if (format.integer(1, max_exact_integer) > 1)
    format.fault("is newer than this engine, which reads format 1");
  if (!faults.empty()) return std::unexpected(std::move(faults));
  Policy policy = Parser(faults).parse(in, hash);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return policy;
}

}  // namespace carrel
