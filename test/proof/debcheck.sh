#!/usr/bin/env bash
# debcheck.sh BUILD: the package that `make deb` has made, in a Debian 12 that is made for the purpose: it is installed, its own
# tests (debian/tests) are run, and it is removed and purged. Then all is as it was, but for the ledger of a desk and the
# user whom it belongs to. The last line counts what was tried.
set -u -o pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=/dev/null # beside this script
. "$root/test/proof/system.sh"
package=$(find "$1/deb" -name 'ta-utils_*.deb')
[ -f "$package" ] || die 'there is no package: make deb'

work=$(mktemp -d) || exit 2
system=$work/system
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 2' HUP INT TERM
passed=0
failed=0

# try NAME COMMAND: in the system.
try() {
  if inside "$system" "$2" >"$work/said" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "not ok $1"
    tail -n 40 "$work/said"
  fi
}

# files: every file in the system that is no list or cache of packages.
files() {
  (cd "$system" && find . -xdev \( -path ./root -o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt \
    -o -path ./var/log -o -path ./proc -o -path ./tmp -o -path ./run \) -prune -o -printf '%y %m %u %g %l %p\n' | LC_ALL=C sort)
}

# What it depends on, the first of each choice; what its tests need; and man.
needs=$(dpkg-deb -f "$package" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/ //g')
make_system "$system" "$needs,man-db,mblaze,miller"
cp "$package" "$system/root/ta-utils.deb" && cp -R "$root/debian/tests" "$system/root/tests" || exit 2
files >"$work/before"

try install 'dpkg -i /root/ta-utils.deb'
for name in demo desk; do
  try "debian/tests/$name" "mkdir /tmp/$name && AUTOPKGTEST_TMP=/tmp/$name /root/tests/$name"
done
try 'install again' 'dpkg -i /root/ta-utils.deb'
try 'a ledger' 'install -d -o ta -m 700 /var/lib/ta/kept &&
  systemctl enable ta-morning@kept.timer ta-inbox@kept.timer && ls /etc/systemd/system/timers.target.wants/ta-inbox@kept.timer &&
  ta-submit -q -a /var/lib/ta/kept/desk.jsonl /usr/share/doc/ta-utils/examples/requests.yaml'
try remove 'dpkg -r ta-utils && [ -s /etc/ta/policy.yaml ] && [ -s /var/lib/ta/kept/desk.jsonl ]'
try purge 'dpkg -P ta-utils && [ ! -e /etc/ta ]'
files >"$work/after"
diff "$work/before" "$work/after" | sed -n 's/^[<>] .* \(\.\)/\1/p' | sort -u >"$work/left"
printf '%s\n' ./var/lib/ta ./var/lib/ta/kept ./var/lib/ta/kept/desk.jsonl >"$work/wanted"
diff "$work/wanted" "$work/left" || die 'this was left, or taken away'
try 'the user of the ledger is there' 'id ta'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
