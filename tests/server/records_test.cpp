// Records that a browser's WebCrypto has signed: tests/server/records/chains.json.
#include "handlers/records.hpp"

#include "handlers/record_document.hpp"
#include "program/openssl_notary.hpp"
#include "scratch.hpp"
#include "sqlite/sqlite_store.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

const Json& chains() {
  static const Json all =
      Json::parse(read_file(CARREL_SOURCE_DIR "/tests/server/records/chains.json"));
  return all;
}

Json ada_record(std::size_t i) {
  return chains()["ada"][i];
}

std::unique_ptr<Store> memory_store() {
  return std::make_unique<MemoryStore>();
}

class Records : public testing::TestWithParam<bool> {
 protected:
  Records() { world.notary = &notary; }

  Response put(const Json& body, int path) {
    return world.send(world.write(ada, "PUT", "/carrel/records/" + uuid(path), body));
  }
  Response put_consent(const Json& consent) {
    return world.send(world.write(ada, "PUT", "/carrel/consent/" + uuid(1), consent));
  }
  Response put(std::size_t i) { return put(ada_record(i), static_cast<int>(i) + 1); }

  Scratch scratch;
  OpensslNotary notary = OpensslNotary::fresh().value();
  World world{GetParam() ? std::unique_ptr<Store>(
                               SqliteStore::open(scratch / "carrel.sqlite").value_or(nullptr))
                         : memory_store()};
  Client ada = world.sign_in("ada");
};

TEST_P(Records, AreCountersignedInTheOrderOfTheirChain) {
  for (std::size_t i = 0; i < 3; ++i) {
    const Response response = put(i);
    ASSERT_EQ(response.status, 200) << error_of(response);
    const Json body = body_of(response);
    const std::string text = ada_record(i)["record"].get<std::string>();
    EXPECT_EQ(body["arrival"], Json({{"at", "2026-11-01T12:00:00.000Z"},
                                     {"number", i + 1},
                                     {"record", notary.sha256(text)},
                                     {"subject", ada.subject}}));
    EXPECT_EQ(body["key"], body_of(world.send(world.get(ada, "/carrel/records/key"))));
    EXPECT_EQ(body["signature"], notary.sign(dump_json(body["arrival"])));
  }
}

