#include "golden/records.hpp"

#include "unit/damage.hpp"

#include "carrel/journal/frame.hpp"

namespace carrel::test {
namespace {

constexpr WriterId tab{0x1122334455667788};
constexpr std::uint64_t noon_ms = 1'793'534'400'000;  // 2026-11-01T12:00:00Z
constexpr Uuid statement{0x0123456789ab4def, 0x82468ace13579bdf};

const std::string policy(64, 'a');
const std::string texts(64, 'b');

}  // namespace

std::vector<RawRecord> golden_records_v1() {
  std::vector<RawRecord> out;
  const auto add = [&](const char* item, const char* entity, Payload payload, Uuid id = {}) {
    const std::uint64_t seq = out.size() + 1;
    out.push_back({tab, {seq}, {noon_ms + seq, 0, tab}, id, {item, entity, std::move(payload)}});
  };
  add("progress.place", "courses/privacy/video", PositionValue{61'500, 123'000}, statement);
  add("progress.completed", "courses/privacy/reading", FlagValue{true},
      {0xfedcba9876543210, 0x8000000000000001});
  add("pref.speed", "profile", NumberValue{-125});
  add("pref.theme", "profile", ChoiceValue{"dark"});
  add("account.session", "profile", TextValue{"k7m2p9q4"});
  add("quiz.answer", "courses/privacy/quiz", AnswerValue{1, 15, 0b1000000000000101});
  add("quiz.attempt", "courses/privacy/quiz",
      AttemptValue{2, AttemptState::submitted, 27, 30, {1, 6, 0, 2'147'483'647}},
      {0x1111111111114111, 0x9111111111111111});
  add("draft.text", "courses/privacy/essay", DraftValue{"Grüße 😀\n", DraftState::kept});
  add("essay.submission", "courses/privacy/essay", SubmissionValue{""},
      {0x2222222222224222, 0xa222222222222222});
  out.back().event.requested = true;
  add("consent.choice", "profile",
      ConsentValue{
          statement, {1'793'534'399'000}, Choice::granted, {"drafts", "resume"}, policy, texts});
  add("transfer.entry", "courses/privacy/video",
      TransferValue{statement, "progress.place", Outcome::refused, 403, "resume is not granted"});
  // An anonymous refusal has no writer; a counter that is not 0; the largest numbers there are.
  out.push_back({{},
                 {},
                 {noon_ms, 513, {}},
                 {},
                 {"consent.choice", "profile",
                  ConsentValue{{}, {1'793'534'400'000}, Choice::refused, {}, policy, texts}}});
  add("progress.place", "x", PositionValue{9'007'199'254'740'991, 9'007'199'254'740'991});
  out.back().seq = {9'007'199'254'740'991};
  return out;
}

std::vector<RawRecord> golden_records_v2() {
  constexpr WriterId other{0x99aabbccddeeff00};
  std::vector<RawRecord> out = golden_records_v1();
  const auto add = [&](const char* item, const char* entity, Payload payload,
                       std::vector<Hlc> seen) {
    const std::uint64_t seq = out.size() + 1;
    out.push_back({tab, {seq}, {noon_ms + seq, 0, tab}, {}, {item, entity, std::move(payload)}});
    out.back().seen = std::move(seen);
  };
  add("progress.watched", "courses/privacy/video",
      IntervalsValue{{{0, 30'000}, {61'500, 9'007'199'254'740'991}}}, {});
  add("progress.watched", "courses/privacy/reading", IntervalsValue{}, {});
  add("collection.bookmarked", "courses/privacy", MembershipValue{true},
      {{noon_ms - 5, 0, other}, {noon_ms, 513, {1}}});
  add("draft.text", "courses/privacy/essay", DraftValue{"Later", DraftState::open},
      {{noon_ms + 1, 2, other}});
  return out;
}

std::vector<RawRecord> golden_records() {
  std::vector<RawRecord> out = golden_records_v2();
  const auto add = [&](const char* item, Payload payload) {
    const std::uint64_t seq = out.size() + 1;
    out.push_back({tab, {seq}, {noon_ms + seq, 0, tab}, {}, {item, "profile", std::move(payload)}});
  };
  add("consent.choice", ConsentValue{statement,
                                     {1'793'534'400'000},
                                     Choice::granted,
                                     {"resume", "video"},
                                     policy,
                                     texts,
                                     {.method = Method::choices,
                                      .told = true,
                                      .approved = true,
                                      .language = "de",
                                      .interface = "0.2.0",
                                      .place = "US-CA",
                                      .rules = "2026-11-22"},
                                     {0, 0x12345678, 0xffffffff}});
  add("profile.age",
      AgeValue{13, 16, AgeMethod::school, "DE", {1'793'491'200'000}, Approval::granted});
  return out;
}

Snapshot golden_snapshot_v1() {
  const std::vector<RawRecord> records = golden_records_v1();
  return {.generation = 3,
          .watermark = 300,
          .records = {{records[0], {1, 2, 300}}, {records[7], {8}}, {records[9], {}}}};
}

Snapshot golden_snapshot_v2() {
  const std::vector<RawRecord> records = golden_records_v2();
  Snapshot out = golden_snapshot_v1();
  for (std::size_t i = golden_records_v1().size(); i < records.size(); ++i)
    out.records.push_back({records[i], {i}});
  out.records[0].later = 1;
  return out;
}

Snapshot golden_snapshot() {
  const std::vector<RawRecord> records = golden_records();
  Snapshot out = golden_snapshot_v2();
  for (std::size_t i = golden_records_v2().size(); i < records.size(); ++i)
    out.records.push_back({records[i], {i}});
  return out;
}

Bytes newer_frame() {
  return with_right_sum(with(encode_frame(golden_records()[0]), 0, 255));
}

}  // namespace carrel::test
