# A new Debian 12 in a folder, for what has to be tried where nothing else is. It is sourced.
#
# shellcheck shell=bash

# die WORDS: ends the script with status 2.
die() {
  echo "${0##*/}: $1" >&2
  exit 2
}

# make_system FOLDER PACKAGE,... [OPTION...]: a new system with these packages, which come from where this machine has its own.
# The options are mmdebstrap's.
make_system() {
  local sources=() file folder=$1 packages=$2
  shift 2
  command -v mmdebstrap >/dev/null || die 'mmdebstrap is not installed: make deps-proof installs it'
  [ "$(id -u)" = 0 ] || die 'only root can enter another system'
  if grep -qx 'VERSION_CODENAME=bookworm' /etc/os-release; then
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
      [ ! -s "$file" ] || sources+=("$file")
    done
  fi
  apt-config dump --format '%f "%v";%n' Acquire::http Acquire::https Acquire::Check-Valid-Until Acquire::Check-Date \
    Acquire::Retries | grep -v ' "";$' >"$folder.conf"
  mmdebstrap --quiet --mode=root --variant=minbase --include="$packages" --aptopt="$folder.conf" "$@" \
    bookworm "$folder" "${sources[@]}" || die 'a new Debian 12 cannot be made here'
  echo "# a new $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' "$folder/etc/os-release")"
}

# inside FOLDER COMMAND: in the system. What is mounted is seen by its own processes only, and they end with it.
inside() {
  # shellcheck disable=SC2016 # for the shell in the namespace
  unshare --mount --pid --fork --kill-child sh -c '
    mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" && cd / &&
      exec chroot "$1" env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
      sh -c "$2"' sh "$1" "$2" </dev/null
}
