// What the library's bind.cpp has beside its types, and the C++ library's last words: for both
// modules.
#include <cstdlib>

#include <emscripten/bind.h>

namespace {

emscripten::internal::InitFunc* init_funcs = nullptr;

}  // namespace

extern "C" {

// Asked for where a type is not bound: Embind frees it.
const char* __getTypeName(const std::type_info*) {
  return static_cast<const char*>(std::calloc(1, 1));
}

void _embind_initialize_bindings() {
  for (const auto* f = init_funcs; f != nullptr; f = f->next)
    f->init_func();
}

void _embind_register_bindings(emscripten::internal::InitFunc* f) {
  f->next = init_funcs;
  init_funcs = f;
}

}  // extern "C"

// libc++ lets a program replace it: the original prints.
void std::__libcpp_verbose_abort(const char*, ...) {
  std::abort();
}
