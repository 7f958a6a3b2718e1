#!/usr/bin/env bash
#
# Prints the map of a file, which is found by the file's name.
#
#     map-of.sh FILE [MAPS]
#
# It is the map in the folder MAPS with the longest name that begins the file's, up to a
# sign that is neither letter nor digit. Capitals do not count, and all other signs are
# the same: gravity-forms.yaml is for gravity-forms.csv, for gravity-forms-2026-11.csv,
# and for "Gravity Forms (1).csv", which a browser makes. Nothing is printed where none
# fits.

set -u

# words PATH: the file's name without its suffix, in letters, digits and hyphens.
words() {
  local name=${1##*/}
  name=${name%.*}
  name=${name,,}
  printf '%s' "${name//[!a-z0-9]/-}"
}

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  printf 'usage: map-of.sh FILE [MAPS]\n' >&2
  exit 2
fi
[ $# -eq 2 ] || exit 0
name=$(words "$1")-
best=
found=
for map in "$2"/*.yaml "$2"/*.yml; do
  [ -e "$map" ] || [ -L "$map" ] || continue
  begins=$(words "$map")
  case $name in
    "$begins"-*) [ "${#begins}" -le "${#best}" ] || best=$begins found=$map ;;
  esac
done
printf '%s' "$found"
