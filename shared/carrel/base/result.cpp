#include "carrel/base/result.hpp"

namespace carrel {

std::string_view name(Errc code) {
  switch (code) {
    case Errc::none:
      return "";
    case Errc::bad_policy:
      return "bad_policy";
    case Errc::unknown_item:
      return "unknown_item";
    case Errc::bad_entity:
      return "bad_entity";
    case Errc::bad_payload:
      return "bad_payload";
    case Errc::too_large:
      return "too_large";
    case Errc::not_permitted:
      return "not_permitted";
    case Errc::bad_choice:
      return "bad_choice";
    case Errc::unknown_purpose:
      return "unknown_purpose";
    case Errc::other_policy:
      return "other_policy";
    case Errc::newer_format:
      return "newer_format";
    case Errc::corrupt:
      return "corrupt";
    case Errc::unknown_effect:
      return "unknown_effect";
    case Errc::not_open:
      return "not_open";
    case Errc::bad_statement:
      return "bad_statement";
  }
  return "unknown";
}

}  // namespace carrel
