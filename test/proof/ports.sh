#!/usr/bin/env bash
# ports.sh musl|aarch64 [NAME...]: the library and the tools with another libc, or for another processor, in a new Debian 12. The
# units and the triples run there, or the tests whose names match one of these. The last line is that of the tests.
set -u -o pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=/dev/null # beside this script
. "$root/test/proof/system.sh"
[ -z "$(git -C "$root" status --porcelain)" ] || echo '# what is not committed is not tried'

port=${1:-}
[ "$#" -eq 0 ] || shift
tests=${*:-test- triples}
# what builds, and what tests call
programs=git,make,pkg-config,bats,jq,miller,mawk,perl,sqlite3,tzdata,time,acl
work=$(mktemp -d) || exit 2
system=$work/system
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 2' HUP INT TERM

# build_in WHAT COMMAND: in the folder of the sources, in the system. What it says is shown when it fails.
build_in() {
  inside "$system" "cd /root/ta-utils && $2" >"$work/said" 2>&1 || {
    tail -n 40 "$work/said"
    die "$1 for $port fails"
  }
  echo "# $1 for $port"
}

# Debian has none of the libraries for musl, so they are built of its sources. The kernel's headers, which are of no libc, are
# linked beside them, so that the sandbox is compiled, too.
for_musl() {
  make_system "$system" "$programs,musl-tools,gcc,libc6-dev,dpkg-dev,autoconf,automake,libtool,m4"
  git clone -q "$root" "$system/root/ta-utils" || exit 2
  build_in libraries test/proof/musl-libraries.sh
  build_in tools 'PKG_CONFIG_LIBDIR=$(echo /usr/lib/*-linux-musl/pkgconfig) make -j2 CC=musl-gcc LDFLAGS=-static-pie \
    PKG_CONFIG="pkg-config --static" all units'
}

# Debian's own compiler and libraries for the other processor, and an emulator. Before each program stands a script that calls it.
for_aarch64() {
  make_system "$system" "$programs,gcc-aarch64-linux-gnu,libc6-dev-arm64-cross,qemu-user,libc6:arm64,libcsv-dev:arm64,\
libyaml-dev:arm64,libbsd-dev:arm64,nettle-dev:arm64,libjansson-dev:arm64" --architectures=amd64,arm64
  git clone -q "$root" "$system/root/ta-utils" || exit 2
  build_in tools 'PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig make -j2 \
    CC=aarch64-linux-gnu-gcc AR=aarch64-linux-gnu-ar EMULATOR=qemu-aarch64 BUILD=build-aarch64 all units'
  build_in scripts 'mkdir -p build/bin build/unit
    (cd build-aarch64 && find bin unit -type f ! -name "*.d") | while read -r name; do
      printf "#!/bin/sh\nexec qemu-aarch64 /root/ta-utils/build-aarch64/%s \"\$@\"\n" "$name" >"build/$name"
      chmod +x "build/$name"
    done'
}

case $port in
musl) for_musl ;;
aarch64) for_aarch64 ;;
*) die 'usage: ports.sh musl|aarch64 [NAME...]' ;;
esac
inside "$system" "cd /root/ta-utils && test/run.sh build '$tests'" | tee "$work/tests" | grep -v '^#'
grep -qE '^[1-9][0-9]* passed, 0 failed$' "$work/tests"
