// Embind's own types, as its bind.cpp registers them, but for those that never cross the boundary:
// most numbers, strings of other characters, views of other elements. With embind_core.cpp it takes
// that file's place: what is defined here is not looked for in the library.
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

// `array`: the number of its typed array in embind.js's typeMapping.
template <class T>
void register_view(unsigned array, const char* name) {
  _embind_register_memory_view(TypeID<memory_view<T>>::get(), array, name);
}

}  // namespace

EMSCRIPTEN_BINDINGS(builtin) {
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", true, false);
  register_integer<unsigned char>("unsigned char");
  register_integer<int>("int");
  register_integer<unsigned>("unsigned int");
  register_integer<long>("long");
  register_integer<unsigned long>("unsigned long");
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
  _embind_register_emval(TypeID<val>::get());
  register_view<unsigned char>(1, "emscripten::memory_view<unsigned char>");
  register_view<unsigned>(5, "emscripten::memory_view<unsigned int>");
  register_view<double>(7, "emscripten::memory_view<double>");
}
