#!/usr/bin/env bash
# The slow proof: writers of a ledger that are killed, ledgers that are damaged, calls that fail, and that these
# tests see a ledger without its lock or without its mended tail, and calls that nobody looks at. The last line
# counts what ran, those before it the injections.
#
#     run.sh BUILD [SEEDS]
set -u -o pipefail

build=$(cd "${1:-build}" && pwd) || exit 2
seeds=${2:-2000}
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../../..
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

check() { # NAME COMMAND...: a line of TAP.
  local name=$1
  shift
  if "$@"; then echo "ok $name"; else echo "not ok $name"; fi
}

# silently COMMAND...: its words are shown only when it fails.
silently() {
  "$@" >words 2>&1 || { sed 's/^/# /' words; return 1; }
}

# broken NAME FILE SCRIPT LIBRARIES...: ta-submit with a file of lib/ changed by sed, as broken/NAME.
broken() {
  local name=$1 file=$root/lib/$2 script=$3
  shift 3
  mkdir -p broken
  sed "$script" "$file" >"broken/$name.c"
  ! cmp -s "$file" "broken/$name.c" || { echo "the change for $name fits nothing"; return 1; }
  # shellcheck disable=SC2046,SC2086 # flags are several words
  ${CC:-cc} -std=c11 -O1 -w -fPIE -I"$root/lib" -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE ${CFLAGS:-} \
    $(pkg-config --cflags libbsd-overlay) -o "broken/$name" "broken/$name.c" "$build/cmd/ta-submit.o" "$@"
}
ordinary=("$build/libta.a" -lyaml -lbsd -lnettle -ljansson -lcsv)
shimmed=("-Wl,@$root/test/proof/faults/wraps" "$build/test/proof/faults/shim.o" "$build/libta.a" "-Wl,-Bstatic" -lcsv -lyaml
  -ljansson -lbsd -lmd -lnettle "-Wl,-Bdynamic")

# sees NAME WORDS OPTIONS...: the harness fails on what is broken, with a property that has these words.
sees() {
  local name=$1 words=$2
  shift 2
  [ -x "broken/$name" ] || return 1
  mkdir -p "broken/$name.d"
  if "$build/faults/ledger" "$@" "broken/$name" "broken/$name.d" >"$name.out" 2>&1; then
    return 1
  fi
  grep -qE "^not ok .*($words)" "$name.out" || { cat "$name.out"; return 1; }
}

# inject_all NAME OPTIONS...: calls that fail, in a folder of that name.
inject_all() {
  local name=$1
  shift
  mkdir -p "inject.$name" && "$here/inject.sh" "$build" "inject.$name" "$@"
}

# finds NAME WORDS OPTIONS...: failing calls, or hands, are noticed in what is broken.
finds() {
  local name=$1 words=$2
  shift 2
  [ -x "broken/$name" ] || return 1
  mkdir -p "broken/$name.d" && cp "broken/$name" "broken/$name.d/ta-submit"
  grep '[|!] ta-submit' "$here/scenarios" >submit.scenarios
  if TOOLS=$PWD/broken/$name.d SCENARIOS=$PWD/submit.scenarios inject_all "$name" -n 3000 "$@" >"$name.out" 2>&1; then
    return 1
  fi
  grep -qF "$words" "$name.out" || { cat "$name.out"; return 1; }
}

# tears NAME: reads in pieces are noticed in what is broken.
tears() {
  [ -x "broken/$1" ] || return 1
  mkdir -p "broken/$1.d" && cp "broken/$1" "broken/$1.d/ta-submit"
  ! TOOLS=$PWD/broken/$1.d "$here/pieces.sh" "$build" 1 >"$1.out"
}

# damage FIRST N: so many damaged ledgers.
damage() {
  mkdir -p "damage.$1"
  "$build/faults/damage" -s "$1" -n "$2" "$build/bin/ta-submit" "$build/bin/ta-log" big.jsonl "damage.$1"
}

