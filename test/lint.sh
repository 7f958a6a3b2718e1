#!/usr/bin/env bash
# Proves the layers: a module includes headers of lower layers only, and inside a
# layer only along the edges named here. Proves that libcsv and libyaml each have
# one door, and that no file and no function has grown out of hand.
set -u
cd "$(dirname "$0")/.." || exit 2
failed=0

complain() {
  echo "lint: $*" >&2
  failed=1
}

layers='
bounds 0
diag 0
mem 0
text 0
when 0
zone 0
columns 0
source 1
sum 1
decode 1
block 0
phrase 1
csvscan 1
csvio 1
yamlio 1
jsonlines 1
tree 2
record 2
stream 2
ics 2
csvrecord 2
yamlrecord 2
input 2
output 2
spool 2
sandbox 2
shard 2
keyed 2
jsonrecord 2
field 3
calendar 3
terms 3
subject 3
match 3
operator 3
rule 3
index 3
policy 3
policyload 3
policyform 3
policyfindings 3
policydecisions 3
policycombinations 3
decide 4
check 4
due 4
priority 4
route 4
answer 4
intake 4
byhand 4
map 4
identity 4
rejects 4
listing 5
report 5
cli 5
cliload 5
filter 5
explain 5
remedy 5
cells 5
cases 5
combine 5
compare 5
door 5
ledger 5
known 5
join 5
suggest 5
kept 4
heap 4
merge 4
runs 5
sort 5
top 5
since 5
split 5
'

# from > to, inside one layer
edges='
text > mem
when > text
zone > when
zone > mem
zone > bounds
when > diag
when > bounds
csvio > source
csvio > csvscan
yamlio > source
jsonlines > source
jsonlines > sum
source > decode
stream > record
csvrecord > stream
keyed > stream
yamlrecord > stream
yamlrecord > keyed
jsonrecord > keyed
input > stream
spool > record
calendar > field
terms > field
terms > calendar
subject > terms
match > subject
operator > match
rule > operator
rule > subject
rule > match
index > subject
index > match
policy > index
policy > rule
policy > policyload
policyload > policy
policyform > policyload
policyfindings > policyload
policyfindings > match
policydecisions > policyload
policycombinations > policyload
check > decide
due > decide
priority > decide
route > decide
kept > decide
heap > decide
merge > decide
merge > heap
intake > answer
intake > map
byhand > intake
answer > map
cli > report
cliload > cli
filter > cli
filter > explain
explain > report
remedy > report
cases > cells
cases > report
combine > cells
combine > cli
compare > cells
compare > cli
door > report
known > ledger
known > report
door > known
door > join
listing > report
sort > runs
'

layer_of() {
  awk -v name="$1" '$1 == name { print $2 }' <<<"$layers"
}

for file in lib/*.c lib/*.h; do
  module=$(basename "${file%.*}")
  from=$(layer_of "$module")
  [ -n "$from" ] || complain "$file belongs to no layer: name it in test/lint.sh"
  while read -r header; do
    other=${header%.h}
    to=$(layer_of "$other")
    [ "$other" = "$module" ] && continue
    [ -n "$to" ] || { complain "$file includes $header, of no layer"; continue; }
    [ "$to" -lt "$from" ] && continue
    if [ "$to" -gt "$from" ] || ! grep -qx "$module > $other" <<<"$edges"; then
      complain "$file (layer $from) may not include $header (layer $to)"
    fi
  done < <(sed -n 's/^#include "\(.*\)"$/\1/p' "$file")
done

only() {
  local found
  found=$(grep -l "^#include <$1>" lib/*.[ch] cmd/*.c | tr '\n' ' ')
  [ "$found" = "$2 " ] || complain "<$1> is for $2 alone, not: $found"
}
only csv.h lib/csvio.c
only yaml.h lib/yamlio.c
only jansson.h lib/jsonrecord.c

# Functions: where a brace opens in the first column to where one closes.
lengths=$(awk '
  FNR == 1 { open = 0 }
  /^\{/ { open = FNR }
  /^\}/ && open { print FNR - open - 1, FILENAME ":" open; open = 0 }
' lib/*.c cmd/*.c | sort -n)
longest=$(tail -1 <<<"$lengths")
median=$(awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }' <<<"$lengths")
[ "${longest%% *}" -le 80 ] || complain "a function of more than 80 lines: $longest"
[ "$median" -lt 20 ] || complain "the median function has $median lines"

if grep -nE '__DATE__|__TIME__' lib/*.[ch] cmd/*.c; then
  complain "the time of the build has no place in it"
fi
find lib cmd test man examples -name '*util*' -o -name '*misc*' \
  -o -name '*common*' -o -name '*helpers*' | grep . &&
  complain "a name that says nothing"

[ "$failed" -eq 0 ] && echo "lint: layers hold; median function $median lines, longest ${longest%% *}"
exit "$failed"
