#!/usr/bin/env bash
# Exports that a spreadsheet has opened and saved again: are they still the same
# records? As text they have to be; opened as a clerk does it, dates have to be the
# same or findings, never other dates. What else becomes of them is said. The last
# line counts what ran.
#
#     spreadsheet.sh BUILD
set -u -o pipefail

build=$(cd "${1:-build}" && pwd) || exit 2
command -v soffice >/dev/null || { echo "there is no soffice here (libreoffice-calc): nothing was tried" >&2; exit 2; }
examples=$(cd "$(dirname "$0")/../../examples" && pwd) || exit 2
export PATH=$build/bin:$PATH TZ=UTC LC_ALL=C TA_TODAY=2026-11-24
unset TA_POLICY TA_SWITCHES
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export HOME=$work

comma='airtable google-forms google-sheet gravity-forms jotform microsoft-forms surveymonkey-utf8'
makers="$comma excel-semicolon surveymonkey"

check() { # NAME COMMAND...: a line of TAP.
  local name=$1
  shift
  if "$@"; then echo "ok $name"; else echo "not ok $name"; fi
}

# profile LOCALE: an office of this country, in profile.LOCALE.
profile() {
  mkdir -p "profile.$1/user"
  cat >"profile.$1/user/registrymodifications.xcu" <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>$1</value></prop></item>
</oor:items>
EOF
}

# save FOLDER LOCALE SEPARATOR CHARSET COLUMNS LANGUAGE SPECIAL FILE...: opens the files
# and saves them in the folder, separator and charset kept. COLUMNS are formats (2 is
# text), SPECIAL is whether more than plain numbers is recognised.
save() {
  local folder=$1 locale=$2 separator=$3 charset=$4 columns=$5 language=$6 special=$7
  shift 7
  timeout 300 soffice "-env:UserInstallation=file://$work/profile.$locale" --headless \
    "--infilter=Text - txt - csv (StarCalc):$separator,34,$charset,1,$columns,$language,false,$special,false" \
    --convert-to "csv:Text - txt - csv (StarCalc):$separator,34,$charset,1,,$language,false,true,false" \
    --outdir "$folder" "$@" >soffice.out 2>&1 || { cat soffice.out; return 1; }
}

# save_all FOLDER LOCALE COLUMNS LANGUAGE SPECIAL: every export. 76 is UTF-8, 1 Windows-1252,
# 65535 UTF-16; 0 is the language of the office.
save_all() {
  local folder=$1 locale=$2
  shift 2
  # shellcheck disable=SC2086 # names are words
  (cd "$examples/exports" && printf '%s\n' $comma) | sed "s|.*|$examples/exports/&.csv|" >list
  mapfile -t files <list
  save "$folder" "$locale" 44 76 "$@" "${files[@]}" &&
    save "$folder" "$locale" 59 1 "$@" "$examples/exports/excel-semicolon.csv" &&
    save "$folder" "$locale" 44 65535 "$@" "$examples/exports/surveymonkey.csv"
}

# records FILE MAKER: what intake and ta-validate make of it, a line a record.
records() {
  ta-submit -q -m "$examples/maps/${2%-utf8}.yaml" "$1" 2>submit.err | ta-validate -q |
    mlr -S --icsv --ojsonl cut -x -f ta_source,ta_line
}

# the_same FOLDER MAKER: record for record.
the_same() {
  records "$examples/exports/$2.csv" "$2" >wanted
  records "$1/$2.csv" "$2" >got
  [ "$(wc -l <wanted)" -eq 14 ] && diff wanted got >difference && return 0
  head -c 2000 difference
  cat submit.err
  return 1
}

