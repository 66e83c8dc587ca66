# shellcheck shell=bash
# The test suites. Each runs its runner, shows the runner's own closing lines, and calls
# count PASSED FAILED.

# shellcheck disable=SC2034
{
  suites='lint native asan wasm web browser'
  optional_suites='kills tidy coverage'
}

run_ctest() { # PRESET: builds it and runs its tests; JUnit XML goes to build/PRESET/junit.xml
  local junit=$root/build/$1/junit.xml status
  cmake_build "$1" || { count 0 1 && return; }
  say "testing $1"
  rm -f "$junit"
  ctest --test-dir "$root/build/$1" --parallel "$(nproc)" --output-on-failure \
    --output-junit "$junit" && status=0 || status=$?
  count_junit "$junit" $status
}

suite_native() { run_ctest native; }
suite_asan() { run_ctest asan; }
suite_wasm() { run_ctest wasm-debug; }

suite_web() {
  cmake_build wasm-debug carrel_engine_wasm carrel_aggregate_wasm || { count 0 1 && return; }
  run_vitest web
}

run_vitest() { # NAME OPTION...: JUnit XML goes to build/NAME/junit.xml
  local name=$1 junit=$root/build/$1/junit.xml status
  shift
  say "testing $name"
  rm -f "$junit"
  npx vitest run "$@" --reporter=default --reporter=junit --outputFile.junit="$junit" &&
    status=0 || status=$?
  count_junit "$junit" $status
}

suite_browser() {
  local types
  { "$root/script/build" && cmake_build native carrel-cohort; } || { count 0 1 && return; }
  for types in carrel.d.ts aggregate.d.ts; do
    check "the boundary has the types of wasm/$types" diff -u "wasm/$types" "build/wasm/wasm/$types"
  done
  check 'the mechanism computes with integers alone' \
    script/check-no-floats build/wasm/wasm/aggregate.wasm
  check 'the bundles keep their budgets' node script/size.mjs --check
  run_vitest browser --config tests/browser/vitest.config.ts
}

# KILLS kills of each browser, drawn from SEED; figures go to build/kills/report.json.
suite_kills() {
  "$root/script/build" || { count 0 1 && return; }
  rm -f "$root/build/kills/report.json"
  KILLS=${KILLS:-50} run_vitest kills --config tests/browser/vitest.config.ts tests/browser/kills
}

suite_lint() {
  check 'rooms include downwards' script/check-includes
  check 'the mechanism has no floating point' script/check-no-floats
  check 'C++ is formatted' clang_format
  check 'web is formatted and linted' npx biome check --error-on-warnings
  check 'types are sound' npm run --silent types
}

check() { # TITLE COMMAND...
  local title=$1
  shift
  say "$title"
  if "$@"; then
    count 1 0
  else
    say "failed: $title"
    count 0 1
  fi
}

clang_format() {
  git ls-files -z '*.hpp' '*.cpp' | xargs -0 -r clang-format-19 --dry-run -Werror
}

suite_tidy() {
  cmake_build native || { count 0 1 && return; }
  check 'clang-tidy finds nothing' clang_tidy
}

clang_tidy() {
  git ls-files -z 'shared/*.cpp' 'server-stub/*.cpp' |
    xargs -0 -n 1 -P "$(nproc)" clang-tidy-19 --quiet -p build/native
}

count() { # PASSED FAILED
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# A runner that failed without naming a failure, or left no report, counts as one failure.
count_report() { # STATUS PASSED FAILED
  if [ "$1" != 0 ] && [ "$3" = 0 ]; then count "$2" 1; else count "$2" "$3"; fi
}

count_junit() { # FILE STATUS
  local suites failures skipped
  [ -e "$1" ] || { count 0 1 && return; }
  suites=$(tr '\n\t' '  ' <"$1" | grep -oE '<testsuite [^>]*>') || suites=
  failures=$(($(sum "$suites" failures) + $(sum "$suites" errors)))
  skipped=$(($(sum "$suites" skipped) + $(sum "$suites" disabled)))
  count_report "$2" $(($(sum "$suites" tests) - failures - skipped)) $failures
}

sum() { # XML ATTRIBUTE
  awk -v attribute="$2" 'match($0, " " attribute "=\"[0-9]+\"") {
    total += substr($0, RSTART + length(attribute) + 3)
  } END { print total + 0 }' <<<"$1"
}
