#include "sqlite/sqlite_store.hpp"

#include <thread>

#include "scratch.hpp"
#include "sqlite/data_file.hpp"
#include "store_contract.hpp"

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

TEST_F(SqliteFile, OfANewerFormatIsRefusedAndLeftUntouched) {
  open();
  Database(file, Database::Access::write).execute("PRAGMA user_version = 99");
  EXPECT_EQ(failure(), "the data file has format 99, this program reads formats up to 2");
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

}  // namespace
}  // namespace carrel::server::test
