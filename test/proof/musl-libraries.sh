#!/bin/sh
# musl-libraries.sh FOLDER: what the tools are made of, built for musl of Debian's own sources. Run in a system of its own.
set -eu
folder=$1
mkdir -p "$folder/include" "$folder/lib" "$folder/src"
machine=$(uname -m)
for headers in linux asm-generic "$machine-linux-gnu/asm"; do
  ln -sfn "/usr/include/$headers" "$folder/include/${headers##*/}"
done
find /etc/apt/sources.list* -type f -exec sed -i -E 's/^Types: deb$/Types: deb deb-src/; s/^deb (.*)/&\ndeb-src \1/' {} +
apt-get -q update
cd "$folder/src"
apt-get -q source libcsv libmd libbsd libyaml jansson nettle

export CC=musl-gcc CFLAGS="-O2 -I$folder/include" LDFLAGS="-L$folder/lib" PKG_CONFIG_LIBDIR="$folder/lib/pkgconfig"
for library in libcsv libmd libbsd libyaml jansson; do
  (
    cd "$library"-*/
    [ -x configure ] || autoreconf -fi
    ./configure --quiet --prefix="$folder" --disable-shared
    make -j2 install
  )
done
cd nettle-*/
./configure --quiet --prefix="$folder" --libdir="$folder/lib" --disable-shared --disable-public-key --disable-openssl \
  --disable-documentation
make -j2 libnettle.a nettle.pc
make install-headers install-static install-pkgconfig