# slurm: a job array, or why there is none; that is neither passed nor failed, and said at the end.
slurm() {
  "$here/slurm.sh" "$build" >slurm.out 2>&1
  case $? in
  0) echo "ok a job array of Slurm makes the same queue" ;;
  77) sed 's/^/not tried: a job array of Slurm: /' slurm.out | tee not-tried ;;
  *) echo "not ok a job array of Slurm makes the same queue"; sed 's/^/# /' slurm.out ;;
  esac
}

{
  slurm
  mkdir -p writers
  "$build/faults/ledger" -l "$build/bin/ta-log" "$build/bin/ta-submit" writers
  broken no-lock ledger/ledger.c 's/status = flock(fd, LOCK_EX);/status = 0;/' "${ordinary[@]}"
  check "the harness sees a ledger without its lock" sees no-lock 'lost|torn' -k 20 -b 3 -n 8 -h 0
  broken no-mending ledger/tail.c 's/if (end == was->st_size)/if (end >= 0)/' "${ordinary[@]}"
  check "the harness sees a ledger without its mended tail" sees no-mending 'lost|torn' -k 20 -b 3 -n 8 -h 0
  broken no-looking ledger/ledger.c 's/if (ta_owned_check(.*) == -1)/if (0)/; s/check_taken(ledger, error) == -1/0/' \
    "${ordinary[@]}"
  check "the harness sees a ledger that is not looked at again" sees no-looking 'is in the ledger' -k 0 -b 0 -n 0 -h 20
  broken no-last-look ledger/ledger.c 's/check_taken(ledger, error) == -1/0/' "${shimmed[@]}"
  check "hands in any moment show a ledger that is not looked at in the end" finds no-last-look "what was taken" -h
  broken no-rename file/output.c 's/if (rename(\(.*\)) == -1)/if (rename(\1) == -2)/' "${shimmed[@]}"
  check "failing calls show an output whose rename is not looked at" finds no-rename "says that all is done"
  broken no-append ledger/ledger.c 's/append(ledger, error) == -1/append(ledger, error) == -2/
    s/check_taken(ledger, error) == -1/0/' "${shimmed[@]}"
  check "failing calls show a ledger whose writes are not looked at" finds no-append "says that all is done"
  broken no-waiting file/source.c 's/source->start < 4)/source->start < 1)/' "${shimmed[@]}"
  check "pieces show a source that does not wait for its first bytes" tears no-waiting
  "$build/bench/generate" 10000 >big.csv && "$build/bin/ta-submit" -q --new -a big.jsonl big.csv 2>/dev/null
  check "a ledger of 10,000 records to damage" test "$(wc -l <big.jsonl)" -eq 10000
  half=$((seeds / 2))
  damage 1 "$half" >one.tap &
  damage $((half + 1)) "$half" >two.tap &
  mkdir -p forget
  "$here/forget" "$build" forget
  check "what is forgotten changes no decision, date or count, of 5,000 requests" \
    silently env TA_BUILD="$build" FORGET_REQUESTS=5000 bats --filter 'law: decisions' "$root/test/forget.bats"
  check "one more reads what matters of a ledger, in 1,000 ledgers by chance" \
    silently "$root/test/proof/sift" "$build/bin" 1000
  inject_all full -n $((seeds * 30))
  inject_all hands -h
  wait
  cat one.tap two.tap
  # By the processor's time, so another may run beside it.
  check "time is in proportion to what is read, up to 64 MiB" "$here/linear.sh" "$build" 16 >linear.tap &
  check "however the bytes arrive, the same is read" \
    "$here/pieces.sh" "$build" 1 2 3 7 4095 4096 4097 65535 65536
  wait
  cat linear.tap
} | tee tap
passed=$(grep -c '^ok ' tap)
failed=$(grep -c '^not ok ' tap)
[ ! -s not-tried ] || cat not-tried
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 100 ]
