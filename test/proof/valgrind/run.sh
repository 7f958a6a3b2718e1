#!/usr/bin/env bash
# run.sh BUILD [PATTERN]: the tests with every tool and unit under valgrind: reads of what was never written, bad
# frees, leaks. Of all that are here, or those whose path matches. The last line counts.
#
# Not here, since under valgrind they prove nothing, or nothing more:
#   memory progress bench        time and memory are valgrind's
#   limits sandbox test-sandbox  so are descriptors, addresses and what the kernel lets in
#   faults fuzz scale            processes that are killed, and programs and jobs that start tools by themselves
#   install                      make would install what stands here for a tool
#   laws privacy                 4,000 runs of what the others run, too
set -u
others='memory|progress|bench|limits|sandbox|faults|fuzz|scale|install|laws|privacy'

build=$(cd "$1" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd)
export TA_SANDBOX=off TA_WATCHED=$build TA_REPORTS=$build/reports TA_SUPPRESSIONS=$here/suppressions
watched=$build/watched
rm -rf "$watched" "$TA_REPORTS"
mkdir -p "$watched/bin" "$watched/unit" "$TA_REPORTS"
chmod 1777 "$TA_REPORTS" # some tests run a tool as nobody

# It has to see a fault of each kind before it is believed.
fault() { # NAME STATEMENT
  printf '#include <stdlib.h>\nint main(void) { char *p = malloc(9); %s }\n' "$2" |
    ${CC:-cc} -O0 -g -w -x c -o "$build/bin/fault" - || exit 2
  cp "$here/tool.sh" "$watched/bin/fault"
  "$watched/bin/fault" 2>/dev/null
  grep -rqF "$1" "$TA_REPORTS" || { echo "valgrind does not see: $1"; exit 2; }
  rm "$build/bin/fault" "$watched/bin/fault" "$TA_REPORTS"/*
}
fault 'definitely lost' 'p = 0; return 0;'
fault 'depends on uninitialised value' 'if (p[3]) abort(); free(p); return 0;'
fault 'Invalid free' 'free(p); free(p); return 0;'

for program in "$build"/bin/ta-* "$build"/unit/*; do
  case $program in
  *.d | */test-sandbox) ;;
  *) cp "$here/tool.sh" "$watched/${program#"$build/"}" ;;
  esac
done
ln -s "$build/bench" "$watched/bench"

# It is valgrind's reports that count: it needs a TMPDIR itself, and tests that have none to write in fail for it.
mapfile -t names < <(find "$here/../.." "$watched/unit" -maxdepth 1 -name '*.bats' -o -name 'test-*' | sed 's,.*/,,' |
  grep -vxE "($others)\.bats" | grep -E -e "${2:-.}" | sed 's/.*/^&$/')
[ "${#names[@]}" -gt 0 ] || { echo "no test has a name like this: $2"; exit 2; }
"$here/../../run.sh" "$watched" "${names[@]}"

# An empty one is of a run that did not begin, since there was no TMPDIR for valgrind.
find "$TA_REPORTS" -type f -empty -delete

# What a signal of the outer world has ended (HUP, INT, PIPE, TERM, XFSZ) had no time to free anything.
grep -rLE 'ERROR SUMMARY: 0 errors' "$TA_REPORTS" | while IFS= read -r file; do
  grep -qE 'terminating with default action of signal (1|2|13|15|25) ' "$file" &&
    ! grep -qE 'uninitialised|Invalid' "$file" || echo "$file"
done >"$build/reported"
xargs -r cat <"$build/reported"
runs=$(find "$TA_REPORTS" -type f | wc -l)
reports=$(wc -l <"$build/reported")
echo "$runs runs of a tool, $reports reports"
[ "$runs" -gt 0 ] && [ "$reports" -eq 0 ]
