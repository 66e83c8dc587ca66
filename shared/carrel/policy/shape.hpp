// The bounds that a policy item sets for its values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/result.hpp"
#include "carrel/policy/payload.hpp"

namespace carrel {

struct ShapeSpec {
  Shape shape = Shape::none;
  std::int64_t min = 0;              // number
  std::int64_t max = 0;              // number, position and intervals (ms), attempt (score)
  std::int64_t scale = 1;            // number
  std::uint32_t max_bytes = 0;       // text, draft, submission
  std::uint32_t max_questions = 0;   // answer
  std::uint32_t max_options = 0;     // answer
  std::vector<std::string> options;  // choice
  bool grows = false;                // flag: once true it stays true
  std::uint32_t max_versions = 0;    // draft
  std::uint32_t max_intervals = 0;   // intervals

  friend bool operator==(const ShapeSpec&, const ShapeSpec&) = default;
};

inline constexpr std::uint32_t max_answers = 500;
inline constexpr std::uint32_t max_attempts = 1'000'000;
inline constexpr std::uint32_t max_spans = 1'000;
inline constexpr std::uint32_t default_versions = 10;

// Whether the payload has the declared shape and lies in its bounds: bad_payload or too_large,
// located at `item`, otherwise.
Result<void> conforms(const ShapeSpec& spec, const Payload& payload, std::string_view item);

// `[a-zA-Z0-9][a-zA-Z0-9._~/#:-]{0,199}`: a path of the site, fit for an IRI.
bool is_entity(std::string_view text);

}  // namespace carrel
