#!/usr/bin/env bash
# look.sh BUILD: what the tools have said in all tests, of which BUILD/copies has a copy: no byte that a terminal
# obeys, and no value of a private field of any record that tests and examples have. The last line counts.
set -u

build=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/../../.." || exit 2
export PATH=$build/bin:$PATH LC_ALL=C TZ=UTC TA_TODAY=2026-11-24
unset TA_COPIES TA_POLICY TA_SWITCHES
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# values POLICY FILE...: those of the policy's private fields, a line each.
values() {
  local policy=$1 file map names
  names=$(awk '/- name: /{ name = $3 } /private: yes/ { print name }' "$policy" | jq -Rn '[inputs]')
  shift
  for file in "$@"; do
    for map in '' $(case $file in */exports/*) ls examples/maps/*.yaml ;; esac); do
      ta-submit -q -p "$policy" ${map:+-m "$map"} -t jsonl "$file" 2>/dev/null
    done
  done | jq -r --argjson names "$names" 'to_entries[] | select(.key | IN($names[])) | .value | strings'
}

ta-policy >"$work/policy.yaml"
mapfile -t files < <(find examples test/data -type f ! -path '*/policies/*' ! -path '*-bad/*' ! -path '*/maps/*' \
  \( -name '*.csv' -o -name '*.y*ml' -o -name '*.jsonl' -o -name '*.in' -o -name '*.out' \))
# What is short, or a word of a policy or of a message's sentence, is nobody's secret.
{
  values "$work/policy.yaml" "${files[@]}"
  for policy in examples/policies/*.yaml; do
    values "$policy" "${policy%.yaml}"*.csv
  done
} | sed 's/^[[:space:]]*//; s/[[:space:]]*$//' | grep -aE '.{6}' | sort -u >"$work/all"
cat "$work/policy.yaml" examples/policies/*.yaml examples/site-policy.yaml >"$work/words"
while IFS= read -r value; do
  grep -qiF -e "$value" "$work/words" || printf '%s\n' "$value"
done <"$work/all" >"$work/values"

# seen FOLDER: names what should not have been said there. ta-policy --test may say what a case of the policy's own
# table expects and gets: its writer has made it up.
obeyed='[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]'
seen() {
  # progress, which is for terminals alone, goes back to the start of its line
  find "$1" -name '*.tty' -exec sed -i 's/\r\x1b\[K//g' {} +
  grep -raP "$obeyed" "$1" | cat -v
  grep -raF -f "$work/values" "$1" |
    grep -avE "^[^:]*/ta-policy-[^:]*:ta-policy: .*: ta_[a-z_]+: expected '.*', got '.*'\$"
}

# It has to see one of each before it is believed.
mkdir "$work/leak"
printf '#include <stdio.h>\nint main(int n, char **v) { fprintf(stderr, "%%s\\n", v[n - 1]); }\n' |
  ${CC:-cc} -x c -o "$work/ta-leak" - -x none "$build/copy.o" || exit 2
for leak in "it says $(head -n 1 "$work/values") aloud" $'\033[31m'; do
  TA_COPIES=$work/leak "$work/ta-leak" "$leak" 2>/dev/null
  [ "$(seen "$work/leak" | wc -l)" -eq 1 ] || { echo "the look does not see '$leak'"; exit 2; }
  rm "$work/leak"/*
done

seen "$build/copies" | tee "$work/seen"
runs=$(find "$build/copies" -type f | wc -l)
bytes=$(find "$build/copies" -type f -printf '%s\n' | awk '{ n += $1 } END { print n + 0 }')
looked_for=$(wc -l <"$work/values")
echo "$runs runs, $bytes bytes of stderr, $looked_for values looked for, $(wc -l <"$work/seen") seen"
[ ! -s "$work/seen" ] && [ "$bytes" -gt 0 ] && [ "$looked_for" -gt 0 ]
