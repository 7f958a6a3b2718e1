#!/usr/bin/env bash
#
# Imports a folder of exports of different forms into one ledger.
#
#     bulk-import.sh FOLDER LEDGER [MAPS]
#
# The map of an export is found by its name, as map-of.sh says, which has to be beside
# this script. An export that no map fits is read by the labels of the policy. Rows that cannot be records go to
# LEDGER.rejects, in a file named as the export, with a number where there is one of
# that name already: what waits there to be corrected is never touched. Corrected, it is
# imported by naming that folder as FOLDER, and goes when all its rows are in, unless it
# was saved again meanwhile.
#
# It may be run again at any time: what is in the ledger already is passed over. A second
# one waits for the first. An export that fails leaves nothing of itself and does not keep
# the others out. A line a file says what became of it. Exit status:
#
#     0  all rows of all exports are in the ledger
#     1  some rows were rejected, or something in the folder is no export that is read, or
#        was saved again
#     2  some export could not be imported, its rejects not kept, or a message not written;
#        the others are in

# shellcheck disable=SC2154 # result is of desk.sh

set -u
umask 077

# shellcheck source=/dev/null # beside this script
. "$(dirname -- "$0")/desk.sh" || exit 2

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  printf 'usage: bulk-import.sh FOLDER LEDGER [MAPS]\n' >&2
  exit 2
fi
here=$(dirname -- "$0")
# A name that begins with a hyphen is no option anywhere.
folder=${1/#-/./-}
ledger=${2/#-/./-}
maps=${3-}
maps=${maps/#-/./-}
rejects=$ledger.rejects
beside map-of.sh
folders "$folder" ${maps:+"$maps"}
mkdir -p -- "$rejects" || exit 2
exec 9<"$rejects" || exit 2
if ! flock -n 9; then
  say "waiting for the lock of $rejects, which another import may have"
  flock 9 || exit 2
fi
# What is new is beside what is there, where mv is a change of names alone.
work=$(mktemp -d -- "$rejects/.new.XXXXXX") || exit 2
summary=$work/.summary
trap 'rm -rf -- "$work"' EXIT
trap 'exit 2' HUP INT TERM

# keep NEW NAME: puts rejects where nothing is, unless the very same wait already. ln
# replaces no file that somebody saves there in that moment.
keep() {
  local n=1 name=$2 stem=${2%.*} suffix=${2##*.}
  until ln -- "$1" "$rejects/$name" 2>/dev/null; do
    [ -e "$rejects/$name" ] || return
    if cmp -s -- "$1" "$rejects/$name"; then
      return
    fi
    n=$((n + 1))
    name=$stem.$n.$suffix
  done
}

for export_file in "$folder"/*; do
  name=${export_file##*/}
  if [ ! -f "$export_file" ]; then
    [ -e "$export_file" ] || [ -L "$export_file" ] || continue
    [ ! "$export_file" -ef "$rejects" ] || continue
    tell "$name: passed over, since it is no file, or a link that leads to none"
    worse 1
    continue
  fi
  case ${name,,} in
    *.csv | *.tsv | *.txt | *.yaml | *.yml | *.jsonl | *.ndjson) ;;
    *)
      tell "$name: passed over, since its name is not that of an export"
      worse 1
      continue
      ;;
  esac
  new=$work/$name
  options=(--append "$ledger" --rejects "$new")
  map=$("$here/map-of.sh" "$export_file" ${maps:+"$maps"})
  [ -z "$map" ] || options+=(--map "$map")
  was=$(look "$export_file")

  ta-submit "${options[@]}" -- "$export_file" 2>&1 | tee "$summary" >&2
  statuses=("${PIPESTATUS[@]}")
  status=${statuses[0]}
  said=$(tail -n 1 "$summary")
  tell "$name: ${said#ta-submit: }${map:+ (${map##*/})}"
  worse "$status"

  # Rejects that were imported again have done their duty, or are fewer now.
  rejected=false
  case $said in *' rejected'*) rejected=true ;; esac
  if [ "${statuses[1]}" -ne 0 ]; then
    # The messages are lost, and perhaps the summary with them.
    say "the messages about $export_file could not all be written; look at it and its rejects"
    worse 2
    [ "$status" -ne 1 ] || rejected=true
  fi
  kept=true
  if [ "$status" -gt 1 ]; then
    :
  elif [ ! "$folder" -ef "$rejects" ]; then
    ! $rejected || keep "$new" "$name" || kept=false
  elif [ "$(look "$export_file")" != "$was" ]; then
    say "$export_file was saved again meanwhile, and stays: run this again for it"
    worse 1
  elif $rejected; then
    mv -f -- "$new" "$export_file" || kept=false
  else
    rm -f -- "$export_file"
  fi
  if ! $kept; then
    say "the rejects of $export_file could not be kept in $rejects; it has them still"
    worse 2
  fi
  rm -f -- "$new"
done
exit "$result"
