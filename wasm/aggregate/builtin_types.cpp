// Embind's own types that cross this boundary: no number with a fraction, nothing of JavaScript's.
#include <cstdint>
#include <limits>
#include <string>

#include <emscripten/bind.h>

namespace {

using namespace emscripten;
using namespace emscripten::internal;

template <class T>
void register_integer(const char* name) {
  _embind_register_integer(TypeID<T>::get(), name, sizeof(T), std::numeric_limits<T>::min(),
                           std::numeric_limits<T>::max());
}

}  // namespace

EMSCRIPTEN_BINDINGS(builtin) {
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", true, false);
  register_integer<int>("int");
  register_integer<unsigned>("unsigned int");
  register_integer<unsigned long>("unsigned long");
  _embind_register_bigint(TypeID<std::int64_t>::get(), "int64_t", sizeof(std::int64_t),
                          std::numeric_limits<std::int64_t>::min(),
                          std::numeric_limits<std::int64_t>::max());
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
}
