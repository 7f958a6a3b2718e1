#!/usr/bin/env bash
# coverage.sh BUILD: which lines of the library and the tools the tests have run, of a
# build with --coverage after its tests. Names what is below the share that is wanted,
# and the lines that were not run without a reason in coverage.left; all that were not
# run are in BUILD/uncovered.
set -u
wanted=92

build=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/../.." || exit 2

for notes in "$build"/{lib/*,cmd}/*.gcno; do
  source=${notes#"$build/"}
  source=${source%.gcno}.c
  [ -f "$source" ] || continue
  # headers are listed too: only what stands behind the name of this file
  gcov -t -o "${notes%/*}" "$notes" 2>/dev/null |
    awk -F: -v file="$source" '
      $3 == "Source" { mine = $4 == file }
      !mine || $2 + 0 == 0 { next }
      $1 ~ /#####|=====/ { n++; sub(/^[^:]*: */, ""); print file ":" $0 >>uncovered; next }
      $1 !~ /-$/ { n++; run++ }
      END { if (n > 0) print 100 * run / n, run, n, file }
    ' uncovered="$build/uncovered.new"
done >"$build/coverage"
mv "$build/uncovered.new" "$build/uncovered"

awk '
  NR == FNR { if (sub(/^\t/, "")) known[$0]; next }
  { text = $0; sub(/^[^:]*:[^:]*:[ \t]*/, "", text); sub(/:.*/, "") }
  !(($0 ": " text) in known) { print "not run: " $0 ": " text }
' test/proof/coverage.left "$build/uncovered"

sort -n "$build/coverage" | awk -v wanted="$wanted" '
  $1 < wanted { printf "%5.1f %% %s\n", $1, $4 }
  { run += $2; n += $3 }
  END {
    share = n == 0 ? 0 : 100 * run / n
    printf "%.1f %% of %d lines are run, %d are not\n", share, n, n - run
    exit share < wanted
  }'
