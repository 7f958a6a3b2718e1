#!/usr/bin/env bash
# fresh.sh [NAME...]: what the README says of a new machine. In a Debian 12 that is made for the purpose and has git and make and
# nothing else, `make deps demo` and `make deps check` have to do all that they say, with what is committed here. The
# packages come from where this machine has its own. With names, only the tests are run whose names match one of these.
# The last line is that of the tests.
set -u -o pipefail

die() {
  echo "fresh.sh: $1" >&2
  exit 2
}

root=$(cd "$(dirname "$0")/../.." && pwd)
command -v mmdebstrap >/dev/null || die 'mmdebstrap is not installed: make deps-proof installs it'
[ "$(id -u)" = 0 ] || die 'only root can enter another system'
[ -z "$(git -C "$root" status --porcelain)" ] || echo '# what is not committed is not tried'

# What is mounted in the system is seen by its own processes only, and they end with it.
work=$(mktemp -d) || exit 2
system=$work/system
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 2' HUP INT TERM

sources=()
if grep -qx 'VERSION_CODENAME=bookworm' /etc/os-release; then
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
    [ ! -s "$file" ] || sources+=("$file")
  done
fi
apt-config dump --format '%f "%v";%n' Acquire::http Acquire::https Acquire::Check-Valid-Until Acquire::Check-Date \
  Acquire::Retries | grep -v ' "";$' >"$work/apt.conf"

mmdebstrap --quiet --mode=root --variant=minbase --include=git,make --aptopt="$work/apt.conf" \
  bookworm "$system" "${sources[@]}" || die 'a new Debian 12 cannot be made here'
git clone -q "$root" "$system/root/ta-utils" || exit 2

# fresh COMMAND: in the new system, in its copy of the tree.
fresh() {
  # shellcheck disable=SC2016 # for the shell in the namespace
  unshare --mount --pid --fork --kill-child sh -c '
    mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" && cd / &&
      exec chroot "$1" env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
      sh -c "cd /root/ta-utils && $2"' sh "$system" "$1" </dev/null
}

echo "# a new $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' "$system/etc/os-release")"
fresh 'make deps demo' >"$work/demo" 2>&1 || {
  tail -n 40 "$work/demo"
  die 'make deps demo fails in a new Debian 12'
}
echo "# make deps demo: $(tail -n 1 "$work/demo")"
fresh "make deps check T='$*'" >"$work/check" 2>&1
status=$?
grep -A 12 -E '^not ok' "$work/check"
grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/check" | tail -n 1 | grep . || tail -n 40 "$work/check"
exit "$status"
