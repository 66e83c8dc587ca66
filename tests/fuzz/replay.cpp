// FUZZ_TARGET FILE|DIR...: runs the target on each file. Fails where none is accepted: such seeds
// lead nowhere.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/target.hpp"

namespace {

std::vector<std::filesystem::path> files_below(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
    if (entry.is_regular_file()) out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  int accepted = 0;
  for (int i = 1; i < argc; ++i)
    for (const std::filesystem::path& file : files_below(argv[i])) {
      std::printf("%s: ", file.c_str());
      std::fflush(stdout);
      std::ifstream in(file, std::ios::binary);
      carrel::test::require(bool(in), "a seed can be read");
      const carrel::Bytes bytes{std::istreambuf_iterator<char>(in), {}};
      const bool taken = carrel::test::accepts(bytes);
      std::puts(taken ? "accepted" : "refused");
      accepted += taken ? 1 : 0;
    }
  return accepted > 0 ? 0 : 1;
}
