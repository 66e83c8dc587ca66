// The worked example of docs/formats/wire.md, taken from the page itself.
#include "handlers/judge.hpp"
#include "world.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

std::string replaced(std::string text, std::string_view word, std::string_view by) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
    text.replace(at, word.size(), by);
  return text;
}

class WireDocument : public testing::Test {
 protected:
  // The first JSON text on the page that begins so.
  Json example(std::string_view beginning) {
    const std::size_t from = page.find(beginning);
    const std::size_t to = page.find("\n\n", from);
    EXPECT_NE(from, std::string::npos) << beginning;
    return Json::parse(page.substr(from, to - from), nullptr, false);
  }

  const std::string hash = std::string(64, 'a');
  std::string page = replaced(replaced(read_file(CARREL_SOURCE_DIR "/docs/formats/wire.md"),
                                       "\"POLICY\"", '"' + hash + '"'),
                              "\"TEXTS\"", '"' + std::string(64, 'c') + '"');
  Policies policies{
      {parse_policy(read_file(CARREL_SOURCE_DIR "/shared/policies/demo.json"), hash).value()}};
  const Subject ada{"6845352b501643c945ada219f776496a", "ada", true};
  Instant now{noon};
};

TEST_F(WireDocument, TheStatementIsLetInUnderTheConsentRecord) {
  const ConsentEntry consent{1, now, dump_json(example(R"({"approved":)"))};
  const JsonDocument statement = document_of(example(R"([{"actor":)")[0]);
  const auto verdict = Judge(policies, ada, consent, false, now).check(statement);
  ASSERT_TRUE(verdict) << dump_json(body_of(verdict.error()));
  EXPECT_TRUE(page.contains("[\"" + verdict->id + "\"]\n"));
}

TEST_F(WireDocument, TheRefusalIsWhatTheServerSays) {
  const JsonDocument statement = document_of(example(R"([{"actor":)")[0]);
  const auto verdict = Judge(policies, ada, std::nullopt, false, now).check(statement);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(body_of(verdict.error())["reason"].get<std::string>(),
            "progress.place: purpose resume is not granted: not_asked");
  EXPECT_TRUE(
      page.contains(R"("reason":"progress.place: purpose resume is not granted: not_asked")"));
}

}  // namespace
}  // namespace carrel::server::test