# no_other_date FOLDER MAKER: all records, in order, all values but the id the same, or
# found invalid where they are dates. Values that are not are named.
no_other_date() {
  records "$examples/exports/$2.csv" "$2" >wanted
  records "$1/$2.csv" "$2" >got
  jq -rn --slurpfile wanted wanted --slurpfile got got --arg where "$1/$2" '
    if ($wanted | length) != 14 or ($got | length) != 14 then "BAD \($got | length) records" else
    range(14) as $i | $wanted[$i] as $w | $got[$i] as $g | ($w | keys[]) as $k |
    select($w[$k] != $g[$k] and ($k | startswith("ta_") | not)) |
    if $k == "id" then "# \($where): an id is \($g[$k]) and was \($w[$k])"
    elif (($k == "received" or $k == "deadline") and ($g.ta_findings | split(";") | index("\($k)-invalid")))
    then "# \($where): \($k) is \($g[$k]), a finding, and was \($w[$k])"
    else "BAD \($k) is \($g[$k]) and was \($w[$k])" end end' >differences
  grep -h '^#' differences | awk '{ n[$2 $3 $4 $5] += 1; if (n[$2 $3 $4 $5] == 1) print }
    END { for (k in n) if (n[k] > 1) print "# … and " n[k] - 1 " more like this" }'
  ! grep '^BAD' differences
}

# back_again: a file of rejects that was mended in the spreadsheet goes back in.
back_again() {
  local map=$examples/maps/airtable.yaml
  sed '5,$s/^\(3[0-9]\),Grace Muñoz,/\1,/' "$examples/exports/airtable.csv" >damaged.csv
  ta-submit -q -m "$map" -a ledger -r rejects.csv damaged.csv 2>/dev/null
  [ "$(wc -l <ledger)" -eq 13 ] || return 1
  mlr -S --icsv --ocsv put 'for (int i = 23; i > 2; i -= 1) { $[[[i]]] = $[[[i - 1]]] } $[[[2]]] = "Grace Muñoz"; $ta_rule = ""' \
    rejects.csv >mended.csv
  save back en-US 44 76 '' 0 true "$PWD/mended.csv" || return 1
  ta-submit -q -m "$map" -a ledger back/mended.csv 2>/dev/null
  ta-submit -q -m "$map" -a whole "$examples/exports/airtable.csv" 2>/dev/null
  diff <(jq -cS 'del(.ta_sum, .ta_source, .ta_line)' whole | sort) <(jq -cS 'del(.ta_sum, .ta_source, .ta_line)' ledger | sort)
}

# fill_in: what staff have filled in.
# shellcheck disable=SC2016 # for Miller
fill_in='if (NR == 2) { $event = "answered"; $at = "2026-11-23" }
  if (NR == 3) { $event = "supplied"; $at = "2026-11-20"; $supervisor_email = "s@example.org" }
  if (NR == 4) { $event = "assigned"; $at = "2026-11-19"; $assignee = "mk" }'

# queue_of MAKER: a ledger of the export, in desk.jsonl, and its queue with three rows in which staff have filled in
# what happened, in filled.csv.
queue_of() {
  rm -f desk.jsonl
  ta-submit -q -m "$examples/maps/${1%-utf8}.yaml" -a desk.jsonl "$examples/exports/$1.csv" 2>/dev/null
  ta-submit -q -t csv desk.jsonl 2>/dev/null | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q >queue.csv
  cp desk.jsonl before.jsonl
  mlr -S --csv put '$event = ""; $at = ""' then put "$fill_in" queue.csv >filled.csv
  mlr -S --icsv --ojsonl head -n 4 then tail -n 3 then cut -f id queue.csv | jq -r .id >ids
}

# three_events SEPARATOR FILE: what was filled in, nothing else; and nothing when it is imported again.
three_events() {
  ta-log -a desk.jsonl "$1" 2>log.err
  if ! grep -q ', 3 added' log.err || grep -q rejected log.err; then
    cat log.err
    return 1
  fi
  tail -n 3 desk.jsonl | jq -c 'del(.ta_sum)' >got
  jq -Rsc 'split("\n") | [{id: .[0], at: "2026-11-23", ta_event: "answered"},
    {id: .[1], at: "2026-11-20", ta_event: "supplied", supervisor_email: "s@example.org"},
    {id: .[2], at: "2026-11-19", ta_event: "assigned", assignee: "mk"}] | .[]' ids >wanted
  diff <(jq -cS . wanted) <(jq -cS . got) || return 1
  ta-log -a desk.jsonl "$1" 2>log.err
  grep -q ', 0 added, 3 already there' log.err && [ "$(wc -l <desk.jsonl)" -eq "$(($(wc -l <before.jsonl) + 3))" ]
}

