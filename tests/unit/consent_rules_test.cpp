#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/consent/rules.hpp"

namespace carrel::test {
namespace {

const Rules& shipped() {
  static const Rules rules = parse_rules(read_file("shared/rules/places.json")).value_or(Rules{});
  return rules;
}

std::string faults_of(const std::string& text) {
  const auto rules = parse_rules(text);
  std::string out;
  if (!rules)
    for (const auto& [where, what] : rules.error())
      out += where + ": " + what + '\n';
  return out;
}

std::string with_place(const std::string& members) {
  return R"({"format":1,"version":"1","places":[{"place":"DE")" + members + "}]}";
}

TEST(Rules, KnowTheDigitalAgeOfEachCountry) {
  const struct {
    int age;
    std::vector<const char*> places;
  } rows[] = {
      {13, {"BE", "EE", "FI", "GB", "LV", "MT", "PT", "SE", "NO", "IS", "US", "US-CA", "US-NY"}},
      {14, {"AT", "BG", "CY", "ES", "IT", "LT"}},
      {15, {"CZ", "DK", "FR", "GR", "SI"}},
      {16, {"DE", "HR", "HU", "IE", "LU", "NL", "PL", "RO", "SK", "LI", "BR", "KR", "JP", "CA-QC"}},
      {16, {"", "XX", "ZZ-1", "not a place"}},
  };
  for (const auto& [age, places] : rows)
    for (const char* place : places)
      EXPECT_EQ(shipped().of(place).digital_age, age) << place;
}

TEST(Rules, OfAPlaceThatIsNotKnownAreTheStrictest) {
  EXPECT_EQ(shipped().of(""), PlaceRules{});
  EXPECT_EQ(shipped().of("XX"), PlaceRules{});
  EXPECT_EQ(Rules{}.of("DE"), PlaceRules{});
  const PlaceRules strictest;
  for (const auto& [key, law] : shipped().places) {
    EXPECT_EQ(law.without_choice & strictest.without_choice, strictest.without_choice) << key;
    EXPECT_EQ(law.signal_refuses & ~strictest.signal_refuses, 0) << key;
    EXPECT_LE(law.ask_again, strictest.ask_again) << key;
    EXPECT_LE(law.own_choice_age, strictest.own_choice_age) << key;
    EXPECT_LE(law.grant, Duration::days(395)) << key;
  }
}

TEST(Rules, OfAPlaceAreThoseOfItsProfileItsRegionItsCountry) {
  EXPECT_EQ(shipped().of("DE-BY"), shipped().of("DE"));
  EXPECT_NE(shipped().of("US-CA"), shipped().of("US"));
  EXPECT_EQ(shipped().of("US-WY+none"), shipped().of("US-WY"));
  EXPECT_EQ(shipped().of("GB").without_choice, 0);
  EXPECT_EQ(shipped().of("GB+exemptions").without_choice,
            static_cast<UseSet>(Use::measurement) | static_cast<UseSet>(Use::appearance));
}

TEST(Rules, SayWhenARefusalMayBeAskedAboutAgain) {
  EXPECT_EQ(shipped().of("IT").ask_again, Duration::days(183));
  EXPECT_EQ(shipped().of("US-CA").ask_again, Duration::days(365));
}

TEST(Rules, AreReadTheSameWithoutTheirSources) {
  const std::string plain =
      with_place(R"(,"digital_age":14,"erase":false,"without_choice":["appearance"])");
  const std::string sourced = with_place(
      R"(,"digital_age":{"value":14,"source":"s","checked":"2026-11-22","confidence":"law"},)"
      R"("erase":{"value":false,"source":"s"},"without_choice":{"value":["appearance"]})");
  ASSERT_EQ(faults_of(plain), "");
  ASSERT_EQ(faults_of(sourced), "");
  EXPECT_EQ(parse_rules(plain)->of("DE"), parse_rules(sourced)->of("DE"));
  EXPECT_EQ(parse_rules(plain)->of("DE").digital_age, 14);
}

TEST(Rules, AreRefusedWholeWithThePathOfEachFault) {
  EXPECT_EQ(faults_of("{"), ": is not JSON\n");
  EXPECT_EQ(faults_of(R"({"format":2,"version":"1","places":[{"place":"*"}]})"),
            "/format: is not between 1 and 1\n");
  EXPECT_EQ(faults_of(with_place(R"(,"digital_age":"16")")),
            "/places/0/digital_age: is not an integer\n");
  EXPECT_EQ(faults_of(with_place(R"(,"grant_days":{"value":0})")),
            "/places/0/grant_days/value: is not between 1 and 1096\n");
  EXPECT_EQ(faults_of(with_place(R"(,"signal_refuses":["sale"])")),
            "/places/0/signal_refuses/0: is none of the words allowed here\n");
  EXPECT_EQ(faults_of(with_place(R"(,"like":"eea")")),
            "/places/0/like: is no place before this one\n");
  EXPECT_EQ(faults_of(with_place(R"(,"opt_out":true)")), "/places/0/opt_out: is not known here\n");
}

TEST(Places, AreCountriesWithARegionAndAProfile) {
  for (const char* good :
       {"", "DE", "US-CA", "CA-QC", "GB-ENG", "FR-75C", "GB+exemptions", "US-CA+own_rules"})
    EXPECT_TRUE(is_place(good)) << good;
  for (const char* bad :
       {"D", "de", "DEU", "US-", "US_CA", "US-CALI", "GB+", "GB+A", "+x", " ", "*", "eea"})
    EXPECT_FALSE(is_place(bad)) << bad;
}

}  // namespace
}  // namespace carrel::test
