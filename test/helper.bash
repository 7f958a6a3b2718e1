# Loaded by every bats file: the tools of the build under test, a fixed day, no
# zone and no locale of the machine, and a folder that goes away.

bats_require_minimum_version 1.5.0

root=${BATS_TEST_DIRNAME%/*}
# shellcheck disable=SC2034 # used by the tests
examples=$root/examples
data=$root/test/data
export TA_BUILD=${TA_BUILD:-$root/build}
export PATH=$TA_BUILD/bin:$PATH
export TZ=UTC LC_ALL=C TA_TODAY=2026-11-24 SHELL=/bin/sh
unset TA_POLICY TA_SWITCHES COLUMNS
umask 077

# same A B: equal to the byte, else shown.
same() {
  cmp -s "$1" "$2" || { diff -u "$1" "$2" | head -40; return 1; }
}

# pipe FILE: the whole pipe without messages.
pipe() {
  ta-submit -q "$@" | ta-validate -q | ta-due -q | ta-prioritize -q |
    ta-route -q
}

# column NAME [FILE]: one column of a CSV, a line a record.
column() {
  mlr --icsv --onidx cut -f "$1" "${2:-/dev/stdin}"
}

# generate N SEED: records of the benchmark.
generate() {
  "$TA_BUILD/bench/generate" "$@"
}

# pieces SIZE COMMAND...: standard input in reads of so many bytes.
pieces() {
  "$TA_BUILD/unit/pieces" "$@"
}

# quietly COMMAND...: without messages; status 1, some record not decided, is no failure.
quietly() {
  "$@" 2>/dev/null || [ "$?" -eq 1 ]
}

# What a command did. `go` runs it and leaves out and err, files in the current folder,
# and rc, its status; the others look at these.

# go COMMAND...
go() {
  rc=0
  "$@" >out 2>err || rc=$?
}

# try COMMAND...: leaves rc alone, so that the caller says where its output goes. What
# the shell says of jobs that are killed goes there, too.
try() {
  rc=0
  "$@" || rc=$?
}

# ended STATUS: it did, and wrote nothing on standard output.
ended() {
  [ "$rc" -eq "$1" ] || { echo "status $rc"; cat err; return 1; }
  [ ! -s out ] || { echo "it wrote:"; head -3 out; return 1; }
}

# clean STATUS: it ended so, and said nothing.
clean() {
  if [ "$rc" -ne "$1" ] || [ -s err ]; then
    echo "status $rc"
    cat err
    return 1
  fi
}

# silent STATUS: it ended so, wrote nothing and said nothing.
silent() {
  ended "$1" && clean "$1"
}

# says REGEX...: its messages are these and no others.
says() {
  local lines pattern n=0
  mapfile -t lines <err
  for pattern; do
    [[ ${lines[n++]-} =~ ^$pattern$ ]] || { echo "not: $pattern"; cat err; return 1; }
  done
  [ "${#lines[@]}" -eq "$n" ] || { echo "more than that:"; cat err; return 1; }
}

# counts REGEX: ta-submit closed with this summary.
counts() {
  tail -n 1 err | grep -qE "^ta-submit: $1\$" || { tail -n 3 err; return 1; }
}

# refused TOOL [REGEX]: it was not done: status 2, not one byte written, and one line
# that says why.
refused() {
  ended 2 && says "$1: ${2:-.*}"
}

# holds FILE ID...: the ledger is whole, and has these requests in this order.
holds() {
  local file=$1
  shift
  go ta-log --verify "$file"
  ended 0 && says "ta-log: $# read, $# intact" || return 1
  [ "$(ids "$file" | paste -sd' ')" = "$*" ] || { ids "$file"; return 1; }
}

# ids [FILE]: of JSON Lines, a line a record.
ids() {
  mlr -S --ijsonl --onidx cut -f id "${1:-/dev/stdin}"
}

# as_if TOOL COMMAND: shim/ has a tool of that name that runs the command instead.
as_if() {
  mkdir -p shim
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"shim/$1"
  chmod +x "shim/$1"
}

# uncounted: what runs from here on in a test may not write, or is killed while it does; no coverage is counted of it,
# so that none is lost.
uncounted() {
  export GCOV_PREFIX=$BATS_RUN_TMPDIR/uncounted GCOV_ERROR_FILE=/dev/null
}

# noted: where a command has failed.
noted() {
  bats_capture_stack_trace
  bats_error_trap
}

# quick: bats notes where it is before every command, which takes a quarter of the time of all tests. From here on in
# a file or a test it notes only where a command fails; but with --trace.
quick() {
  if [ "${BATS_TRACE_LEVEL:-0}" -eq 0 ] && declare -F bats_capture_stack_trace bats_error_trap >/dev/null; then
    trap - DEBUG
    trap noted ERR
  fi
}

# It begins with the first command of a file or a test, before that even bats is not noted; and the clock is read
# without a process. Of each test that is a quarter of the time that bats itself takes.
if [ "${BATS_TRACE_LEVEL:-0}" -eq 0 ]; then
  bats_debug_trap() {
    [ "$1" != "$BATS_TEST_SOURCE" ] || quick
  }
fi
get_mills_since_epoch() {
  echo "$((${EPOCHREALTIME/[.,]/} / 1000))"
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
}
