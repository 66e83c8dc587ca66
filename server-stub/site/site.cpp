#include "site/site.hpp"

#include <array>
#include <format>
#include <optional>

#include "content_policy.hpp"
#include "site/encoding.hpp"
#include "site/locate.hpp"
#include "site/media_type.hpp"
#include "site/range.hpp"
#include <sys/stat.h>

namespace carrel::server {
namespace {

namespace fs = std::filesystem;

struct Representation {
  std::string file;
  std::string_view encoding;  // empty: as it is
  std::uint64_t size = 0;
  std::string etag;
};

std::optional<Representation> representation(const std::string& file, std::string_view encoding) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  // The inode's change time: unlike the modification time no tool sets it back.
  const auto changed = status.st_ctim.tv_sec * 1'000'000'000 + status.st_ctim.tv_nsec;
  return Representation{file, encoding, static_cast<std::uint64_t>(status.st_size),
                        std::format("\"{:x}-{:x}{}\"", status.st_size, changed, encoding)};
}

struct Choice {
  std::optional<Representation> best;
  bool varies = false;  // by Accept-Encoding
};

Choice choose(const std::string& file, const Request& request) {
  Choice choice;
  const bool ranged = !request.header("range").empty();
  constexpr std::array codings{std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}};
  for (const auto& [coding, suffix] : codings) {
    auto neighbour = representation(file + suffix, coding);
    if (!neighbour) continue;
    choice.varies = true;
    if (!choice.best && !ranged && accepts_encoding(request.header("accept-encoding"), coding))
      choice.best = std::move(neighbour);
  }
  if (!choice.best) choice.best = representation(file, "");
  return choice;
}

// A name that changes with the content: "app-3f9c2a1b.js" or "app.3f9c2a1b.js".
bool is_hashed(std::string_view path) {
  if (!path.starts_with("/carrel/") && !path.starts_with("/assets/")) return false;
  const std::size_t extension = path.rfind('.');
  const std::string_view stem = path.substr(0, extension);
  const std::string_view hash = stem.substr(stem.find_last_of("-./") + 1);
  return extension != std::string_view::npos && hash.size() >= 8 && hash.size() < stem.size() &&
         hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool matches_etag(std::string_view header, std::string_view etag) {
  return header == "*" || header.contains(etag);
}

Response refusal(int status, std::string_view text) {
  Response response{.status = status, .body = std::string(text) + '\n'};
  response.with("Content-Type", "text/plain; charset=utf-8").with("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::expected<Site, std::string> Site::at(const fs::path& folder, std::string content_policy) {
  std::error_code error;
  fs::path root = fs::canonical(folder, error);
  if (error || !fs::is_directory(root, error))
    return std::unexpected("no folder at " + folder.string());
  return Site(std::move(root), std::move(content_policy));
}

Response Site::serve(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD")
    return refusal(405, "Method not allowed").with("Allow", "GET, HEAD");
  const Location location = locate(root_, request.path);
  if (location.kind == Location::Kind::folder_without_slash)
    return refusal(301, "Moved").with("Location", request.path + '/');
  if (location.kind == Location::Kind::missing) return not_found();
  const auto [best, varies] = choose(location.file.string(), request);
  if (!best) return not_found();

  Response response;
  response.with("ETag", best->etag)
      .with("Cache-Control",
            is_hashed(request.path) ? "public, max-age=31536000, immutable" : "no-cache");
  if (varies) response.with("Vary", "Accept-Encoding");
  const std::string_view type = media_type(location.file.string());
  protect(response, type);  // also where it is unchanged: a cache takes over these headers
  if (matches_etag(request.header("if-none-match"), best->etag)) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(type)).with("Accept-Ranges", "bytes");
  if (!best->encoding.empty()) response.with("Content-Encoding", std::string(best->encoding));

  const std::string_view condition = request.header("if-range");
  const bool current = condition.empty() || condition == best->etag;
  const ByteRange range = requested_range(current ? request.header("range") : "", best->size);
  if (range.kind == ByteRange::Kind::unsatisfiable)
    return refusal(416, "Range not satisfiable")
        .with("Content-Range", std::format("bytes */{}", best->size));
  if (range.kind == ByteRange::Kind::part) {
    response.status = 206;
    response.with("Content-Range", std::format("bytes {}-{}/{}", range.offset,
                                               range.offset + range.length - 1, best->size));
  }
  response.body = FileSlice{best->file, range.offset, range.length};
  return response;
}

void Site::protect(Response& page, std::string_view type) const {
  if (!content_policy_.empty() && type.starts_with("text/html"))
    page.with(std::string(content_policy_header), content_policy_);
}

Response Site::not_found() const {
  const auto page = representation((root_ / "404.html").string(), "");
  if (!page) return refusal(404, "Not found");
  Response response{.status = 404, .body = FileSlice{page->file, 0, page->size}};
  response.with("Content-Type", "text/html; charset=utf-8").with("Cache-Control", "no-store");
  protect(response, "text/html");
  return response;
}

}  // namespace carrel::server
