#include "site/media_type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace carrel::server {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

constexpr std::array types{
    Entry{"html", "text/html; charset=utf-8"},
    Entry{"js", "text/javascript; charset=utf-8"},
    Entry{"mjs", "text/javascript; charset=utf-8"},
    Entry{"css", "text/css; charset=utf-8"},
    Entry{"json", "application/json"},
    Entry{"webmanifest", "application/manifest+json"},
    Entry{"wasm", "application/wasm"},
    Entry{"txt", "text/plain; charset=utf-8"},
    Entry{"vtt", "text/vtt; charset=utf-8"},
    Entry{"webm", "video/webm"},
    Entry{"mp4", "video/mp4"},
    Entry{"svg", "image/svg+xml"},
    Entry{"png", "image/png"},
    Entry{"jpg", "image/jpeg"},
    Entry{"ico", "image/x-icon"},
    Entry{"woff2", "font/woff2"},
};

}  // namespace

std::string_view media_type(std::string_view file_name) {
  const std::string_view extension = file_name.substr(file_name.rfind('.') + 1);
  const auto found = std::ranges::find(types, extension, &Entry::first);
  return found == types.end() ? "application/octet-stream" : found->second;
}

}  // namespace carrel::server
