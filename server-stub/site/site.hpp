// The built site, served from a folder.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "http.hpp"

namespace carrel::server {

class Site {
 public:
  // The reason, where the folder cannot be read. Pages carry `content_policy`, where there is one.
  static std::expected<Site, std::string> at(const std::filesystem::path& folder,
                                             std::string content_policy = {});

  // GET and HEAD with conditions (ETag), one byte range, and precompressed .br and .gz neighbours.
  Response serve(const Request& request) const;

 private:
  Site(std::filesystem::path root, std::string content_policy)
      : root_(std::move(root)), content_policy_(std::move(content_policy)) {}

  Response not_found() const;
  void protect(Response& page, std::string_view type) const;

  std::filesystem::path root_;
  std::string content_policy_;
};

}  // namespace carrel::server
