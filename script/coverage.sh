# shellcheck shell=bash
# Line coverage of shared/, measured by clang.

coverage_floor=90

suite_coverage() {
  local build=$root/build/coverage binaries percent
  rm -rf "$build/profiles"
  export LLVM_PROFILE_FILE="$build/profiles/%m.profraw"
  run_ctest coverage
  llvm-profdata-19 merge -sparse -o "$build/all.profdata" "$build"/profiles/*.profraw
  mapfile -t binaries < <(find "$build/tests" -type f -executable)
  local others=("${binaries[@]:1}")
  llvm-cov-19 report "${binaries[0]}" "${others[@]/#/-object=}" \
    -instr-profile="$build/all.profdata" "$root/shared" |
    awk 'NF >= 10 { printf "%-40s %8s\n", $1, $10 }' | tee "$build/report.txt"
  percent=$(awk '$1 == "TOTAL" { print $2 }' "$build/report.txt")
  echo "line coverage of shared/: $percent"
  check "at least $coverage_floor % of the lines are covered" \
    awk -v p="${percent%\%}" -v floor="$coverage_floor" 'BEGIN { exit !(p >= floor) }'
}
