#include "sqlite/writer.hpp"

#include <latch>

#include "scratch.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

class GroupCommit : public testing::Test {
 protected:
  GroupCommit() {
    writer.run([](Database& database) {
      database.execute("CREATE TABLE entry (name TEXT UNIQUE)");
      return true;
    });
  }
  static bool insert(Database& database, std::string_view name) {
    Query(database, "INSERT INTO entry VALUES (?1)", name).run();
    return true;
  }
  std::int64_t entries() {
    Database reader(file, Database::Access::read);
    Query count(reader, "SELECT count(*) FROM entry");
    count.next();
    return count.integer(0);
  }
  // Lets `callers` wait behind one write that is under way, then lets them go at once.
  void run_together(int callers, const std::function<void(int)>& caller) {
    std::latch under_way(1);
    std::latch go(1);
    std::vector<std::thread> threads;
    threads.emplace_back([&] {
      writer.run([&](Database&) {
        under_way.count_down();
        go.wait();
        return true;
      });
    });
    under_way.wait();
    for (int n = 0; n < callers; ++n)
      threads.emplace_back([&, n] { caller(n); });
    while (writer.waiting() < static_cast<std::size_t>(callers))
      std::this_thread::yield();
    go.count_down();
    for (std::thread& thread : threads)
      thread.join();
  }

  Scratch scratch;
  std::string file = scratch / "group.sqlite";
  Writer writer{Database(file, Database::Access::write)};
};

TEST_F(GroupCommit, WhoWaitsTogetherIsCommittedTogether) {
  const std::size_t before = writer.commits();
  run_together(20, [&](int n) {
    writer.run([&](Database& database) { return insert(database, std::to_string(n)); });
  });
  EXPECT_EQ(writer.commits() - before, 2) << "the one under way, and all the others at once";
  EXPECT_EQ(entries(), 20);
}

TEST_F(GroupCommit, OneThatFailsOrGivesUpTakesNobodyAlong) {
  run_together(3, [&](int n) {
    const auto work = [&](Database& database) {
      insert(database, std::to_string(n));
      if (n == 0) insert(database, std::to_string(n));  // not unique
      return n != 1;
    };
    if (n == 0) {
      EXPECT_THROW(writer.run(work), SqliteError);
    } else {
      writer.run(work);
    }
  });
  EXPECT_EQ(entries(), 1);
}

TEST_F(GroupCommit, ACommitThatFailsIsToldToAll) {
  Database other(file, Database::Access::write);
  writer.run([](Database& database) {
    database.execute("PRAGMA busy_timeout = 0");
    return true;
  });
  other.execute("BEGIN IMMEDIATE");
  EXPECT_THROW(writer.run([](Database& database) { return insert(database, "a"); }), SqliteError);
  other.execute("ROLLBACK");
  writer.run([](Database& database) { return insert(database, "a"); });
  EXPECT_EQ(entries(), 1);
}

}  // namespace
}  // namespace carrel::server::test
