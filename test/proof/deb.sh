#!/usr/bin/env bash
# deb.sh BUILD: makes the Debian package of HEAD, in BUILD/deb, and looks at it: lintian, and by blhc whether everything was
# compiled with all hardening. The last line counts what they complain of.
set -u -o pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(mkdir -p "$1/deb" && cd "$1/deb" && pwd) || exit 2
name=ta-utils-$(cat "$root/VERSION")

die() {
  echo "deb: $1" >&2
  exit 2
}

[ -z "$(git -C "$root" status --porcelain)" ] || echo '# what is not committed is not packed'
rm -rf "${build:?}"/* && git -C "$root" archive --prefix="$name/" HEAD | tar -x -C "$build" || exit 2
cd "$build/$name" || exit 2
[ "$(dpkg-parsechangelog -S Version)" = "$(cat VERSION)" ] || die 'debian/changelog and VERSION differ'
# with the words of the compiler in the log, whatever this make says
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL dpkg-buildpackage -us -uc -b >"$build/log" 2>&1 || {
  tail -n 40 "$build/log"
  die 'dpkg-buildpackage fails'
}
cd "$build" || exit 2
lintian --info --fail-on none --display-info --show-overrides --tag-display-limit 0 ta-utils_*.changes >tags 2>&1
blhc --all log >flags 2>&1
hardened=$?
grep -E '^[EWIPO]: ' tags
[ "$hardened" -eq 0 ] || cat flags
complaints=$(grep -cE '^[EW]: ' tags)
ls -- *.deb
echo "lintian: $complaints errors and warnings, $(grep -c '^O: ' tags) overrides; blhc: $(grep -c . flags) lines"
[ "$complaints" -eq 0 ] && [ "$hardened" -eq 0 ]
