// Reading connections, lent out one to a caller at a time; as many as there were callers at once.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sqlite/database.hpp"

namespace carrel::server {

class Readers {
 public:
  explicit Readers(std::string path) : path_(std::move(path)) {}

  template <class Read>
  auto read(Read&& how) {
    const Loan loan(take().release(), GiveBack{this});
    return how(*loan);
  }

 private:
  struct GiveBack {
    void operator()(Database* database) const {
      const std::scoped_lock lock(owner->mutex_);
      owner->idle_.emplace_back(database);
    }
    Readers* owner;
  };
  using Loan = std::unique_ptr<Database, GiveBack>;

  std::unique_ptr<Database> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        auto database = std::move(idle_.back());
        idle_.pop_back();
        return database;
      }
    }
    return std::make_unique<Database>(path_, Database::Access::read);
  }

  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace carrel::server
