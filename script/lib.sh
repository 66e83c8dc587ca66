# shellcheck shell=bash
# What every script here shares: the environment, messages and the CMake calls.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
toolchain=$root/.toolchain
export PATH="$toolchain/node/node_modules/.bin:$toolchain/debian/usr/bin:$PATH"

say() { printf '[carrel] %s\n' "$*" >&2; }
die() {
  printf '[carrel] error: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Bootstraps, and takes up Emscripten's environment.
set_up() { # [--only wasm]
  "$root/script/bootstrap" "$@"
  . "$toolchain/env"
}

is_configured() { # BUILD: generated, and after the last change of the presets
  [ "$1/build.ninja" -nt "$root/CMakePresets.json" ] || [ "$1/Makefile" -nt "$root/CMakePresets.json" ]
}

# cmake_build PRESET [TARGET...]
cmake_build() {
  local preset=$1 generator=() targets=()
  shift
  if [ $# -gt 0 ]; then targets=(--target "$@"); fi
  if ! is_configured "$root/build/$preset"; then
    have ninja || generator=(-G 'Unix Makefiles')
    say "configuring $preset"
    (cd "$root" && cmake --fresh --preset "$preset" "${generator[@]}" >&2) ||
      die "cmake --preset $preset failed"
  fi
  say "building $preset ${targets[*]:2}"
  # Two links of one file at once would mix: emcc works on its output in place.
  flock "$root/build/$preset" cmake --build "$root/build/$preset" --parallel "$(nproc)" \
    "${targets[@]}" >&2
}
