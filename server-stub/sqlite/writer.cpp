#include "sqlite/writer.hpp"

#include <utility>

namespace carrel::server {

struct Writer::Job {
  const Work& work;
  std::string error;
  bool done = false;
};

Writer::Writer(Database database) : database_(std::move(database)), thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void Writer::run(const Work& work) {
  Job job{work, {}};
  std::unique_lock lock(mutex_);
  queue_.push_back(&job);
  arrived_.notify_one();
  finished_.wait(lock, [&] { return job.done; });
  if (!job.error.empty()) throw SqliteError(job.error);
}

std::size_t Writer::commits() const {
  const std::scoped_lock lock(mutex_);
  return commits_;
}

std::size_t Writer::waiting() const {
  const std::scoped_lock lock(mutex_);
  return queue_.size();
}

void Writer::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return closed_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::vector<Job*> group = std::exchange(queue_, {});
    lock.unlock();
    commit(group);
    lock.lock();
    ++commits_;
    for (Job* job : group)
      job->done = true;
    finished_.notify_all();
  }
}

void Writer::commit(const std::vector<Job*>& group) {
  try {
    database_.execute("BEGIN IMMEDIATE");
    for (Job* job : group) {
      database_.execute("SAVEPOINT job");
      try {
        if (!job->work(database_)) database_.execute("ROLLBACK TO job");
      } catch (const SqliteError& error) {
        job->error = error.what();
        database_.execute("ROLLBACK TO job");
      }
      database_.execute("RELEASE job");
    }
    database_.execute("COMMIT");
  } catch (const SqliteError& error) {
    for (Job* job : group)
      job->error = error.what();
    database_.rollback();
  }
}

}  // namespace carrel::server
