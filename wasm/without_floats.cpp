// The C library's reading and printing of floating-point numbers is 10 KB, gzip, of an engine
// that has none. The linker's --wrap puts these in its place.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {

int vsniprintf(char* out, std::size_t size, const char* format, va_list arguments);

// For nlohmann_json's escapes; prints integers and text only.
int __wrap_snprintf(char* out, std::size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsniprintf(out, size, format, arguments);
  va_end(arguments);
  return length;
}

// For nlohmann_json's lexer: a number with a fraction stays one, which every reader refuses.
double __wrap_strtod(const char* text, char** end) {
  *end = const_cast<char*>(text) + std::strlen(text);
  return 0;
}

}  // extern "C"

// libc++ lets a program replace it: the original prints.
void std::__libcpp_verbose_abort(const char*, ...) {
  std::abort();
}
