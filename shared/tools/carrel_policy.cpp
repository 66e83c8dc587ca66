// carrel-policy check FILE | new | table FILE: the policy on the command line.
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <openssl/evp.h>

#include "carrel/base/bytes.hpp"
#include "carrel/base/json_writer.hpp"
#include "carrel/consent/decision.hpp"
#include "carrel/gate/gate.hpp"
#include "carrel/policy/register.hpp"

namespace {

using namespace carrel;

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  std::string out;
  for (const unsigned char byte : digest)
    out += to_hex(byte, 2);
  return out;
}

int usage() {
  std::fputs(
      "usage: carrel-policy check FILE   say whether FILE is a valid policy, with every fault\n"
      "       carrel-policy new          print a small policy to start from\n"
      "       carrel-policy table FILE   print every decision as JSON lines, for tests\n",
      stderr);
  return 2;
}

std::expected<Policy, int> load(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s: cannot be read\n", path);
    return std::unexpected(2);
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto policy = parse_policy(text, sha256_hex(text));
  std::vector<Fault> faults;
  if (!policy)
    faults = std::move(policy).error();
  else if (auto parties = parse_register(text, *policy); !parties)
    faults = std::move(parties).error();
  else
    return std::move(*policy);
  for (const Fault& fault : faults)
    std::fprintf(stderr, "%s: %s: %s\n", path, fault.where.empty() ? "/" : fault.where.c_str(),
                 fault.what.c_str());
  std::fprintf(stderr, "%s: refused: %zu fault(s)\n", path, faults.size());
  return std::unexpected(1);
}

int check(const char* path) {
  const auto policy = load(path);
  if (!policy) return policy.error();
  // Without the built-in ones.
  std::printf("%s: valid: %zu categories, %zu purposes, %zu items\nsha256 %s\n", path,
              policy->categories.size(), policy->purposes.size() - 1, policy->items.size() - 2,
              policy->hash.c_str());
  return 0;
}

int print_new() {
  std::fputs(R"({
  "$schema": "./policy.schema.json",
  "format": 1,
  "id": "my-site",
  "revision": "2026-01-01",
  "site": "https://example.org/",
  "languages": ["en"],
  "consent": { "expires_days": 180 },
  "categories": [
    {
      "key": "necessary", "required": true, "on_device": true, "gpc": false, "facts": ["D110"],
      "title": { "en": "Strictly necessary" },
      "covers": { "en": "Keeping you signed in and your choice about privacy." },
      "refused": { "en": "This cannot be switched off: the site does not work without it." }
    },
    {
      "key": "functional", "required": false, "on_device": true, "gpc": false, "facts": ["D111"],
      "title": { "en": "Functional" },
      "covers": { "en": "Your drafts on this device." },
      "refused": { "en": "What you type is kept until you close this tab." }
    }
  ],
  "purposes": [
    {
      "key": "drafts", "category": "functional", "facts": [],
      "title": { "en": "Drafts" },
      "why": { "en": "So that you find your text again." }
    }
  ],
  "items": [
    {
      "key": "draft.text", "purpose": "drafts", "tier": "persistent",
      "shape": { "type": "draft", "max_bytes": 65536 },
      "if_refused": "visit", "on_withdraw": "ask", "on_behavioural_erasure": "keep",
      "keep": { "rule": "until_sent", "days": 365 }, "facts": ["D208"],
      "title": { "en": "What you are writing" },
      "why": { "en": "Kept on this device until you send or discard it." }
    }
  ]
}
)",
             stdout);
  return 0;
}

void print_row(const Policy& policy, const Consent& consent, bool gpc, Instant now) {
  const Gate gate(policy);
  const Circumstances who{consent, gpc, false};
  JsonWriter row;
  row.begin_object();
  row.member("decision").text(decision_text(policy, decide(policy, consent, now)));
  row.member("gpc").boolean(gpc);
  row.member("permits").begin_list();
  for (const Category& category : policy.categories)
    if (gate.permits(who, category, now)) row.text(category.key);
  row.end_list().end_object();
  std::puts(std::move(row).take().c_str());
}

// Every choice × every set of categories × GPC, in force, expired and under another policy.
int table(const char* path) {
  const auto policy = load(path);
  if (!policy) return policy.error();
  const Instant chosen_at{1'750'000'000'000};
  const auto sets = 1U << policy->categories.size();
  for (const Choice choice :
       {Choice::unasked, Choice::refused, Choice::on_device, Choice::granted}) {
    for (std::uint32_t set = 0; set < sets; ++set) {
      Consent consent;
      consent.value.choice = choice;
      consent.value.at = chosen_at;
      for (const Purpose& purpose : policy->purposes)
        if (((set >> purpose.category) & 1U) != 0) consent.value.purposes.push_back(purpose.key);
      for (const std::string& hash : {policy->hash, std::string(64, 'f')}) {
        consent.value.policy = hash;
        for (const bool gpc : {false, true}) {
          print_row(*policy, consent, gpc, chosen_at);
          print_row(*policy, consent, gpc, chosen_at + policy->consent_expires);
        }
      }
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "check" && argc == 3) return check(argv[2]);
  if (verb == "new" && argc == 2) return print_new();
  if (verb == "table" && argc == 3) return table(argv[2]);
  return usage();
}
