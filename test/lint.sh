#!/usr/bin/env bash
# Proves the rooms: a folder of lib/ includes those before it only, and no files of one
# folder include each other in a circle. Proves that libcsv, libyaml and jansson each
# are included by one file each, and that no file and no function has grown out of hand.
set -u
cd "$(dirname "$0")/.." || exit 2
failed=0

complain() {
  echo "lint: $*" >&2
  failed=1
}

# From the ground up: rooms of one floor do not include each other.
rooms='base 1
file 2
record 3
policy 4
ledger 5
decide 6
intake 7
queue 7
history 7
reply 7
board 7
tool 7
trial 8'

# includes: every include of lib/, as "FOLDER/MODULE FOLDER/MODULE".
includes() {
  grep -HE '^#include "' lib/*/*.[ch] |
    sed -E 's|^lib/([^.]*)\.[ch]:#include "([^".]*)(\.h)?"$|\1 \2|' | sort -u | awk '$1 != $2'
}

while read -r from to; do
  complain "$from may not include $to"
done < <(includes | awk -v rooms="$rooms" '
  BEGIN { n = split(rooms, row, "\n"); for (i = 1; i <= n; i++) { split(row[i], word, " "); floor[word[1]] = word[2] } }
  { split($1, from, "/"); split($2, to, "/") }
  from[1] != to[1] && !(floor[to[1]] && floor[to[1]] < floor[from[1]])')

for file in lib/*/*.[ch]; do
  folder=${file#lib/}
  grep -q "^${folder%%/*} " <<<"$rooms" || complain "$file is in no room"
done
circle=$(includes | tsort 2>&1 >/dev/null)
[ -z "$circle" ] || complain "a circle of includes: $circle"

only() {
  local found
  found=$(grep -l "^#include <$1>" lib/*/*.[ch] cmd/*.c | tr '\n' ' ')
  [ "$found" = "$2 " ] || complain "<$1> is for $2 alone, not: $found"
}
only csv.h lib/file/csv.c
only yaml.h lib/file/yaml.c
only jansson.h lib/record/jsonobject.c

# Functions: where a brace opens in the first column to where one closes.
lengths=$(awk '
  FNR == 1 { open = 0 }
  /^\{/ { open = FNR }
  /^\}/ && open { print FNR - open - 1, FILENAME ":" open; open = 0 }
' lib/*/*.c cmd/*.c | sort -n)
longest=$(tail -1 <<<"$lengths")
median=$(awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }' <<<"$lengths")
[ "${longest%% *}" -le 80 ] || complain "a function of more than 80 lines: $longest"
[ "$median" -lt 20 ] || complain "the median function has $median lines"

if grep -nE '__DATE__|__TIME__' lib/*/*.[ch] cmd/*.c; then
  complain "the time of the build has no place in it"
fi
find lib cmd test man examples -name '*util*' -o -name '*misc*' \
  -o -name '*common*' -o -name '*helpers*' | grep . &&
  complain "a name that says nothing"

[ "$failed" -eq 0 ] && echo "lint: rooms hold; median function $median lines, longest ${longest%% *}"
exit "$failed"
