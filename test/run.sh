#!/usr/bin/env bash
# run.sh BUILD [NAME...]: every test on a build folder, units and bats files, or those
# whose name matches one of these expressions. Two more run at once than there are
# processors, since some wait for others' processes. The last line counts what ran.
set -u

# They begin, the longest first, so that nobody waits for one at the end.
slow=(limits ledger laws desk faults forget privacy scripts laws-streams sort exports lenient guard ends policy white answers
  bench map mishaps join policy-cases manuals install events hostile triples policy-compare log cases progress scale explain reply)

build=$(cd "${1:-build}" && pwd) || exit 2
shift
here=$(cd "$(dirname "$0")" && pwd)
export TA_BUILD=$build
results=$(mktemp -d) || exit 2
trap 'rm -rf "$results"' EXIT

run_one() {
  local result
  result=$1/$(basename "$2").tap
  case $2 in
  *.bats) bats --tap "$2" >"$result" 2>&1 ;;
  # a program that dies may leave half a line
  *) "$2" >"$result" 2>&1 || printf '\nnot ok %s ended with status %s\n' "$2" "$?" >>"$result" ;;
  esac
  grep -vE '^(ok|1\.\.)' "$result"
}
export -f run_one

cd "$here" || exit 2
names=$(tr -s ' ' '|' <<<"$*") || exit 2
export names
{
  printf './%s.bats\n' "${slow[@]}"
  find "$build/unit" . -maxdepth 1 \( -name 'test-*' -perm -u+x -type f \
    -o -name '*.bats' \) ! -name '*.d'
} | awk -F/ '!seen[$0]++ && $NF ~ ENVIRON["names"]' >"$results/list"
[ -s "$results/list" ] || { echo "run.sh: no test has a name like this: $*" >&2; exit 2; }
xargs -d '\n' -P $(($(nproc) + 2)) -I{} bash -c 'run_one "$@"' _ "$results" {} <"$results/list"

passed=$(cat "$results"/*.tap | grep -c '^ok ')
failed=$(cat "$results"/*.tap | grep -c '^not ok ')
skipped=$(cat "$results"/*.tap | grep -ciE '^ok .*# skip')
# A file that could not be run at all, and a skipped test, have failed.
for result in "$results"/*.tap; do
  grep -qE '^(ok|not ok) ' "$result" && continue
  echo "no test of $(basename "$result" .tap) ran:"
  head -n 20 "$result"
  failed=$((failed + 1))
done
grep -hiE '^ok .*# skip' "$results"/*.tap | sed 's/^ok/not ok/'
passed=$((passed - skipped))
failed=$((failed + skipped))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
