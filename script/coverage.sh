# shellcheck shell=bash
# Line coverage of shared/, measured by clang.

coverage_floor=90

suite_coverage() {
  local build=$root/build/coverage binaries percent
  rm -rf "$build/profiles"
  export LLVM_PROFILE_FILE="$build/profiles/%m.profraw"
  run_ctest coverage
  llvm-profdata-19 merge -sparse -o "$build/all.profdata" "$build"/profiles/*.profraw
  mapfile -t binaries < <(find "$build/tests" -type f -executable -name '*_test')
  llvm-cov-19 report "${binaries[@]/#/-object=}" -instr-profile="$build/all.profdata" "$root/shared" |
    awk '{ print $1, $(NF-3) }' | column -t | tee "$build/report.txt"
  percent=$(awk '$1 == "TOTAL" { print $2 }' "$build/report.txt")
  echo "line coverage of shared/: $percent"
  lint "at least $coverage_floor % of the lines are covered" \
    awk -v p="${percent%\%}" -v floor="$coverage_floor" 'BEGIN { exit !(p >= floor) }'
}