TEST_P(Records, TheSameAgainHasTheSameAnswer) {
  const Response first = put(0);
  world.now = {noon + 60'000};
  EXPECT_EQ(body_of(put(0)), body_of(first));
}

TEST_P(Records, AGapOrAForkIsAConflict) {
  EXPECT_EQ(put(1).status, 409) << "the first is not there";
  EXPECT_EQ(put(0).status, 200);
  EXPECT_EQ(put(2).status, 409) << "the second is not there";
  EXPECT_EQ(put(chains()["fork"][0], 1).status, 409) << "another record has its id";
  EXPECT_EQ(put(1).status, 200);
}

TEST_P(Records, AreTheSubjectsOwn) {
  const Client grace = world.sign_in("grace");
  const Response response =
      world.send(world.write(grace, "PUT", "/carrel/records/" + uuid(1), ada_record(0)));
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(error_of(response), "actor");
  EXPECT_EQ(world.send(world.write({}, "PUT", "/carrel/records/" + uuid(1), ada_record(0))).status,
            401);
}

TEST_P(Records, NoneIsSignedWithoutAKey) {
  world.notary = nullptr;
  EXPECT_EQ(put(0).status, 404);
  EXPECT_EQ(world.send(world.get(ada, "/carrel/records/key")).status, 404);
}

TEST_P(Records, ABadBodyIsRefused) {
  const Json good = ada_record(0);
  EXPECT_EQ(error_of(put(good, 2)), "record") << "the id is not that of the path";
  for (const auto& [member, value] : std::initializer_list<std::pair<const char*, Json>>{
           {"record", 1}, {"record", ""}, {"signature", ""}, {"signature", nullptr}, {"more", 1}}) {
    Json bad = good;
    bad[member] = value;
    EXPECT_EQ(error_of(put(bad, 1)), "body") << member;
  }
  Json other = good;
  other["signature"] = ada_record(1)["signature"];
  EXPECT_EQ(error_of(put(other, 1)), "signature");
}

// Every byte of a record is read or signed: no change of one is taken.
TEST_P(Records, AChangeOfAnyByteIsRefused) {
  const Json good = ada_record(0);
  for (const char* member : {"record", "signature"}) {
    const std::string text = good[member].get<std::string>();
    for (std::size_t i = 0; i < text.size(); ++i) {
      Json bad = good;
      std::string changed = text;
      changed[i] = changed[i] == 'B' ? 'C' : 'B';
      bad[member] = changed;
      ASSERT_GE(put(bad, 1).status, 400) << member << " at " << i;
      bad[member] = text.substr(0, i);
      ASSERT_GE(put(bad, 1).status, 400) << member << " cut at " << i;
    }
  }
  EXPECT_EQ(put(0).status, 200);
}

// The consent of ada's first record.
Json consent_of_first() {
  Json consent = consent_record(1, "granted", {"resume"});
  consent["at"] = "2026-11-01T10:00:00.000Z";
  consent["place"] = consent["rules"] = "";
  return consent;
}

struct Deviation {
  const char* member;
  Json value;
};

const Deviation deviations[] = {
    {"at", "2026-11-01T10:00:00.001Z"},
    {"choice", "on_device"},
    {"purposes", {"resume", "video"}},
    {"policy", older_hash},
    {"texts", std::string(64, 'd')},
    {"method", "button"},
    {"told", true},
    {"approved", true},
    {"language", "de"},
    {"interface", "0.1.1"},
    {"place", "DE"},
    {"rules", "1"},
};

TEST_P(Records, OneThatAgreesWithTheConsentOfItsIdIsTaken) {
  EXPECT_EQ(put_consent(consent_of_first()).status, 204);
  EXPECT_EQ(put(0).status, 200);
  EXPECT_EQ(put_consent(consent_of_first()).status, 204);
}

TEST_P(Records, OneThatCameFirstRefusesAConsentThatContradictsIt) {
  EXPECT_EQ(put(0).status, 200);
  Json consent = consent_of_first();
  consent["language"] = "de";
  const Response response = put_consent(consent);
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(body_of(response), Json({{"error", "conflict"},
                                     {"reason", "/language: the consent and its record differ"}}));
  EXPECT_EQ(world.send(world.get(ada, "/carrel/consent")).status, 404);
  EXPECT_EQ(put_consent(consent_of_first()).status, 204);
}

TEST_P(Records, OneThatComesAfterAConsentThatItContradictsIsRefused) {
  Json consent = consent_of_first();
  consent["method"] = "button";
  EXPECT_EQ(put_consent(consent).status, 204);
  const Response response = put(0);
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(body_of(response)["reason"], "/method: the consent and its record differ");
  EXPECT_EQ(put(1).status, 409) << "the one before it was not taken";
}

INSTANTIATE_TEST_SUITE_P(InMemory, Records, testing::Values(false));
INSTANTIATE_TEST_SUITE_P(Sqlite, Records, testing::Values(true));

TEST(ConsentRecord, AgreesWithItsConsentInEveryMember) {
  const std::string record = ada_record(0)["record"].get<std::string>();
  EXPECT_EQ(contradiction(dump_json(consent_of_first()), record), std::nullopt);
  for (const auto& [member, value] : deviations) {
    Json consent = consent_of_first();
    consent[member] = value;
    EXPECT_EQ(contradiction(dump_json(consent), record), '/' + std::string(member));
  }
}

TEST(ConsentRecord, NamesThePlaceOfItsFault) {
  const Json good = Json::parse(ada_record(0)["record"].get<std::string>());
  ASSERT_TRUE(parse_record(dump_json(good)));
  for (const auto& member : good.items()) {
    Json bad = good;
    bad.erase(member.key());
    const bool optional = member.key() == "expires";
    EXPECT_EQ(parse_record(dump_json(bad)).has_value(), optional) << "without " << member.key();
    bad[member.key()] = Json::array({Json::object()});
    EXPECT_FALSE(parse_record(dump_json(bad))) << member.key();
  }
  Json extra = good;
  extra["extra"] = 1;
  EXPECT_EQ(parse_record(dump_json(extra)).error().where, "/extra");
}

TEST(AKeyFile, IsEd25519InPem) {
  const Scratch scratch;
  scratch.write("other.pem", "no key");
  EXPECT_FALSE(OpensslNotary::from_file(scratch / "other.pem"));
  EXPECT_FALSE(OpensslNotary::from_file(scratch / "none.pem"));
  scratch.write("key.pem",
                "-----BEGIN PRIVATE KEY-----\n"
                "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                "-----END PRIVATE KEY-----\n");
  const auto notary = OpensslNotary::from_file(scratch / "key.pem");
  ASSERT_TRUE(notary) << notary.error();
  // RFC 8032, section 7.1, test 1.
  EXPECT_EQ(notary->public_key(), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  EXPECT_EQ(notary->sign(""),
            "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc-bRr"
            "0lv18FlbviRlUUFDjnoQCw");
}

}  // namespace
}  // namespace carrel::server::test
