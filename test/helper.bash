# Loaded by every bats file: the tools of the build under test, a fixed day, no
# zone and no locale of the machine, and a folder that goes away.

bats_require_minimum_version 1.5.0

root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
# shellcheck disable=SC2034 # used by the tests
examples=$root/examples
data=$root/test/data
export PATH=${TA_BUILD:-$root/build}/bin:$PATH
export TZ=UTC LC_ALL=C TA_TODAY=2026-11-24 SHELL=/bin/sh
unset TA_POLICY TA_SWITCHES
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

# uncounted: what runs from here on in a test may not write, or is killed while it does; no coverage is counted of it,
# so that none is lost.
uncounted() {
  export GCOV_PREFIX=$BATS_RUN_TMPDIR/uncounted GCOV_ERROR_FILE=/dev/null
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
}
