#!/usr/bin/env bash
# distcheck.sh [NAME...]: whether the tarball of HEAD is whole. It is packed twice, with the same bytes. Unpacked where there is
# no git it builds, passes its tests, installs tools that run, and leaves nothing when these are uninstalled or it is
# cleaned. With names, only the tests are run whose names match one of these. The last line is that of the tests.
set -u -o pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
name=ta-utils-$(cat "$root/VERSION")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

die() {
  echo "distcheck: $1" >&2
  [ ! -s "$work/log" ] || tail -n 40 "$work/log" >&2
  exit 1
}

[ -z "$(git -C "$root" status --porcelain)" ] || echo '# what is not committed is not tried'
for n in 1 2; do
  git clone -q "$root" "$work/clone$n" || exit 2
  make -s -C "$work/clone$n" dist >"$work/log" 2>&1 || die 'make dist fails'
done
cmp "$work/clone1/$name.tar.gz" "$work/clone2/$name.tar.gz" || die 'two tarballs of one commit differ'
mkdir "$work/as-packed" "$work/no-git" && tar -xzf "$work/clone1/$name.tar.gz" -C "$work/as-packed" || exit 2
rm -rf "$work/clone1" "$work/clone2"

# Whatever would ask git hears that it is not there.
printf '#!/bin/sh\necho "git is not here" >&2\nexit 127\n' >"$work/no-git/git" && chmod 755 "$work/no-git/git" || exit 2
export PATH=$work/no-git:$PATH
cp -R "$work/as-packed/$name" "$work/tree" && cd "$work/tree" || exit 2

make -j"$(nproc)" >"$work/log" 2>&1 || die 'it does not build'
! grep 'git is not here' "$work/log" || die 'the build asks git'
make install DESTDIR="$work/stage" >"$work/log" 2>&1 || die 'it cannot be installed'
examples/demo.sh "$work/stage/usr/local/bin" >"$work/log" 2>&1 || die 'the installed tools do not run'
make uninstall DESTDIR="$work/stage" >"$work/log" 2>&1 || die 'it cannot be uninstalled'
[ ! -e "$work/stage" ] || [ -z "$(find "$work/stage" -mindepth 1)" ] || die "uninstall leaves $(find "$work/stage")"
make -s check T="$*" >"$work/log" 2>&1 || die 'its tests fail'
counts=$(tail -n 1 "$work/log")
make clean >"$work/log" 2>&1
diff -r "$work/as-packed/$name" "$work/tree" >"$work/log" || die 'clean leaves files'
echo "# $name.tar.gz: packed twice alike; built, installed and uninstalled without git; clean leaves what was packed"
echo "$counts"
