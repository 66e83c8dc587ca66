// The worked examples in docs/formats are the bytes of the golden files.
#include <sstream>

#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

namespace carrel::test {
namespace {

struct Excerpt {
  std::size_t at = 0;
  Bytes bytes;
};

// The octets in `text`; a word that is none ends them.
Bytes octets(std::string_view text) {
  Bytes out;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word && word.size() == 2 && is_lower_hex(word);)
    out.push_back(static_cast<std::uint8_t>(std::stoul(word, nullptr, 16)));
  return out;
}

// A line of a dump, "00000010: 16 fb …", or a row "| 15 | `00 00` `01` | …".
Excerpt excerpt_in(const std::string& line) {
  const auto hex = [&](std::size_t from, std::size_t digits) {
    const std::string number = line.substr(std::min(from, line.size()), digits);
    return is_lower_hex(number) ? std::stoul(number, nullptr, 16) : 0;
  };
  if (line.size() > 57 && line[8] == ':') return {hex(0, 8), octets(line.substr(10, 47))};
  if (!line.starts_with("| ") || line.substr(4, 3) != " | ") return {};
  Excerpt out{hex(2, 2), {}};
  const std::string cell = line.substr(7, line.find(" |", 7) - 7);
  for (std::size_t tick = cell.find('`'); tick != std::string::npos;) {
    const std::size_t end = cell.find('`', tick + 1);
    const Bytes bytes = octets(cell.substr(tick + 1, end - tick - 1));
    out.bytes.insert(out.bytes.end(), bytes.begin(), bytes.end());
    tick = cell.find('`', end + 1);
  }
  return out;
}

void expect_example(std::string_view page, std::string_view golden, std::size_t excerpts) {
  const Bytes bytes = read_bytes(golden);
  std::istringstream lines(read_file(page));
  std::size_t found = 0;
  for (std::string line; std::getline(lines, line);) {
    const Excerpt excerpt = excerpt_in(line);
    if (excerpt.bytes.empty()) continue;
    ++found;
    ASSERT_LE(excerpt.at + excerpt.bytes.size(), bytes.size()) << line;
    EXPECT_TRUE(std::ranges::equal(excerpt.bytes,
                                   ByteView(bytes).subspan(excerpt.at, excerpt.bytes.size())))
        << line;
  }
  EXPECT_EQ(found, excerpts);
}

TEST(WorkedExample, OfAFrameIsTheGoldenFile) {
  expect_example("docs/formats/journal.md", "tests/golden/frame-v3.bin", 6 + 14);
}

TEST(WorkedExample, OfASnapshotIsTheGoldenFile) {
  expect_example("docs/formats/snapshot.md", "tests/golden/snapshot-v2-frame-v3.bin", 3 + 10);
}

}  // namespace
}  // namespace carrel::test
