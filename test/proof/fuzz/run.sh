#!/usr/bin/env bash
# run.sh BUILD SECONDS: every fuzzer of a build for so long, two at a time, over the
# tree's own files and what earlier runs found. The last line counts what was run.
# What breaks a fuzzer is kept in BUILD/broken; once mended it belongs in
# test/proof/fuzz/found/FUZZER, where make check feeds it to the fuzzer again.
set -u

build=$(cd "$1" && pwd) || exit 2
seconds=$2
cd "$(dirname "$0")/../../.." || exit 2
export build seconds

run_one() {
  local name=${1##*/fuzz-}
  mkdir -p "$build/corpus/$name" "$build/broken"
  nice "$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65536 -print_final_stats=1 -dict=test/proof/fuzz/dictionary \
    -artifact_prefix="$build/broken/$name-" "$build/corpus/$name" \
    test/proof/fuzz/found test/data examples >"$build/$name.log" 2>&1 && return
  echo "fuzz: $name: see $build/$name.log"
  tail -n 40 "$build/$name.log"
  return 1
}
export -f run_one

printf '%s\0' "$build"/fuzz/fuzz-* |
  xargs -0 -P 2 -I{} bash -c 'run_one "$@"' _ {}
status=$?

fuzzers=$(find "$build/fuzz" -type f | wc -l)
runs=$(cat "$build"/*.log | awk '/number_of_executed_units/ { n += $2 } END { print n + 0 }')
broken=$(find "$build/broken" -type f | wc -l)
echo "$fuzzers fuzzers, $seconds s each: $runs inputs, $broken that break one"
[ "$status" -eq 0 ] && [ "$broken" -eq 0 ] && [ "$runs" -gt 0 ]
