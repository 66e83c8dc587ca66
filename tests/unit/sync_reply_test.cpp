#include <gtest/gtest.h>

#include "carrel/sync/reply.hpp"

namespace carrel {
namespace {

TEST(Judge, SaysWhatAnAnswerMeansForOneStatementAndForABatch) {
  const struct {
    int status;
    const char* body;
    Verdict one;
    Verdict batch;
  } rows[] = {
      {0, "", Verdict::later, Verdict::later},
      {200, "", Verdict::delivered, Verdict::delivered},
      {204, "", Verdict::delivered, Verdict::delivered},
      {299, "", Verdict::delivered, Verdict::delivered},
      {100, "", Verdict::later, Verdict::later},
      {302, "", Verdict::later, Verdict::later},
      {304, "", Verdict::later, Verdict::later},
      {400, "", Verdict::refused, Verdict::split},
      {401, "", Verdict::sign_in, Verdict::sign_in},
      {403, "", Verdict::refused, Verdict::split},
      {403, R"({"error":"consent"})", Verdict::refused, Verdict::split},
      {403, R"({"error":"policy"})", Verdict::later, Verdict::later},
      {403, R"({"error":"csrf"})", Verdict::sign_in, Verdict::sign_in},
      {403, R"({"error":"actor"})", Verdict::sign_in, Verdict::sign_in},
      {403, R"({"error":1})", Verdict::refused, Verdict::split},
      {403, "<html>csrf</html>", Verdict::refused, Verdict::split},
      {404, "", Verdict::refused, Verdict::split},
      {408, "", Verdict::later, Verdict::later},
      {409, "", Verdict::delivered, Verdict::split},
      {413, "", Verdict::refused, Verdict::split},
      {422, "", Verdict::refused, Verdict::split},
      {429, "", Verdict::later, Verdict::later},
      {500, "", Verdict::later, Verdict::later},
      {503, "", Verdict::later, Verdict::later},
      {599, "", Verdict::later, Verdict::later},
  };
  for (const auto& row : rows) {
    const Reply reply{row.status, 0, row.body};
    EXPECT_EQ(judge(reply, 1), row.one) << row.status << ' ' << row.body;
    for (const std::size_t size : {2U, 50U})
      EXPECT_EQ(judge(reply, size), row.batch) << row.status << ' ' << row.body;
  }
}

TEST(Judge, TakesARequestWithoutStatementsAsOne) {
  EXPECT_EQ(judge({409, 0, ""}, 0), Verdict::delivered);
  EXPECT_EQ(judge({400, 0, ""}, 0), Verdict::refused);
}

TEST(IdsIn, AreThoseOfAnArrayAlone) {
  const std::string one = "3f0c2a4e-9f61-4d52-8a5e-0f6f1d2c3b4a";
  const auto count = [](const std::string& body) { return ids_in({200, 0, body}).size(); };
  EXPECT_EQ(ids_in({200, 0, R"([")" + one + R"("])"}), std::set{parse_uuid(one)});
  for (const std::string& none : {std::string(), std::string("[]"), '"' + one + '"', "<p>" + one,
                                  R"({"ids":[")" + one + R"("]})", R"([{"id":")" + one + R"("}])"})
    EXPECT_EQ(count(none), 0U) << none;
}

TEST(Reason, IsTheServersOwnWordsOrItsStatus) {
  const auto reason = [](const char* body) { return reason_of({403, 0, body}); };
  EXPECT_EQ(reason(R"({"error":"consent","reason":"resume is not granted"})"),
            "resume is not granted");
  EXPECT_EQ(reason(R"({"error":"consent"})"), "consent");
  EXPECT_EQ(reason(R"({"error":"consent","reason":""})"), "consent");
  for (const char* none : {"", "{}", "[]", "\"x\"", "<html>", R"({"error":1,"reason":[]})"})
    EXPECT_EQ(reason(none), "HTTP 403") << none;
}

TEST(Reason, IsBounded) {
  const auto reason = [](std::size_t size) {
    return reason_of({400, 0, R"({"reason":")" + std::string(size, 'x') + R"("})"});
  };
  EXPECT_EQ(reason(200), std::string(200, 'x'));
  EXPECT_EQ(reason(201), "HTTP 400");
  EXPECT_EQ(reason(70'000), "HTTP 400");
}

Duration pause(unsigned failures, std::uint32_t drawn, std::int64_t retry_after = 0) {
  return backoff(failures, {503, retry_after, ""}, {{0, 0, 0, drawn}});
}

TEST(Backoff, LiesBetweenASecondAndItsCeiling) {
  const std::int64_t ceilings[] = {1000,   2000,   4000,    8000,    16'000,
                                   32'000, 64'000, 128'000, 256'000, 300'000};
  for (unsigned failures = 0; failures < std::size(ceilings); ++failures) {
    const std::int64_t ceiling = ceilings[failures];
    const auto span = static_cast<std::uint32_t>(ceiling - 1000 + 1);
    EXPECT_EQ(pause(failures, 0).ms, 1000) << failures;
    EXPECT_EQ(pause(failures, span - 1).ms, ceiling) << failures;
    EXPECT_EQ(pause(failures, span).ms, 1000) << failures;
  }
}

TEST(Backoff, GrowsNoFurtherThanFiveMinutes) {
  for (const unsigned failures : {9U, 10U, 11U, 63U, 64U, 4'000'000'000U})
    EXPECT_EQ(pause(failures, 299'000).ms, 300'000) << failures;
}

TEST(Backoff, HeedsTheServerForUpToAnHour) {
  EXPECT_EQ(pause(0, 7, 1), Duration::seconds(1));
  EXPECT_EQ(pause(9, 7, 3600), Duration::seconds(3600));
  EXPECT_EQ(pause(9, 7, 3601), Duration::seconds(3600));
  EXPECT_EQ(pause(9, 7, INT64_MAX), Duration::seconds(3600));
  EXPECT_EQ(pause(0, 7, -5).ms, 1000);
}

}  // namespace
}  // namespace carrel
