#!/usr/bin/env bash
# reproducible.sh: whether the same sources give the same bytes. The tree is built and installed twice: in folders with names
# of other lengths, with other times, locale, zone, mask, home and number of jobs. The last line counts the files.
set -u -o pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# build FOLDER MTIME JOBS VARIABLE=VALUE...
build() {
  local folder=$work/$1 time=$2 jobs=$3
  shift 3
  mkdir -p "$folder/home" "$folder/tree" || exit 2
  tar -C "$root" --exclude=./.git --exclude='./build*' --exclude='*.tar.gz' -c . | tar -x -C "$folder/tree" || exit 2
  find "$folder/tree" -exec touch -h -d "$time" {} + || exit 2
  env HOME="$folder/home" "$@" make -C "$folder/tree" -j"$jobs" install DESTDIR="$folder/stage" >"$folder/log" 2>&1 || {
    tail -n 40 "$folder/log"
    exit 2
  }
}

(umask 022 && build a 2026-01-02 "$(nproc)" LC_ALL=C TZ=UTC) || exit 2
(umask 077 && build other/and/deeper 2001-02-03 1 LC_ALL=C.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Tokyo USER=somebody) || exit 2

files=0
differ=0
while read -r file; do
  files=$((files + 1))
  cmp "$work/a/stage/$file" "$work/other/and/deeper/stage/$file" || differ=$((differ + 1))
done < <(cd "$work" && { (cd a/stage && find . -type f); (cd other/and/deeper/stage && find . -type f); } | sort -u)
named=$(grep -rlF "$work" "$work/a/stage" "$work/other/and/deeper/stage")
[ -z "$named" ] || echo "the folder of the build is in $named"
echo "$files files of two builds, $differ differ"
[ "$files" -gt 50 ] && [ "$differ" -eq 0 ] && [ -z "$named" ]
