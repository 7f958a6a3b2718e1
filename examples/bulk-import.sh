#!/usr/bin/env bash
#
# Imports a folder of exports of different forms into one ledger.
#
#     bulk-import.sh FOLDER LEDGER [MAPS]
#
# The map of an export is the one whose name begins the export's: gravity-forms.yaml
# in MAPS is for gravity-forms.csv and for gravity-forms-2026-11.csv. An export that
# no map fits is read by the labels of the policy. Rows that cannot be records go to
# LEDGER.rejects/EXPORT; corrected there, they are imported from there by naming that
# folder as FOLDER.
#
# It may be run again at any time: what is in the ledger already is passed over. An
# export that fails leaves nothing of itself and does not keep the others out. A line
# a file says what became of it. Exit status:
#
#     0  all rows of all exports are in the ledger
#     1  some rows were rejected; the others are in
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

result=0
for export_file in "$folder"/*; do
  case $export_file in
    *.csv | *.tsv | *.txt | *.yaml | *.yml | *.jsonl) ;;
    *) continue ;;
  esac
  [ -f "$export_file" ] || continue
  name=${export_file##*/}
  options=(--append "$ledger" --rejects "$rejects/$name.new")
  map=$(map_of "$export_file")
  [ -z "$map" ] || options+=(--map "$map")

  # Messages are shown as they come; the last is the summary.
  ta-submit "${options[@]}" -- "$export_file" 2>"$summary"
  status=$?
  sed '$d' "$summary" >&2
  said=$(tail -n 1 "$summary")
  printf '%s: %s%s\n' "$name" "${said#ta-submit: }" "${map:+ (${map##*/})}"

  case $status in
    0) rm -f -- "$rejects/$name.new" "$rejects/$name" ;;
    1)
      mv -f -- "$rejects/$name.new" "$rejects/$name"
      [ "$result" -eq 2 ] || result=1
      ;;
    *)
      rm -f -- "$rejects/$name.new"
      result=2
      ;;
  esac
done
exit "$result"
