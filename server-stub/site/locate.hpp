// From a request's path to a file below the site's folder, and never to another one.
#pragma once

#include <filesystem>
#include <string_view>

namespace carrel::server {

struct Location {
  enum class Kind : std::uint8_t { missing, folder_without_slash, file };

  Kind kind = Kind::missing;
  std::filesystem::path file;  // canonical
};

// `root` is canonical. Dot files, "..", empty segments, backslashes and links that lead out of the
// root are missing; a folder is its index.html.
Location locate(const std::filesystem::path& root, std::string_view encoded_path);

}  // namespace carrel::server
