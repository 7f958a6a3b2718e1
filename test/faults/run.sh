#!/usr/bin/env bash
# The slow proof: writers of a ledger that are killed, ledgers that are damaged, and that these tests see a
# ledger without its lock or without its mended tail. The last line counts what ran.
#
#     run.sh BUILD [SEEDS]
set -u -o pipefail

build=$(cd "${1:-build}" && pwd) || exit 2
seeds=${2:-2000}
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

check() { # NAME COMMAND...: a line of TAP.
  local name=$1
  shift
  if "$@"; then echo "ok $name"; else echo "not ok $name"; fi
}

# broken NAME SCRIPT: ta-submit with ledger.c changed by sed, in broken/NAME.
broken() {
  mkdir -p broken
  sed "$2" "$root/lib/ledger.c" >"broken/$1.c"
  ! cmp -s "$root/lib/ledger.c" "broken/$1.c" || { echo "the change for $1 fits nothing"; return 1; }
  # shellcheck disable=SC2046,SC2086 # flags are several words
  ${CC:-cc} -std=c11 -O1 -w -fPIE -I"$root/lib" -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE ${CFLAGS:-} \
    -o "broken/$1" "broken/$1.c" "$build/cmd/ta-submit.o" "$build/libta.a" \
    $(pkg-config --cflags --libs yaml-0.1 libbsd-overlay libmd jansson) -lcsv
}

# sees NAME: the harness fails on what is broken.
sees() {
  [ -x "broken/$1" ] || return 1
  mkdir -p "broken/$1.d"
  if "$build/faults/ledger" -k 20 -b 3 -n 8 "broken/$1" "broken/$1.d" >"$1.out" 2>&1; then
    return 1
  fi
  grep -qE '^not ok .*(lost|torn)' "$1.out" || { cat "$1.out"; return 1; }
}

# damage FIRST N: so many damaged ledgers.
damage() {
  mkdir -p "damage.$1"
  "$build/faults/damage" -s "$1" -n "$2" "$build/bin/ta-submit" big.jsonl "damage.$1"
}

{
  mkdir -p writers
  "$build/faults/ledger" "$build/bin/ta-submit" writers
  broken no-lock 's/status = flock(fd, LOCK_EX);/status = 0;/'
  check "the harness sees a ledger without its lock" sees no-lock
  broken no-mending 's/if (ledger->end == st.st_size)/if ((ledger->end = st.st_size) >= 0)/'
  check "the harness sees a ledger without its mended tail" sees no-mending
  "$build/bench/generate" 10000 >big.csv && "$build/bin/ta-submit" -q -a big.jsonl big.csv 2>/dev/null
  check "a ledger of 10,000 records to damage" test "$(wc -l <big.jsonl)" -eq 10000
  half=$((seeds / 2))
  damage 1 "$half" >one.tap &
  damage $((half + 1)) "$half" >two.tap
  wait
  cat one.tap two.tap
} | tee tap
passed=$(grep -c '^ok ' tap)
failed=$(grep -c '^not ok ' tap)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 40 ]
