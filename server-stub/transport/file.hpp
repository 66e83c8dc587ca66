#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace carrel::server {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

// Ready to be read from there on; null where that fails.
inline File open_file_at(const std::string& path, std::uint64_t offset) {
  File file(std::fopen(path.c_str(), "rbe"), std::fclose);
  if (file && ::fseeko(file.get(), static_cast<off_t>(offset), SEEK_SET) != 0) file.reset();
  return file;
}

}  // namespace carrel::server
