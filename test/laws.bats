#!/usr/bin/env bats
# Laws: identities between pipelines, over every record file of the tree, and
# with both readers of CSV.

load helper

# Every file of records that a strict tool can read.
files() {
  ta-submit -q -o form.csv "$examples/google-forms.csv" 2>/dev/null
  ta-submit -q -o form.yaml "$examples/requests.yaml" 2>/dev/null
  printf '%s\n' form.csv form.yaml "$examples/requests.yaml" \
    "$examples/staff-columns.csv" "$data/cases.csv" "$data/priority.csv" \
    "$data"/laws/*
}

# ready TOOL FILE OUT: the file as the tool wants it, earlier tools run.
ready() {
  case $1 in
  ta-validate | ta-due) cat "$2" ;;
  ta-prioritize) ta-due -q "$2" ;;
  ta-route) ta-validate -q "$2" ;;
  esac >"$3" || [ "$?" -eq 1 ]
}

tools='ta-validate ta-due ta-prioritize ta-route'

# each LAW: runs it over every tool and file, and names what breaks it.
each() {
  local tool file
  files >list
  for tool in $tools; do
    while read -r file; do
      ready "$tool" "$file" in
      "$1" "$tool" in || { echo "$1 does not hold: $tool $file"; return 1; }
    done <list
  done
}

# once TOOL FILE OUT: status 1, some record not decided, is no failure here.
once() {
  "$1" -q "$2" >"$3" || [ "$?" -eq 1 ]
}

idempotent() {
  once "$1" "$2" one && once "$1" one two && same one two
}

@test "idempotent: T | T is T" {
  each idempotent
}

@test "idempotent: ta-submit takes what it has made" {
  for file in "$examples/google-forms.csv" "$examples/requests.yaml"; do
    ta-submit -q "$file" >one 2>/dev/null
    ta-submit -q one >two 2>/dev/null
    same one two
  done
}

canonical() {
  once "$1" "$2" one && once ta-validate one two && once ta-validate two three &&
    same two three
}

@test "canonical: output, read and written again, is identical" {
  each canonical
}

# without_tool FILE: the records without the tools' columns, sorted by content.
without_tool() {
  local to=--icsv
  head -c 3 "$1" | grep -q -- --- && to=--iyaml
  ta-validate -q -t csv "$1" | mlr -S --icsv --ojsonl cut -xr -f '^ta_' | sort
}

conservative() {
  once "$1" "$2" one && without_tool "$2" >before && without_tool one >after &&
    same before after
}

@test "conservative: without the ta_ columns the records are what they were" {
  each conservative
}

@test "commuting: ta-validate and ta-due give the same values in either order" {
  files >list
  while read -r file; do
    once ta-validate "$file" a1 && once ta-due a1 a
    once ta-due "$file" b1 && once ta-validate b1 b
    for name in ta_valid ta_findings ta_target ta_due ta_days_left ta_due_status; do
      ta-validate -q -t csv a | column $name >a.column
      ta-validate -q -t csv b | column $name >b.column
      same a.column b.column
    done
  done <list
}

format() {
  "$1" -q -t csv "$2" >a.csv || [ "$?" -eq 1 ]
  once ta-validate a.csv b.csv
  ta-validate -q -t yaml b.csv >c.yaml
  ta-validate -q -t csv c.yaml >d.csv
  # YAML gives all fields of the policy as columns; values are what counts.
  for name in $(head -1 b.csv | tr , ' '); do
    [[ $name =~ ^[a-z_]+$ ]] || continue
    same <(column "$name" b.csv) <(column "$name" d.csv) || return 1
  done
  ta-validate -q -t yaml d.csv >e.yaml
  ta-validate -q -t csv e.yaml >f.csv
  same d.csv f.csv
}

@test "format: CSV to YAML and back keeps every value" {
  each format
}

elsewhere() {
  once "$1" "$2" one
  mkdir -p other
  (cd other && umask 022 && TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 LANG=de_DE "$1" -q ../"$2" >two) ||
    [ "$?" -eq 1 ]
  same one other/two
}

@test "time and place: any zone, locale, folder and umask give the same bytes" {
  each elsewhere
  pipe "$examples/google-forms.csv" >one 2>/dev/null
  mkdir -p deep/er
  cp "$examples/google-forms.csv" deep/er
  (cd deep/er && umask 000 && TZ=Pacific/Kiritimati LC_ALL=C pipe google-forms.csv >../../two) 2>/dev/null
  same one two
}

by_libcsv() {
  once "$1" "$2" one
  TA_CSV=libcsv once "$1" "$2" two
  same one two
}

@test "readers: the quick way through CSV and libcsv give the same bytes" {
  each by_libcsv
}

# trickle SIZE FILE: the file in writes of so many bytes.
trickle() {
  dd if="$2" bs="$1" status=none | dd obs="$1" ibs="$1" status=none
}

@test "pieces: however the bytes arrive, the output is the same" {
  ta-submit -q -o in.csv "$examples/google-forms.csv" 2>/dev/null
  ta-submit -q -o in.yaml "$examples/requests.yaml" 2>/dev/null
  for file in in.csv in.yaml "$data"/laws/*; do
    ta-validate -q "$file" >whole
    for size in 1 2 3 7 4095 4096 4097 65536; do
      trickle "$size" "$file" | ta-validate -q >pieces
      same whole pieces
    done
  done
}

@test "pieces: at the door too" {
  ta-submit -q - <"$examples/google-forms.csv" >whole 2>/dev/null
  for size in 1 3 4095 4096 4097 65536; do
    trickle "$size" "$examples/google-forms.csv" | ta-submit -q >pieces 2>/dev/null
    same whole pieces
  done
}

@test "files: two files are one, in any order of columns" {
  ta-submit -q "$examples/google-forms.csv" >all.csv 2>/dev/null
  mlr --csv head -n 30 all.csv >a.csv
  mlr --csv tail -n 40 then reorder -f role,ta_line,id all.csv >b.csv
  same <(ta-validate -q all.csv) <(ta-validate -q a.csv b.csv)
  # cat repeats the header, which is no record
  mlr --csv tail -n 40 all.csv >c.csv
  same <(ta-validate -q all.csv) <(cat a.csv c.csv | ta-validate -q)
}
