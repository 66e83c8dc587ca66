// The only thread that writes: what many callers ask for at once becomes one transaction (group
// commit), so that they share one fsync.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sqlite/database.hpp"

namespace carrel::server {

class Writer {
 public:
  // Says whether its changes are to be kept.
  using Work = std::function<bool(Database&)>;

  explicit Writer(Database database);
  ~Writer();  // after all callers are gone
  Writer(Writer&&) = delete;
  Writer(const Writer&) = delete;
  Writer& operator=(Writer&&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Carries out `work` and returns after the COMMIT. When work throws, or the commit fails, none of
  // its changes remains and a SqliteError is thrown here.
  void run(const Work& work);

  std::size_t commits() const;
  std::size_t waiting() const;  // callers that the next transaction will serve

 private:
  struct Job;

  void loop();
  void commit(const std::vector<Job*>& group);

  Database database_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable finished_;
  std::vector<Job*> queue_;
  std::size_t commits_ = 0;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace carrel::server
