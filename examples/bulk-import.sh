#!/usr/bin/env bash
#
# Imports a folder of exports of different forms into one ledger.
#
#     bulk-import.sh FOLDER LEDGER [MAPS]
#
# The map of an export is the one whose name begins the export's: gravity-forms.yaml
# in MAPS is for gravity-forms.csv and for gravity-forms-2026-11.csv. An export that
# no map fits is read by the labels of the policy. Rows that cannot be records go to
# LEDGER.rejects, in a file named as the export, with a number where there is one of
# that name already: what waits there to be corrected is never touched. Corrected, it is
# imported by naming that folder as FOLDER, and goes when all its rows are in.
#
# It may be run again at any time: what is in the ledger already is passed over. An
# export that fails leaves nothing of itself and does not keep the others out. A line
# a file says what became of it. Exit status:
#
#     0  all rows of all exports are in the ledger
#     1  some rows were rejected, or some file is no export that is read
#     2  some export could not be imported; the others are in

set -u
umask 077

say() {
  printf 'bulk-import.sh: %s\n' "$1" >&2
}

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  printf 'usage: bulk-import.sh FOLDER LEDGER [MAPS]\n' >&2
  exit 2
fi
folder=$1
ledger=$2
maps=${3:-}
rejects=$ledger.rejects
if [ ! -d "$folder" ]; then
  say "$folder is not a folder"
  exit 2
fi
mkdir -p -- "$rejects" || exit 2
summary=$(mktemp) || exit 2
trap 'rm -f -- "$summary"' EXIT
trap 'exit 2' HUP INT TERM

# map_of EXPORT: the longest name of a map that begins the export's name.
map_of() {
  local name map best=
  name=${1##*/}
  [ -n "$maps" ] || return 0
  for map in "$maps"/*.yaml; do
    map=${map##*/}
    map=${map%.yaml}
    case $name in
      "$map".* | "$map"-*) [ "${#map}" -le "${#best}" ] || best=$map ;;
    esac
  done
  [ -z "$best" ] || printf '%s/%s.yaml' "$maps" "$best"
}

# keep NEW NAME: puts rejects where nothing is, unless the very same wait already.
keep() {
  local n=1 name=$2 stem=${2%.*} suffix=${2##*.}
  while [ -e "$rejects/$name" ]; do
    if cmp -s -- "$1" "$rejects/$name"; then
      rm -f -- "$1"
      return
    fi
    n=$((n + 1))
    name=$stem.$n.$suffix
  done
  mv -- "$1" "$rejects/$name"
}

result=0
worse() {
  [ "$result" -ge "$1" ] || result=$1
}

for export_file in "$folder"/*; do
  [ -f "$export_file" ] || continue
  name=${export_file##*/}
  case ${name,,} in
    *.csv | *.tsv | *.txt | *.yaml | *.yml | *.jsonl | *.ndjson) ;;
    *)
      printf '%s: passed over, since its name is not that of an export\n' "$name"
      worse 1
      continue
      ;;
  esac
  new=$rejects/.new.$name
  options=(--append "$ledger" --rejects "$new")
  map=$(map_of "$export_file")
  [ -z "$map" ] || options+=(--map "$map")

  ta-submit "${options[@]}" -- "$export_file" 2>&1 | tee "$summary" >&2
  status=${PIPESTATUS[0]}
  said=$(tail -n 1 "$summary")
  printf '%s: %s%s\n' "$name" "${said#ta-submit: }" "${map:+ (${map##*/})}"

  # Rejects that were imported again have done their duty, or are fewer now.
  if [ "$status" -lt 2 ] && [ "$folder" -ef "$rejects" ]; then
    rm -f -- "$export_file"
  fi
  case $status in
    0) rm -f -- "$new" ;;
    1)
      keep "$new" "$name"
      worse 1
      ;;
    *)
      rm -f -- "$new"
      worse 2
      ;;
  esac
done
exit "$result"
