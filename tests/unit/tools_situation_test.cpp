// Every place × age × school × choice × day × signal: the same natively, under sanitizers, in wasm.
#include "support/json.hpp"
#include "tools/situation_table.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/base/crc32c.hpp"

namespace carrel::tools {
namespace {

TEST(Situations, AreRuledTheSameWhereverTheCodeRuns) {
  const std::string text = test::read_file("shared/rules/places.json");
  const Law law{read_json(text), parse_rules(text).value()};
  const Policy policy =
      parse_policy(test::read_file("tests/golden/policy/valid/every_use.json"), test::hash_a)
          .value();
  std::string sums;
  for (const Person& person : every_person(policy, law.rules)) {
    const auto found = outcomes(policy, law, person);
    ASSERT_TRUE(found);
    sums += to_hex(crc32c(as_bytes(situation_row(person, *found))), 8);
  }
  // Rules that are meant to decide otherwise have another sum.
  EXPECT_EQ(to_hex(crc32c(as_bytes(sums)), 8), "38487557");
}

}  // namespace
}  // namespace carrel::tools
