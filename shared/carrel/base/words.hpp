// Short lists of words in one literal, with a space between.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace carrel {

inline constexpr std::size_t no_word = SIZE_MAX;

// The place of `word` among `words`.
constexpr std::size_t word_index(std::string_view words, std::string_view word) {
  for (std::size_t index = 0; !words.empty(); ++index) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return index;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return no_word;
}

}  // namespace carrel
