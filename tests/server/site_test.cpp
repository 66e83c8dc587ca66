#include "site/site.hpp"

#include "scratch.hpp"
#include <gtest/gtest.h>

namespace carrel::server::test {
namespace {

namespace fs = std::filesystem;

class ASite : public testing::Test {
 protected:
  ASite() {
    scratch.write("site/index.html", "<h1>home</h1>");
    scratch.write("site/404.html", "<h1>nothing here</h1>");
    scratch.write("site/en/index.html", "<h1>english</h1>");
    scratch.write("site/empty/file.txt", "x");
    scratch.write("site/a b.txt", "blank");
    scratch.write("site/video.webm", "0123456789");
    scratch.write("site/app.js", "plain");
    scratch.write("site/app.js.br", "brotli");
    scratch.write("site/app.js.gz", "gzip");
    scratch.write("site/carrel/chunk-0a1b2c3d.js", "hashed");
    scratch.write("site/.env", "secret");
    scratch.write("site/.git/config", "secret");
    scratch.write("secret.txt", "secret");
    fs::create_symlink(scratch.path() / "secret.txt", scratch.path() / "site/link.txt");
  }
  Response get(std::string path, Headers headers = {}, std::string method = "GET") {
    return site.serve(
        {.method = std::move(method), .path = std::move(path), .headers = std::move(headers)});
  }
  std::string sent(const Response& response) {
    const auto& slice = std::get<FileSlice>(response.body);
    std::ifstream in(slice.path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    return text.substr(slice.offset, slice.length);
  }
  std::string_view header(const Response& response, std::string_view name) {
    return find_header(response.headers, name);
  }

  Scratch scratch;
  Site site = Site::at((fs::create_directory(scratch.path() / "site"), scratch / "site")).value();
};

TEST_F(ASite, ServesFilesAndTheIndexOfFolders) {
  EXPECT_EQ(sent(get("/")), "<h1>home</h1>");
  EXPECT_EQ(sent(get("/en/")), "<h1>english</h1>");
  EXPECT_EQ(sent(get("/a%20b.txt")), "blank");
  const Response response = get("/video.webm");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "Content-Type"), "video/webm");
  EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
  EXPECT_EQ(header(response, "Accept-Ranges"), "bytes");
}

TEST_F(ASite, SendsAFolderToItsSlash) {
  const Response response = get("/en");
  EXPECT_EQ(response.status, 301);
  EXPECT_EQ(header(response, "Location"), "/en/");
}

TEST_F(ASite, HidesWhatIsNotItsOwn) {
  for (const char* path : {"/nothing",
                           "/../secret.txt",
                           "/en/../../secret.txt",
                           "/%2e%2e/secret.txt",
                           "/..%2fsecret.txt",
                           "/.env",
                           "/.git/config",
                           "/%2egit/config",
                           "/en/.",
                           "/link.txt",
                           "//etc/passwd",
                           "/en//index.html",
                           "/..\\secret.txt",
                           "/index.html%00.txt",
                           "/%zz",
                           "/empty/",
                           "/index.html/",
                           "en/",
                           "*",
                           "http://localhost/"}) {
    const Response response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(sent(response), "<h1>nothing here</h1>") << path;
    EXPECT_EQ(header(response, "Content-Type"), "text/html; charset=utf-8");
  }
}

TEST_F(ASite, SaysSoWithoutA404Page) {
  fs::remove(scratch.path() / "site/404.html");
  const Response response = get("/nothing");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(std::get<std::string>(response.body), "Not found\n");
}

TEST_F(ASite, KnowsAnUnchangedFile) {
  const std::string etag(header(get("/video.webm"), "ETag"));
  for (const std::string& condition : {etag, "\"other\", " + etag, "W/" + etag, std::string("*")}) {
    const Response response = get("/video.webm", {{"if-none-match", condition}});
    EXPECT_EQ(response.status, 304) << condition;
    EXPECT_EQ(header(response, "ETag"), etag);
  }
  EXPECT_EQ(get("/video.webm", {{"if-none-match", "\"other\""}}).status, 200);
  scratch.write("site/video.webm", "9876543210");
  EXPECT_NE(header(get("/video.webm"), "ETag"), etag) << "same size, other content";
}

TEST_F(ASite, SendsOneRange) {
  const Response part = get("/video.webm", {{"range", "bytes=2-5"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(sent(part), "2345");
  EXPECT_EQ(header(part, "Content-Range"), "bytes 2-5/10");
  const Response beyond = get("/video.webm", {{"range", "bytes=10-"}});
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(header(beyond, "Content-Range"), "bytes */10");
}

TEST_F(ASite, SendsARangeOfTheSameFileOnly) {
  const std::string etag(header(get("/video.webm"), "ETag"));
  EXPECT_EQ(get("/video.webm", {{"range", "bytes=2-5"}, {"if-range", etag}}).status, 206);
  EXPECT_EQ(get("/video.webm", {{"range", "bytes=2-5"}, {"if-range", "\"old\""}}).status, 200);
}

TEST_F(ASite, PrefersPrecompressedNeighbours) {
  const auto encoded = [&](const char* accepted) {
    return get("/app.js", {{"accept-encoding", accepted}});
  };
  EXPECT_EQ(sent(encoded("gzip, br")), "brotli");
  EXPECT_EQ(header(encoded("gzip, br"), "Content-Encoding"), "br");
  EXPECT_EQ(sent(encoded("gzip")), "gzip");
  EXPECT_EQ(sent(encoded("identity")), "plain");
  EXPECT_EQ(header(encoded("identity"), "Content-Encoding"), "");
  EXPECT_EQ(header(encoded("identity"), "Vary"), "Accept-Encoding");
  EXPECT_EQ(header(encoded("br"), "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_NE(header(encoded("br"), "ETag"), header(encoded("gzip"), "ETag"));
  EXPECT_EQ(header(get("/video.webm"), "Vary"), "");
  EXPECT_EQ(sent(get("/app.js", {{"accept-encoding", "br"}, {"range", "bytes=0-1"}})), "pl");
}

TEST_F(ASite, OnlyHashedNamesAreImmutable) {
  EXPECT_EQ(header(get("/carrel/chunk-0a1b2c3d.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(get("/app.js"), "Cache-Control"), "no-cache");
}

TEST_F(ASite, IsOnlyRead) {
  const Response response = get("/", {}, "POST");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
}

TEST_F(ASite, GivesItsPagesAContentPolicy) {
  const std::string policy = "default-src 'self' https://player.example";
  const Site guarded = Site::at(scratch / "site", policy).value();
  const auto policy_of = [&](const char* path, Headers headers = {}) {
    const Response response =
        guarded.serve({.method = "GET", .path = path, .headers = std::move(headers)});
    return std::string(header(response, "Content-Security-Policy"));
  };
  EXPECT_EQ(policy_of("/"), policy);
  EXPECT_EQ(policy_of("/nothing"), policy);
  EXPECT_EQ(policy_of("/app.js"), "");
  EXPECT_EQ(policy_of("/", {{"if-none-match", std::string(header(get("/"), "ETag"))}}), policy)
      << "a cache takes over the headers of a 304";
  EXPECT_EQ(header(get("/"), "Content-Security-Policy"), "");
}

TEST_F(ASite, NeedsItsFolder) {
  EXPECT_FALSE(Site::at(scratch / "missing"));
  EXPECT_FALSE(Site::at(scratch / "secret.txt"));
}

}  // namespace
}  // namespace carrel::server::test
