// Errors as values: the core throws nothing and prints nothing.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace carrel {

// Why something was refused. Code 0 is no error and never travels in an Error.
enum class Errc : std::uint8_t {
  none,
  bad_policy,
  unknown_item,
  bad_entity,
  bad_payload,
  too_large,
  not_permitted,
  bad_choice,
  unknown_purpose,
  other_policy,
  newer_format,
  corrupt,
  unknown_effect,
  not_open,
  bad_statement,
};

std::string_view name(Errc code);

// `where` locates the fault (an item key, a JSON pointer); it never holds what a person entered.
struct Error {
  Errc code = Errc::none;
  std::string where;

  friend bool operator==(const Error&, const Error&) = default;
};

// What is wrong with a document, of which every fault is named.
struct Fault {
  std::string where;  // JSON pointer (RFC 6901); "" is the whole document
  std::string what;

  friend bool operator==(const Fault&, const Fault&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Errc code, std::string where = {}) {
  return std::unexpected(Error{code, std::move(where)});
}

}  // namespace carrel
