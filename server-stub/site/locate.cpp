#include "site/locate.hpp"

#include <algorithm>
#include <ranges>
#include <string>
#include <system_error>

#include "http.hpp"

namespace carrel::server {
namespace {

namespace fs = std::filesystem;

// Every segment but the last must name something; none may be hidden.
bool is_plain(std::string_view path) {
  if (!path.starts_with('/') || path.contains("//")) return false;
  if (std::ranges::any_of(path, [](char c) { return c == '\0' || c == '\\'; })) return false;
  return !path.contains("/.");
}

bool lies_below(const fs::path& root, const fs::path& file) {
  return std::ranges::mismatch(root, file).in1 == root.end();
}

}  // namespace

Location locate(const fs::path& root, std::string_view encoded_path) {
  const auto path = percent_decoded(encoded_path);
  if (!path || !is_plain(*path)) return {};
  std::error_code error;
  fs::path file = fs::canonical(root / path->substr(1), error);
  if (error || !lies_below(root, file)) return {};
  if (fs::is_directory(file, error)) {
    if (!path->ends_with('/')) return {Location::Kind::folder_without_slash, {}};
    file = fs::canonical(file / "index.html", error);
    if (error || !lies_below(root, file)) return {};
  } else if (path->ends_with('/')) {
    return {};
  }
  if (!fs::is_regular_file(file, error)) return {};
  return {Location::Kind::file, std::move(file)};
}

}  // namespace carrel::server
