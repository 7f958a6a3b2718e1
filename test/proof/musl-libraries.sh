#!/bin/sh
# musl-libraries.sh: what the tools are made of, built for musl of Debian's own sources and put where musl-gcc looks. Run in a
# system of its own.
set -eu
machine=$(uname -m)
libraries=/usr/lib/$machine-linux-musl
headers=/usr/include/$machine-linux-musl
for folder in linux asm-generic "$machine-linux-gnu/asm"; do
  ln -sfn "/usr/include/$folder" "$headers/${folder##*/}"
done
find /etc/apt/sources.list* -type f -exec sed -i -E 's/^Types: deb$/Types: deb deb-src/; s/^deb (.*)/&\ndeb-src \1/' {} +
apt-get -q update
mkdir -p /root/libraries
cd /root/libraries
apt-get -q source libcsv libmd libbsd libyaml jansson nettle

export CC=musl-gcc CFLAGS=-O2 PKG_CONFIG_LIBDIR="$libraries/pkgconfig"
configure() {
  ./configure --quiet --prefix=/usr --libdir="$libraries" --includedir="$headers" --disable-shared "$@"
}
for library in libcsv libmd libbsd libyaml jansson; do
  (
    cd "$library"-*/
    [ -x configure ] || autoreconf -fi
    configure
    make -j2 install
  )
done
rm -f "$libraries/libbsd.so" # a script for ld, which names a shared library that is not there
cd nettle-*/
configure --disable-public-key --disable-openssl --disable-documentation
make -j2 libnettle.a nettle.pc
make install-headers install-static install-pkgconfig
