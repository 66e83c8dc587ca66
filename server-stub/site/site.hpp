// The built site, served from a folder.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "http.hpp"

namespace carrel::server {

class Site {
 public:
  // The reason, where the folder cannot be read.
  static std::expected<Site, std::string> at(const std::filesystem::path& folder);

  // GET and HEAD with conditions (ETag), one byte range, and precompressed .br and .gz neighbours.
  Response serve(const Request& request) const;

 private:
  explicit Site(std::filesystem::path root) : root_(std::move(root)) {}

  Response not_found() const;

  std::filesystem::path root_;
};

}  // namespace carrel::server
