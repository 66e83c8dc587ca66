// The C library's printing, and its reading of numbers with a fraction, is 12 KB, gzip, of an
// engine that prints nothing and has no such numbers. The linker's --wrap puts these in its place.
#include <algorithm>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

// Text and hexadecimal numbers of up to eight digits: %04x, %.2X.
int print(char* out, std::size_t size, const char* format, va_list arguments) {
  std::size_t length = 0;
  const auto put = [&](char c) {
    if (++length < size) out[length - 1] = c;
  };
  for (; *format != '\0'; ++format) {
    if (*format != '%') {
      put(*format);
      continue;
    }
    unsigned digits = 1;
    for (++format; *format == '.' || (*format >= '0' && *format <= '9'); ++format)
      if (*format > '0') digits = static_cast<unsigned>(*format - '0');
    const unsigned value = va_arg(arguments, unsigned);
    while (digits < 8 && value >> (4 * digits) != 0)
      ++digits;
    while (digits-- > 0)
      put((*format == 'x' ? "0123456789abcdef" : "0123456789ABCDEF")[value >> (4 * digits) & 15U]);
  }
  if (size > 0) out[std::min(length, size - 1)] = '\0';
  return static_cast<int>(length);
}

}  // namespace

extern "C" {

// For nlohmann_json's escapes.
int __wrap_snprintf(char* out, std::size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = print(out, size, format, arguments);
  va_end(arguments);
  return length;
}

// For nlohmann_json's lexer: a number with a fraction stays one, which every reader refuses.
double __wrap_strtod(const char* text, char** end) {
  *end = const_cast<char*>(text) + std::strlen(text);
  return 0;
}

}  // extern "C"
