#!/usr/bin/env bats
# ta-map: a map to edit, which is a map, and which loses nothing.

load helper

@test "map: for every export a map that loads, and as good as none at least" {
  for export in "$examples"/exports/*.csv "$examples/google-forms.csv"; do
    name=$(basename "$export" .csv)
    encoding=
    [ "$name" = excel-semicolon ] && encoding=--encoding=windows-1252
    run -0 --separate-stderr ta-map $encoding -o "$name.yaml" "$export"
    ta-submit -q $encoding -m "$name.yaml" -o "$name.out" "$export" 2>err ||
      grep -qE "the required column '|both mean '" err || { cat err; return 1; }
  done
}

@test "map: with the shipped map, a map that says the same" {
  for map in "$examples"/maps/*.yaml; do
    name=$(basename "$map" .yaml)
    ta-map -q -m "$map" -o again.yaml "$examples/exports/$name.csv"
    ta-submit -q -m "$map" -o one.csv "$examples/exports/$name.csv" 2>/dev/null
    ta-submit -q -m again.yaml -o two.csv "$examples/exports/$name.csv" 2>/dev/null
    same one.csv two.csv || { echo "$name"; return 1; }
  done
}

@test "map: headings known, left over, and those that look like a choice; answers; dates" {
  printf '%s\n' 'Timestamp,Email,Role,Type of Assistance Needed,Topics (Ethics),Topics - Civil litigation,Shoe size,"Say ""so"""' \
    '31/10/2026,a@example.org,Attorny,General Information,Ethics,,43,x' \
    '30/10/2026,b@example.org,Attorny,General Information,,Civil,44,' >f.csv
  run -0 --separate-stderr ta-map f.csv
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = "ta-map: 2 read" ]
  printf '%s\n' "$output" >map.yaml
  for line in '# dates: dmy  # so all 2 are dates' '#   "Timestamp": received' \
    '  "Topics (Ethics)": {field: topics, item: ethics}' \
    '  "Topics - Civil litigation": {field: topics, item: civil}' \
    '#   "Shoe size":  # filled: 2' '#   "Say \"so\"":  # filled: 1' '#   role:' \
    '#     "Attorny":  # seen: 2'; do
    grep -qxF -- "$line" map.yaml || { echo "not there: $line"; cat map.yaml; return 1; }
  done
  # what it leaves to a person, a person does
  sed -i 's/^# dates: dmy.*/dates: dmy/; s/^# values:/values:/; s/^#   role:/  role:/
    s/^#     "Attorny":.*/    "Attorny": attorney/; s/^#   "Shoe size":.*/  "Shoe size": drop/' map.yaml
  run -0 ta-submit -q -m map.yaml -o out.csv f.csv
  [ "$(column received out.csv | paste -sd,)" = 2026-10-31,2026-10-30 ]
  [ "$(column role out.csv | sort -u)" = attorney ]
  [ "$(column topics out.csv | paste -sd,)" = ethics,civil ]
  run -1 grep -q Shoe out.csv
}

@test "map: two header rows are seen, and the second time the headings" {
  ta-map -q -o one.yaml "$examples/exports/surveymonkey.csv"
  grep -q '^header_rows: 2' one.yaml
  ta-map -q -m one.yaml -o two.yaml "$examples/exports/surveymonkey.csv"
  grep -qxF '  "Topics to be covered - Ethics": {field: topics, item: ethics}' two.yaml
  grep -qxF '  "Facts and Questions - Open-Ended Response": facts' two.yaml
}

@test "map: nothing of a record is in a message, and no record is made" {
  run -0 --separate-stderr ta-map "$examples/exports/airtable.csv"
  [[ $output == "# A map to edit"* ]]
  [[ $stderr != *example.org* ]]
  run -2 ta-map -o x.yaml nothing.csv
  [ ! -e x.yaml ]
}
