// Lists of numbers cross as typed arrays, copied once, by their bytes: nothing else of JavaScript's
// objects crosses, and no number of Embind's that is a double. The other side: typed_arrays.js.
#pragma once

#include <cstdlib>
#include <cstring>
#include <vector>

#include <emscripten/bind.h>

namespace carrel::wasm {

// As the other side sees it: released by it when it comes in, by us when it goes out.
struct TypedArray {
  std::size_t size;  // in bytes
  std::uint8_t bytes[1];
};

}  // namespace carrel::wasm

template <class T>
struct emscripten::internal::BindingType<std::vector<T>> {
  static_assert(std::is_integral_v<T>);
  using WireType = carrel::wasm::TypedArray*;

  static WireType toWireType(const std::vector<T>& list, rvp::default_tag) {
    const std::size_t size = list.size() * sizeof(T);
    const auto out = static_cast<WireType>(std::malloc(sizeof(std::size_t) + size));
    out->size = size;
    if (size > 0) std::memcpy(out->bytes, list.data(), size);
    return out;
  }
  static std::vector<T> fromWireType(WireType in) {
    std::vector<T> list(in->size / sizeof(T));
    if (!list.empty()) std::memcpy(list.data(), in->bytes, list.size() * sizeof(T));
    return list;
  }
};
