#!/usr/bin/env bash
# analyze.sh GCC FLAGS...: gcc's own analyser over the library and the tools. The last
# line counts the files and what was reported; a report is mended, never silenced.
set -u
cd "$(dirname "$0")/../.." || exit 2
reports=$(mktemp -d) || exit 2
trap 'rm -rf "$reports"' EXIT

analyze() { # REPORT FLAGS... FILE
  local report=$1
  shift
  "${@:1:$#-1}" -fanalyzer -c -o /dev/null -x c "${!#}" 2>"$report" || echo "not compiled: ${!#}" >>"$report"
}
export -f analyze

# It has to see a fault before it is believed.
analyze "$reports/fault" "$@" - <<<'#include <stdlib.h>
void twice(void *p); void twice(void *p) { free(p); free(p); }'
grep -q 'Wanalyzer-double-free' "$reports/fault" || { cat "$reports/fault"; echo "the analyser sees no fault"; exit 2; }
rm "$reports/fault"

files=(lib/*/*.c cmd/*.c)
# shellcheck disable=SC2016 # for the inner shell
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -I{} bash -c 'analyze "$0/$(tr / - <<<"${!#}")" "$@"' "$reports" "$@" {}
cat "$reports"/*
n=$(cat "$reports"/* | grep -cE '\[-Wanalyzer-|^not compiled: ')
echo "${#files[@]} files, $n reports"
[ "$n" -eq 0 ]
