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
    const Loan loan(*this);
    return how(*loan.database);
  }

 private:
  struct Loan {
    explicit Loan(Readers& from) : owner(from), database(from.take()) {}
    ~Loan() { owner.give_back(std::move(database)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    Readers& owner;
    std::unique_ptr<Database> database;
  };

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

  void give_back(std::unique_ptr<Database> database) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(database));
  }

  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace carrel::server
