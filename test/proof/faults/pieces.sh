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
wrong=0
runs=0

# read_by NAME COMMAND...: what it wrote is in NAME, what it said and ended with in NAME.err.
read_by() {
  local file=$work/$1
  shift
  "$@" >"$file" 2>"$file.err"
  echo "$?" >>"$file.err"
}

# plain COMMAND...: what the whole has said is lines of text, with nothing that a terminal obeys.
plain() {
  ! grep -aqP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' \
    "$work/whole.err" || { wrong=$((wrong + 1)); echo "# not plain on stderr: $*"; }
}

# alike WORDS: the piece is as the whole, else that is said.
alike() {
  runs=$((runs + 1))
  if ! cmp -s "$work/whole" "$work/piece" || ! cmp -s "$work/whole.err" "$work/piece.err"; then
    wrong=$((wrong + 1))
    echo "# $*"
  fi
}

# try COMMAND...: on each size the same.
try() {
  local size
  read_by whole "$@"
  plain "$@"
  for size in "${sizes[@]}"; do
    TA_FAULT_READ_MOST=$size read_by piece "$@"
    alike "reads of $size: $*"
  done
}

# piped TOOL FILE: by a pipe the same, but for what the file is called.
piped() {
  read_by whole "$tools/$1" -q - <"$2"
  # shellcheck disable=SC2002 # the pipe is the point
  cat "$2" | read_by piece "$tools/$1" -q -
  alike "by a pipe: $1 $2"
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
    ;;
  esac
done < <(find examples test/data -type f | sort)
echo "# $runs runs in pieces, $wrong wrong"
[ "$wrong" -eq 0 ] && [ "$runs" -gt 0 ]
