#!/usr/bin/env bash
# fresh.sh [NAME...]: what the README says of a new machine. In a Debian 12 that is made for the purpose and has git and make and
# nothing else, `make deps demo` and `make deps check` have to do all that they say, with what is committed here. With
# names, only the tests are run whose names match one of these. The last line is that of the tests.
set -u -o pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=/dev/null # beside this script
. "$root/test/proof/system.sh"
[ -z "$(git -C "$root" status --porcelain)" ] || echo '# what is not committed is not tried'

work=$(mktemp -d) || exit 2
system=$work/system
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 2' HUP INT TERM
make_system "$system" git,make
git clone -q "$root" "$system/root/ta-utils" || exit 2

inside "$system" 'cd /root/ta-utils && make deps demo' >"$work/demo" 2>&1 || {
  tail -n 40 "$work/demo"
  die 'make deps demo fails in a new Debian 12'
}
echo "# make deps demo: $(tail -n 1 "$work/demo")"
inside "$system" "cd /root/ta-utils && make deps check T='$*'" >"$work/check" 2>&1
status=$?
grep -A 12 -E '^not ok' "$work/check"
grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/check" | tail -n 1 | grep . || tail -n 40 "$work/check"
exit "$status"
