#include "unit/fixtures.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace carrel::test {
namespace {

Policy load(std::string_view path) {
  auto policy = parse_policy(read_file(path), hash_a);
  if (policy) return std::move(*policy);
  std::fprintf(stderr, "%s is not valid\n", std::string(path).c_str());
  std::abort();
}

}  // namespace

std::string read_file(std::string_view path) {
  const std::string whole = std::string(CARREL_SOURCE_DIR) + '/' + std::string(path);
  std::ifstream in(whole, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "%s cannot be read\n", whole.c_str());
    std::abort();
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

const Policy& demo_policy() {
  static const Policy policy = load("shared/policies/demo.json");
  return policy;
}

const Policy& every_shape_policy() {
  static const Policy policy = load("tests/golden/policy/valid/every_shape.json");
  return policy;
}

Bytes read_bytes(std::string_view path) {
  const std::string text = read_file(path);
  return {text.begin(), text.end()};
}

std::vector<std::string> files_in(std::string_view path) {
  std::vector<std::string> out;
  const std::filesystem::path whole = std::filesystem::path(CARREL_SOURCE_DIR) / path;
  for (const auto& entry : std::filesystem::directory_iterator(whole))
    out.push_back(entry.path().filename().string());
  std::ranges::sort(out);
  return out;
}

const Policy& syncing_policy() {
  static const Policy policy = [] {
    Policy out = every_shape_policy();
    for (PolicyItem& item : out.items) {
      if (is_built_in(item) || item.shape.shape == Shape::service) continue;
      item.sync = SyncRule::each;
      item.verb = "http://adlnet.gov/expapi/verbs/" + std::string(name(item.shape.shape));
    }
    return out;
  }();
  return policy;
}

PolicyItem& item_of(Policy& policy, std::string_view key) {
  const auto it = std::ranges::find(policy.items, key, &PolicyItem::key);
  if (it == policy.items.end()) std::abort();
  return *it;
}

ConsentValue sample_consent() {
  return {{0x0123456789ab4def, 0x82468ace13579bdf},
          noon,
          Choice::granted,
          {"drafts", "resume"},
          hash_a,
          hash_b,
          {.method = Method::choices,
           .told = true,
           .language = "de",
           .interface = "0.2.0",
           .place = "US-CA",
           .rules = "2026-11-22"},
          {1, UINT32_MAX}};
}

std::vector<Payload> sample_payloads() {
  return {FlagValue{true},
          NumberValue{-100},
          ChoiceValue{"dark"},
          TextValue{"Grüße"},
          PositionValue{61'500, 123'000},
          AnswerValue{1, 15, 0b101},
          AttemptValue{2, AttemptState::submitted, 27, 30, {1, 6, 0}},
          DraftValue{"First paragraph.\n\nSecond.", DraftState::open},
          SubmissionValue{"An essay."},
          sample_consent(),
          TransferValue{{0x0123456789ab4def, 0x82468ace13579bdf},
                        "progress.place",
                        Outcome::refused,
                        403,
                        "purpose resume is not granted"},
          IntervalsValue{{{0, 30'000}, {61'500, 90'000}}},
          MembershipValue{true},
          AgeValue{13, 16, AgeMethod::stated, "DE", {1'793'491'200'000}, Approval::pending}};
}

Consent consent(const Policy& policy, Choice choice, std::vector<std::string> purposes) {
  std::ranges::sort(purposes);
  return {
      {{}, noon, choice, std::move(purposes), policy.hash, hash_b}, 1, choice == Choice::granted};
}

}  // namespace carrel::test
