// The `shape` member of a policy item.
#pragma once

#include "carrel/base/json_reader.hpp"
#include "carrel/policy/shape.hpp"

namespace carrel {

ShapeSpec parse_shape(const JsonReader& in);

}  // namespace carrel
