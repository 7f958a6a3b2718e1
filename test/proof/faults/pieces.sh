#!/usr/bin/env bash
# Every file of the tests and examples, read in pieces: whatever a read gives, a tool says and writes the same. The
# tools are those with the shim, which shortens reads (TOOLS, where set); by a pipe, too. The last line counts.
#
#     pieces.sh BUILD SIZE...
set -u

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
tools=${TOOLS:-$(cd "$1" && pwd)/shim}
shift
cd "$root" || exit 2
export TZ=UTC LC_ALL=C TA_TODAY=2026-11-24
unset TA_POLICY TA_SWITCHES
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/whole" "$work/pieces" || exit 2
runs=0

# read_by FOLDER COMMAND...: what it wrote is in FOLDER/N, for the run N, what it said and ended with in FOLDER/N.err.
read_by() {
  local file=$work/$1/$runs
  shift
  "$@" >"$file" 2>"$file.err"
  echo "$?" >>"$file.err"
}

# A run is a whole and a piece, and a line of words. They are compared all at once in the end.
next() {
  runs=$((runs + 1))
  echo "$*" >&3
}
exec 3>"$work/words"

# try COMMAND...: on each size the same.
try() {
  local size whole=
  for size in "${sizes[@]}"; do
    next "reads of $size: $*"
    if [ -z "$whole" ]; then
      whole=$work/whole/$runs
      read_by whole "$@"
    else
      ln "$whole" "$work/whole/$runs" && ln "$whole.err" "$work/whole/$runs.err"
    fi
    TA_FAULT_READ_MOST=$size read_by pieces "$@"
  done
}

# piped TOOL FILE: by a pipe the same, but for what the file is called.
piped() {
  next "by a pipe: $1 $2"
  read_by whole "$tools/$1" -q - <"$2"
  # shellcheck disable=SC2002 # the pipe is the point
  cat "$2" | read_by pieces "$tools/$1" -q -
}

sizes=("$@")
while IFS= read -r file; do
  case $file in
  */map-bad/*.yaml | */maps/*.yaml) try "$tools/ta-submit" -q -m "$file" test/data/laws/mark.csv ;;
  */policy-bad/*.yaml | */policies/*.yaml | */site-policy.yaml) try "$tools/ta-policy" --check "$file" ;;
  *.csv | *.yaml | *.yml | *.jsonl | *.in)
    try "$tools/ta-submit" -q "$file"
    try "$tools/ta-validate" -q "$file"
    piped ta-submit "$file"
    piped ta-validate "$file"
    ;;&
  *.jsonl) try "$tools/ta-log" -q "$file" ;;
  esac
done < <(find examples test/data test/proof/fuzz/found/events -type f | sort)
exec 3>&-

# words_of: of each run whose number is on standard input, once.
words_of() {
  awk 'NR == FNR { words[FNR] = $0; next } !seen[$1]++ { print "# " words[$1] }' "$work/words" -
}

{
  diff -rq "$work/whole" "$work/pieces" | sed -E 's|^Files [^ ]*/([0-9]+)(\.err)? and .* differ$|\1|'
} | sort -un | words_of >"$work/wrong"
# What the whole has said is lines of text, with nothing that a terminal obeys.
grep -alrP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' \
  --include='*.err' "$work/whole" | sed -E 's|.*/([0-9]+)\.err$|\1|' | sort -n | words_of |
  sed 's/^# /# not plain on stderr: /' >>"$work/wrong"
cat "$work/wrong"
wrong=$(wc -l <"$work/wrong")
echo "# $runs runs in pieces, $wrong wrong"
[ "$wrong" -eq 0 ] && [ "$runs" -gt 0 ]
