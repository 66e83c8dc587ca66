// What is not exactly a statement or a consent record of ours is refused, with the member at fault.
#include "unit/statements.hpp"
#include "unit/tampering.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

bool statement_refused(const Json& statement) {
  const auto parsed = parse_statement(syncing_policy(), document_of(statement));
  return !parsed && parsed.error().code == Errc::bad_statement;
}

TEST(TamperedStatement, LacksAMember) {
  for (const Event& event : sample_events())
    expect_every_member_needed(statement_of(event), statement_refused);
}

TEST(TamperedStatement, HasAMemberOfAnotherType) {
  for (const Event& event : sample_events())
    expect_every_type_fixed(statement_of(event), statement_refused);
}

TEST(TamperedStatement, HasAMemberMore) {
  for (const Event& event : sample_events())
    expect_nothing_added(statement_of(event), statement_refused);
}

struct Change {
  const char* at;
  Json value;
};

TEST(TamperedStatement, HasAnotherValueThanOursCanHave) {
  const Change changes[] = {
      {"/id", "01234567-89ab-4def-8246-8ace13579bd"},
      {"/id", "01234567-89ab-4def-8246-8ace13579bdg"},
      {"/id", "00000000-0000-0000-0000-000000000000"},
      {"/actor/objectType", "Group"},
      {"/actor/account/homePage", "https://school.example"},
      {"/actor/account/homePage", "https://other.example/"},
      {"/actor/account/name", ""},
      {"/actor/account/name", std::string(65, 'x')},
      {"/verb/id", "http://adlnet.gov/expapi/verbs/flag"},
      {"/verb/id", ""},
      {"/object/objectType", "Agent"},
      {"/object/id", "https://other.example/course"},
      {"/object/id", "https://school.example"},
      {"/timestamp", "yesterday"},
      {"/timestamp", "2026-11-01T12:00:00"},
      {"/context/extensions/urn:carrel:policy", hash_b},
      {"/context/extensions/urn:carrel:policy", std::string(63, 'a')},
      {"/context/extensions/urn:carrel:item", ""},
      {"/version", "1.0.2"},
      {"/context/extensions/urn:carrel:requested", 1},
      {"/result/score/min", 1},
      {"/result/score/raw", max_exact_integer + 1},
      {"/result/score/max", -max_exact_integer - 1},
      {"/result/extensions/urn:carrel:attempt", -1},
      {"/result/extensions/urn:carrel:attempt", std::int64_t{UINT32_MAX} + 1},
      {"/result/extensions/urn:carrel:answers", Json(std::vector<int>(501, 1))},
      {"/result/extensions/urn:carrel:answers/0", -1},
  };
  const Json statement =
      statement_of({"quiz.attempt", "a", AttemptValue{1, AttemptState::submitted, 1, 2, {1}}});
  for (const Change& change : changes) {
    Json changed = statement;
    changed[Pointer(change.at)] = change.value;
    EXPECT_TRUE(statement_refused(changed)) << change.at << ' ' << dump_json(change.value);
  }
}

TEST(TamperedStatement, HoldsAnotherShapeThanItsItem) {
  for (const Event& ours : sample_events())
    for (const Event& other : sample_events()) {
      const Json result = statement_of(other)["result"];
      Json changed = statement_of(ours);
      if (changed["result"].size() == result.size() && changed["result"].contains("response") &&
          result.contains("response"))
        continue;  // a text, a choice and a submission look alike: the gate tells them apart
      if (ours.payload.index() == other.payload.index()) continue;
      changed["result"] = result;
      EXPECT_TRUE(statement_refused(changed)) << ours.item << " with the result of " << other.item;
    }
}

TEST(TamperedStatement, IsToldWhereItsFirstFaultIs) {
  Json statement = statement_of(sample_events()[0]);
  statement["actor"]["account"].erase("name");
  EXPECT_EQ(parse_statement(syncing_policy(), document_of(statement)).error(),
            (Error{Errc::bad_statement, "/actor/account/name: is missing"}));
}

const ConsentValue granted = [] {
  ConsentValue value = sample_consent();
  value.id = statement_id;
  value.at.ms += 123;
  return value;
}();

bool consent_refused(const Json& record) {
  const auto parsed = parse_consent(document_of(record));
  return !parsed && parsed.error().code == Errc::bad_statement;
}

TEST(ConsentRecord, IsTheseBytes) {
  EXPECT_EQ(consent_text(granted),
            R"({"approved":false,"asked":[1,4294967295],"at":"2026-11-01T12:00:00.123Z",)"
            R"("choice":"granted","format":2,"id":"01234567-89ab-4def-8246-8ace13579bdf",)"
            R"("interface":"0.2.0","language":"de","method":"choices","place":"US-CA",)"
            R"("policy":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
            R"("purposes":["drafts","resume"],"rules":"2026-11-22",)"
            R"("texts":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",)"
            R"("told":true})");
}

TEST(ConsentRecord, IsReadBack) {
  for (const Choice choice : {Choice::refused, Choice::on_device, Choice::granted}) {
    ConsentValue value = granted;
    value.choice = choice;
    EXPECT_EQ(parse_consent(read_json(consent_text(value))), value);
  }
}

// Servers hold such records.
TEST(ConsentRecord, OfFormat1IsReadBack) {
  Json record = json_of(consent_text(granted));
  record["format"] = 1;
  EXPECT_TRUE(consent_refused(record)) << "with members of format 2";
  for (const char* later :
       {"method", "told", "approved", "language", "interface", "place", "rules", "asked"})
    record.erase(later);
  ConsentValue value = granted;
  value.how = {};
  value.asked = {};
  EXPECT_EQ(parse_consent(document_of(record)), value);
  expect_every_member_needed(record, consent_refused);
}

TEST(ConsentRecord, IsRefusedWhenTamperedWith) {
  const Json record = json_of(consent_text(granted));
  expect_every_member_needed(record, consent_refused);
  expect_every_type_fixed(record, consent_refused);
  expect_nothing_added(record, consent_refused);
  const Change changes[] = {
      {"/format", 0},
      {"/format", 3},
      {"/method", "telepathy"},
      {"/asked/0", -1},
      {"/asked/0", std::int64_t{1} << 32},
      {"/language", std::string(65, 'x')},
      {"/id", "00000000-0000-0000-0000-000000000000"},
      {"/id", "x"},
      {"/at", "2026-11-01"},
      {"/choice", "unasked"},
      {"/choice", "Granted"},
      {"/choice", ""},
      {"/purposes", Json(std::vector<std::string>(65, "p"))},
      {"/purposes/0", ""},
      {"/purposes/0", std::string(65, 'p')},
      {"/policy", std::string(64, 'A')},
      {"/policy", std::string(63, 'a')},
      {"/texts", std::string(64, 'g')},
      {"/texts", ""},
  };
  for (const Change& change : changes) {
    Json changed = record;
    changed[Pointer(change.at)] = change.value;
    EXPECT_TRUE(consent_refused(changed)) << change.at << ' ' << dump_json(change.value);
  }
}

}  // namespace
}  // namespace carrel::test
