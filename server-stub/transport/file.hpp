// A file that is read in one go from an offset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace carrel::server {

class File {
 public:
  static std::optional<File> open(const std::string& path, std::uint64_t offset) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return {};
    return File(handle, offset);
  }
  ~File() {
    if (handle_ >= 0) ::close(handle_);
  }
  File(File&& other) noexcept
      : handle_(std::exchange(other.handle_, -1)), position_(other.position_) {}
  File& operator=(File&& other) noexcept {
    std::swap(handle_, other.handle_);
    position_ = other.position_;
    return *this;
  }

  // The next bytes, at most `size`; 0 at the end and on failure.
  std::size_t read(char* to, std::size_t size) {
    const ssize_t got = ::pread(handle_, to, size, static_cast<off_t>(position_));
    if (got <= 0) return 0;
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }

 private:
  File(int handle, std::uint64_t offset) : handle_(handle), position_(offset) {}

  int handle_;
  std::uint64_t position_;
};

}  // namespace carrel::server
