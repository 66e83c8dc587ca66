#include "sqlite/sqlite_store.hpp"

#include <atomic>
#include <thread>

#include "scratch.hpp"
#include "sqlite/data_file.hpp"
#include "store_contract.hpp"
#include "world.hpp"

namespace carrel::server::test {
namespace {

INSTANTIATE_TEST_SUITE_P(SqliteStore, StoreContract, testing::Values([] {
                           static const Scratch scratch;
                           static int opened = 0;
                           const std::string file = scratch / std::to_string(++opened);
                           return std::move(SqliteStore::open(file)).value();
                         }));

class SqliteFile : public testing::Test {
 protected:
  std::unique_ptr<SqliteStore> open() {
    auto store = SqliteStore::open(file);
    EXPECT_TRUE(store) << store.error().what;
    return std::move(store).value_or(nullptr);
  }
  std::string failure() {
    const auto store = SqliteStore::open(file);
    return store ? "" : store.error().what;
  }

  Scratch scratch;
  std::string file = scratch / "carrel.sqlite";
};

TEST_F(SqliteFile, KeepsWhatWasAcknowledged) {
  {
    const auto store = open();
    EXPECT_TRUE(store->sign_in({"ada", "pseudonym", "token", "csrf", {1000}, {0}}));
    EXPECT_TRUE(store->put_consent("pseudonym", {"1", "record"}, whatever, {1000}));
    const std::vector<Document> batch{{"1", "one"}};
    EXPECT_TRUE(store->put_statements("pseudonym", batch, 1, {1000}));
  }
  const auto store = open();
  EXPECT_EQ(store->session("token").value()->subject.name, "ada");
  EXPECT_EQ(store->latest_consent("pseudonym").value()->text, "record");
  EXPECT_EQ(store->statement("pseudonym", "1").value()->text, "one");
}

TEST_F(SqliteFile, KeepsWhatWasAcknowledgedWhenItIsNeverClosed) {
  const auto store = open();
  EXPECT_TRUE(store->put_consent("ada", {"1", "record"}, whatever, {1000}));
  for (const char* suffix : {"", "-wal"})
    std::filesystem::copy_file(file + suffix, scratch / ("copy" + std::string(suffix)));
  file = scratch / "copy";
  EXPECT_EQ(open()->latest_consent("ada").value()->text, "record");
}

TEST_F(SqliteFile, IsInWalModeAndSyncsFully) {
  Database writing = open_data_file(file);
  EXPECT_EQ(writing.pragma_text("journal_mode"), "wal");
  EXPECT_EQ(writing.pragma("synchronous"), 2);
}

class OlderSqliteFile : public SqliteFile, public testing::WithParamInterface<int> {
 protected:
  OlderSqliteFile() {
    const std::string sql = read_file(CARREL_SOURCE_DIR "/tests/server/stored/format-" +
                                      std::to_string(GetParam()) + ".sql");
    Database(file, Database::Access::write).execute(sql.c_str());
  }
  std::int64_t format() { return Database(file, Database::Access::read).pragma("user_version"); }
};

INSTANTIATE_TEST_SUITE_P(Formats, OlderSqliteFile, testing::Values(1, 2));

TEST_P(OlderSqliteFile, IsKeptWholeAndBroughtUpToDate) {
  ASSERT_EQ(format(), GetParam());
  for (int opened = 0; opened < 2; ++opened) {
    const auto store = open();
    const auto session = store->session("token").value();
    ASSERT_TRUE(session);
    EXPECT_EQ(session->subject, (Subject{"pseudonym", "ada", true}));
    EXPECT_EQ(session->csrf, "csrf");
    const auto consent = store->latest_consent("pseudonym").value();
    EXPECT_EQ(consent->text, "refused");
    EXPECT_EQ(consent->seq, 2);
    EXPECT_EQ(consent->arrived, Instant{1100});
    const auto statements = store->statements("pseudonym", {.limit = 9, .ascending = true});
    ASSERT_EQ(statements->size(), 2U);
    EXPECT_EQ((*statements)[0].text, "one");
    EXPECT_EQ((*statements)[1].stored, Instant{1060});
  }
  EXPECT_EQ(format(), data_format);
}

TEST_P(OlderSqliteFile, TakesWhatCameLater) {
  const RecordLink first{"key", 1, "", "hash", "signature"};
  const Instant first_arrival{GetParam() < 2 ? 2000 : 1000};
  const std::vector<Document> batch{{"s3", "three"}};
  for (const std::int64_t arrived : {2000, 3000}) {
    const auto store = open();
    EXPECT_EQ(store->put_statements("pseudonym", batch, 2, {arrived})->outcome, PutOutcome::stored);
    const auto put = store->put_record("pseudonym", first, {"c1", "record"}, whatever, {arrived});
    EXPECT_EQ(put->outcome, PutOutcome::stored);
    EXPECT_EQ(put->arrived, first_arrival);
    EXPECT_EQ(store->put_report({"demo", 0}, {{1}, {2}, 0, {3}}, {9000}), ReportOutcome::stored);
  }
}

TEST_P(OlderSqliteFile, StaysAsItIsWhereItCannotBeBroughtUpToDate) {
  Database(file, Database::Access::write).execute("CREATE TABLE report (theirs)");
  EXPECT_TRUE(failure().contains("SQLite")) << failure();
  EXPECT_EQ(format(), GetParam());
}

TEST_F(SqliteFile, OfANewerFormatIsRefusedAndLeftUntouched) {
  open();
  Database(file, Database::Access::write).execute("PRAGMA user_version = 99");
  EXPECT_EQ(failure(), "the data file has format 99, this program reads formats up to 3");
  EXPECT_EQ(Database(file, Database::Access::read).pragma("user_version"), 99);
}

TEST_F(SqliteFile, OfAnotherProgramIsRefused) {
  Database(file, Database::Access::write).execute("CREATE TABLE theirs (a)");
  EXPECT_EQ(failure(), "the data file belongs to another program");
}

TEST_F(SqliteFile, ThatIsNoDatabaseIsRefused) {
  scratch.write("carrel.sqlite", std::string(5000, 'x'));
  EXPECT_TRUE(failure().contains("SQLite")) << failure();
  file = scratch / "no/such/folder";
  EXPECT_TRUE(failure().contains("SQLite")) << failure();
}

TEST_F(SqliteFile, ManyCallersAtOnceLoseNothing) {
  constexpr int callers = 16;
  constexpr int rounds = 20;
  const auto store = open();
  std::vector<std::thread> threads;
  for (int caller = 0; caller < callers; ++caller)
    threads.emplace_back([&, subject = std::to_string(caller)] {
      for (int round = 0; round < rounds; ++round) {
        const std::vector<Document> batch{{std::to_string(round), "text"}};
        EXPECT_EQ(store->put_statements(subject, batch, 0, {1000})->outcome, PutOutcome::stored);
        EXPECT_TRUE(store->statement(subject, batch[0].id).value()) << "seen once acknowledged";
      }
    });
  for (std::thread& thread : threads)
    thread.join();
  for (int caller = 0; caller < callers; ++caller)
    EXPECT_EQ(store->statements(std::to_string(caller), {.limit = 100})->size(), rounds);
}

TEST_F(SqliteFile, AReportThatWasTakenIsCountedWheneverTheReleaseComes) {
  constexpr std::uint8_t callers = 8;
  const Collection collection{"demo", 0};
  const auto store = open();
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (std::uint8_t caller = 0; caller < callers; ++caller)
    threads.emplace_back([&, caller] {
      for (std::uint8_t n = 0; n < 255; ++n) {
        const auto put = store->put_report(collection, {{1}, {caller, n}, 0, {1}}, {9000});
        if (put == ReportOutcome::closed) return;
        EXPECT_EQ(put, ReportOutcome::stored);
        ++taken;
      }
    });
  while (taken < 3 * callers)
    std::this_thread::yield();
  EXPECT_TRUE(store->release(collection, {1000}, [](const ReadReports& reports) {
    int counted = 0;
    reports({1}, [&](std::uint16_t, ByteView) { ++counted; });
    return std::to_string(counted);
  }));
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(store->released(collection)->value(), std::to_string(taken));
}

}  // namespace
}  // namespace carrel::server::test