# from_queue FOLDER MAKER SAVE...: a queue that was filled in, opened and saved so, is three events.
from_queue() {
  local folder=$1
  queue_of "$2"
  shift 2
  "$@" || return 1
  three_events "$folder/filled.csv"
}

# through_workbook FOLDER LOCALE COLUMNS LANGUAGE SPECIAL FILE: opens the file, saves it as a workbook, opens that, and
# saves it as CSV in the folder.
through_workbook() {
  local folder=$1 columns=$3 language=$4 special=$5 name
  local office=(timeout 300 soffice "-env:UserInstallation=file://$work/profile.$2" --headless)
  name=$(basename "$6" .csv)
  "${office[@]}" "--infilter=Text - txt - csv (StarCalc):44,34,76,1,$columns,$language,false,$special,false" \
    --convert-to xlsx --outdir "$folder" "$6" >soffice.out 2>&1 || { cat soffice.out; return 1; }
  "${office[@]}" --convert-to "csv:Text - txt - csv (StarCalc):44,34,76,1,,$language,false,true,false" \
    --outdir "$folder" "$folder/$name.xlsx" >soffice.out 2>&1 || { cat soffice.out; return 1; }
}

# from_view FOLDER MAKER SAVE...: the view `staff` of a queue, filled in and saved so, is three events.
from_view() {
  local folder=$1
  queue_of "$2"
  ta-route -q --spreadsheet-safe --columns staff queue.csv | mlr -S --csv put "$fill_in" >filled.csv
  shift 2
  "$@" || return 1
  three_events "$folder/filled.csv"
}

{
  text=$(for i in $(seq 60); do printf '%s/2/' "$i"; done)
  profile en-US
  profile de-DE
  check "as text: saved" save_all text en-US "${text%/}" 1033 false
  check "plainly, numbers recognised: saved" save_all plain en-US '' 0 false
  check "plainly, dates and all recognised: saved" save_all dates en-US '' 0 true
  check "in a German office, dates and all recognised: saved" save german de-DE 59 1 '' 0 true \
    "$examples/exports/excel-semicolon.csv"
  for maker in $makers; do
    check "as text, $maker: the same records" the_same text "$maker"
    check "plainly, $maker: the same, and no other date" no_other_date plain "$maker"
    check "dates recognised, $maker: the same, and no other date" no_other_date dates "$maker"
  done
  check "in a German office, excel-semicolon: the same, and no other date" no_other_date german excel-semicolon
  # the spreadsheet did touch them, or nothing has been tried
  # shellcheck disable=SC2016 # for sh -c
  check "the spreadsheet has written dates its own way" sh -c '! cmp -s "$1" "$2"' _ plain/airtable.csv dates/airtable.csv
  for maker in $makers; do
    check "a queue of $maker, as text: three events" from_queue q.text "$maker" \
      save q.text en-US 44 76 "${text%/}" 1033 false "$PWD/filled.csv"
    check "a queue of $maker, plainly: three events" from_queue q.plain "$maker" \
      save q.plain en-US 44 76 '' 0 false "$PWD/filled.csv"
    check "a queue of $maker, dates recognised: three events" from_queue q.dates "$maker" \
      save q.dates en-US 44 76 '' 0 true "$PWD/filled.csv"
    check "a queue of $maker, in a German office: three events" from_queue q.german "$maker" \
      save q.german de-DE 44 76 '' 0 true "$PWD/filled.csv"
  done
  for maker in $makers; do
    check "the view staff of $maker, as a workbook, dates recognised: three events" from_view v.dates "$maker" \
      through_workbook v.dates en-US '' 0 true "$PWD/filled.csv"
  done
  check "the view staff, as a workbook with plain numbers: three events" from_view v.plain airtable \
    through_workbook v.plain en-US '' 0 false "$PWD/filled.csv"
  check "the view staff, as a workbook of a German office: three events" from_view v.german excel-semicolon \
    through_workbook v.german de-DE '' 0 true "$PWD/filled.csv"
  check "rejects mended in the spreadsheet go straight back in" back_again
} | tee tap
passed=$(grep -c '^ok ' tap)
failed=$(grep -c '^not ok ' tap)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 25 ]
