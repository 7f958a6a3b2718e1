#!/usr/bin/env bats
# What people, browsers and spreadsheets do to files on their way to intake: files put one behind the other, marks,
# blank cells without end, other line ends, and files that are no export at all.

# shellcheck disable=SC2094,SC2015,SC2030,SC2031,SC2059
# A function and the file that it is kept in have one name; A && B || C is meant
# as it stands; each test has an environment of its own; bytes are formats.

load helper

mark=$'\xef\xbb\xbf'
header=id,received,email,role,assistance,facts

# row ID FACTS: a request.
row() { echo "$1,2026-11-02,a@example.org,attorney,general-information,$2"; }

# gives IDS: the last run took these requests and no others; facts are as they were.
gives() {
  [ "$rc" -le 1 ] || { cat err; return 1; }
  [ "$(column id out | paste -sd' ')" = "$1" ] || { cat out err; return 1; }
}

# Files behind one another

@test "marks: a second header behind a byte order mark is a header again, in every reader" {
  { printf %s "$mark"; echo "$header"; row 1 one; } >a.csv
  { printf %s "$mark"; echo "$header"; row 2 two; } >b.csv
  for quotes in '' '"'; do
    for end in '' $'\r'; do
      for gap in '' $'\n'; do
        { cat a.csv; printf %s "$gap"; cat b.csv; printf %s "$mark"; cat a.csv; } |
          sed "s/id,/${quotes}id$quotes,/; s/\$/$end/" >both.csv
        go ta-submit both.csv
        gives '1 2' && ! grep -q "$mark" out || { echo "$quotes ${end:+CRLF} $gap"; return 1; }
        grep -q 'rows equal to the header, passed over: 2' err
        counts '3 read, 2 taken, 1 already there.*'
        # behind intake the quick scan and libcsv read alike, and the rows are the same
        sed "s/,2026/.,2026/; 1s/$mark//" both.csv >strict.csv
        for how in '' libcsv; do
          TA_CSV=$how go ta-validate -q strict.csv
          gives '1. 2. 1.' || { echo "$how"; return 1; }
        done
      done
    done
  done
  cat a.csv b.csv >both.csv
  ta-submit -q -a ledger both.csv
  holds ledger 1 2
  printf '%sid,status\n1,closed\n%sid,status\n2,on-hold\n' "$mark" "$mark" >staff.csv
  go ta-submit --join staff.csv both.csv
  gives '1 2' && [ "$(column status out | paste -sd' ')" = 'closed on-hold' ]
}

@test "marks: before a row that is no header they are no part of it at intake; behind it they are the cell's own" {
  { echo "$header"; row 1 one; echo; echo "$mark"; printf %s "$mark"; row 2 two; printf %s "$mark"; row '"3"' "x${mark}y"; printf %s "$mark"; } >in.csv
  go ta-submit in.csv
  gives '1 2 3'
  [ "$(column facts out | tail -n 1)" = "x${mark}y" ]
  { printf '\n\n%s' "$mark"; echo "$header"; row 1 one; } >in.csv
  go ta-submit in.csv
  gives 1
  { echo "$header"; row "${mark}2" two; } >in.csv
  go ta-validate -q in.csv
  gives "${mark}2"
  { echo "$header"; row "$mark\"2\"" two; } >in.csv
  for how in '' libcsv; do
    TA_CSV=$how go ta-validate in.csv
    refused ta-validate 'in.csv:2: row 2: a byte order mark is before a quote, and the row is not the header again'
  done
}

@test "marks: two files of JSON Lines, and of YAML" {
  printf '%s{"id":"1"}\n%s{"id":"2"}\n%s\n' "$mark" "$mark" "$mark" >in.jsonl
  go ta-submit -t csv in.jsonl
  gives '1 2'
  printf '%s---\nid: 1\nfacts: |\n  a\n  %sb\n%s---\nid: 2\n%s%%YAML 1.2\n---\nid: 3\n' "$mark" "$mark" "$mark" "$mark" |
    sed 's/^\(.*%YAML\)/...\n\1/' >in.yaml
  go ta-submit -t csv in.yaml
  gives '1 2 3'
  [ "$(column facts out | head -n 2)" = "a"$'\n'"${mark}b" ] || grep -q "${mark}b" out
  printf '%s- id: 1\n- id: 2\n%s- id: 3\n%s---\n- id: 4\n' "$mark" "$mark" "$mark" >in.yaml
  go ta-submit -t csv in.yaml
  gives '1 2 3 4'
  for file in in.jsonl in.yaml; do
    go ta-validate -q $file
    [ "$rc" -eq 2 ]
  done
}

# Cells

@test "surplus: blank cells behind the last column are dropped, of a header's last columns too; a text is a reject" {
  { echo "$header"; row 1 one,; row 2 'two,,," ",'; row 3 three,,x; row 4 four; printf '%s,,\n' "$header"; } >in.csv
  go ta-submit -r rejects.csv in.csv
  gives '1 2 4'
  counts '4 read, 3 taken, 1 rejected; rows that lost blank cells after the last column: 2'
  grep -q 'rows equal to the header, passed over: 1' err
  grep -q '^3,.*,",x",4,4,,not-a-record,the row has 8 cells and the header 6$' rejects.csv
  # as many as a spreadsheet has columns
  { for n in "$header" "$(row 1 one)" "$(row 2 two)"; do printf %s "$n"; perl -e 'print "," x 16378'; echo; done; } >wide.csv
  go ta-submit wide.csv
  gives '1 2'
  # columns without a name may have cells or not, and keep what is in them
  { echo "$header,,"; row 1 one; row 2 two,; row 3 three,,x; row 4 four,,,; echo 5,2026-11-02; } >in.csv
  go ta-submit in.csv
  gives '1 2 3 4'
  [ "$(mlr -S --icsv --ojsonl --allow-ragged-csv-input cut -f facts out | jq -r .facts | paste -sd' ')" = 'one two three four' ]
  grep -q '^3,.*three,,x,' out
  grep -q 'the row has 2 cells and the header 8' err
  for tool in ta-validate ta-due; do
    { echo "$header"; row 1 one,; } >in.csv
    go $tool in.csv
    refused $tool 'in.csv:2: row 2: the row has 7 cells and the header 6'
  done
}

@test "returns: in quotes a lone one is text, in every format, and written quoted; outside them it is a reject" {
  printf "$header\n%b\n%b\n" "$(row 1 '"a\rb\r"')" "$(row 2 '"\r"')" >in.csv
  go ta-submit in.csv
  gives '1 2'
  grep -q $'"a\rb\r"' out
  cp out records.csv
  for format in csv yaml jsonl; do
    for tool in ta-validate ta-due pipe; do
      for how in '' libcsv; do
        case $tool in
        pipe) ta-validate -q records.csv | ta-due -q | ta-prioritize -q | TA_CSV=$how ta-route -q -t $format >between ;;
        *) TA_CSV=$how quietly $tool -q -t $format records.csv >between ;;
        esac
        ta-validate -q -f $format -t jsonl between >out
        [ "$(jq -c .facts out | paste -sd' ')" = '"a\rb\r" "\r"' ] || { echo "$tool $format $how"; cat out; return 1; }
      done
    done
  done
  ta-submit -q -a ledger in.csv
  [ "$(jq -c .facts ledger | paste -sd' ')" = '"a\rb\r" "\r"' ]
  holds ledger 1 2
  # the heading of a column
  { printf '"a\rb",'; cat records.csv; } | sed '2,$s/^/x,/' | ta-validate -q >out
  head -n 1 out | grep -q $'"a\rb",'
  printf "$header\n%b\n%s\n" "$(row 1 'a\rb')" "$(row 2 two)" >in.csv
  go ta-submit -r rejects.csv in.csv
  gives 2
  grep -qE 'in.csv:2:[0-9]+: row 2: the row holds a carriage return without a line feed \[not-a-record\]' err
  # fed back as it is it stays one, until somebody has looked at it
  go ta-submit -r again.csv rejects.csv
  [ "$rc" -eq 1 ]
  counts '1 read, 0 taken, 1 rejected'
  same rejects.csv <(sed 's/,2,2,,not/,2,2,,not/' again.csv)
  sed -i $'s/\r/ /; s/not-a-record//' again.csv
  go ta-submit again.csv
  gives 1
  for how in '' libcsv; do
    TA_CSV=$how go ta-validate in.csv
    refused ta-validate 'in.csv:2:[0-9]+: row 2: the line holds a carriage return without a line feed'
  done
}

@test "returns: a file of an old Mac has them for line ends, and is read; in pieces, in other encodings, and our own" {
  { echo "$header"; row 1 $'"one\ntwo"'; row 2 two; } | tr '\n' '\r' >mac.csv
  go ta-submit mac.csv
  gives '1 2'
  counts '2 read, 2 taken; files with carriage returns for line ends: 1'
  [ "$(column ta_line out | paste -sd' ')" = '2 4' ]
  cp out wanted
  for size in 1 3 7; do
    pieces $size ta-submit -q <mac.csv | sed 's/standard input/mac.csv/' | same wanted -
  done
  # a line feed in quotes, and no line end at the end
  { printf "$header\r%s" "$(row 1 $'"one\ntwo"')"; } >lf.csv
  go ta-submit lf.csv
  gives 1
  iconv -t utf-16 mac.csv >wide.csv
  go ta-submit wide.csv
  gives '1 2'
  { echo "$header"; row 1 caf$'\x8e'; } | tr '\n' '\r' >roman.csv
  go ta-submit --encoding macintosh roman.csv
  gives 1
  [ "$(column facts out)" = café ]
  tr ',' '\t' <mac.csv | tr '\n' ' ' >tab.csv
  go ta-submit tab.csv
  gives '1 2'
  # rejects and records that such a spreadsheet has saved are still ours
  printf 'version: 1\nid_prefix: x-\n' >map.yaml
  tr '\n' '\r' <wanted >ours.csv
  go ta-submit -m map.yaml ours.csv
  gives '1 2'
  printf '{"id":"1"}\r{"id":"2"}\r' >in.jsonl
  go ta-submit -t csv in.jsonl
  gives '1 2'
  # with others it is none, and never one giant row
  { echo "$header"; row 1 one; row 2 two; } | tr '\n' '\r' >mixed.csv
  row 3 three >>mixed.csv
  go ta-submit mixed.csv
  [ "$rc" -eq 2 ]
  go ta-validate mac.csv
  refused ta-validate 'mac.csv:1:[0-9]+: row 1: the line holds a carriage return without a line feed'
}

# Tables

@test "tables: tabs, CRLF and headings of a thousand letters, by a map that says so" {
  printf 'version: 1\ndelimiter: "\\t"\ncolumns: {"Question: when": received}\n' >map.yaml
  long=$(perl -e 'print "ab, c; " x 143')
  for columns in 1 70 900; do
    { printf 'Question: when\tid\temail\trole\tassistance'; for ((i = 0; i < columns; i++)); do printf '\t%s%d' "$long" $i; done; printf '\r\n'
      printf '11/2/2026\t7\ta@example.org\tattorney\tgeneral-information'; for ((i = 0; i < columns; i++)); do printf '\tx'; done; printf '\r\n'; } >table
    for name in table table.csv table.tsv table.txt; do
      [ -e $name ] || cp table $name
      go ta-submit -m map.yaml $name
      gives 7 || { echo "$columns $name"; return 1; }
      counts '1 read, 1 taken; files with tabs between cells: 1'
      [ "$(mlr --icsv --ojson cut -f received out | jq -r '.[].received')" = 2026-11-02 ]
    done
    pieces 4095 ta-submit -q -m map.yaml <table >out
    grep -q '^2026-11-02,7,' out
    rm table.*
  done
  # what the map is for is not what records and rejects are
  printf -- '---\nid: 1\nta_source: x\n' >ours
  go ta-submit -m map.yaml -t csv ours
  gives 1
}

# Files that are none

@test "no export: a file of another kind is told for what it is, by its bytes, and nothing is made" {
  # local headers of a zip: a name each, with nothing in it
  archive() {
    local name
    for name; do
      printf 'PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
      printf "\\x$(printf %x ${#name})\\0\\0\\0%s" "$name"
    done
  }
  workbook='an Excel workbook; save it as CSV \(UTF-8\) and submit that'
  unpack='unpack it and submit what is in it'
  archive '[Content_Types].xml' _rels/.rels xl/workbook.xml >1.csv
  archive docProps/app.xml xl/worksheets/sheet1.xml '[Content_Types].xml' >2.csv
  printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0' >3.csv
  { printf 'PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\x2e\0\0\0\x2e\0\0\0\10\0\0\0'; printf 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'; } >4.csv
  archive Index/Document.iwa >5.csv
  archive word/document.xml '[Content_Types].xml' >6.csv
  archive export.csv >7.csv
  printf '%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n' >8.csv
  printf '\r\n<!doctype HTML>\n<html lang="en"><title>Log in</title>' >9.csv
  printf '<HTML>' >10.csv
  printf '{\\rtf1\\ansi}' >11.csv
  printf '\x1f\x8b\x08\0' >12.csv
  printf 'BZh91AY&SY\x01\x02' >13.csv
  printf '\xfd7zXZ\0\0' >14.csv
  printf '\x28\xb5\x2f\xfd\x04' >15.csv
  printf '<?xml version="1.0"?>\n<Workbook>' >16.csv
  n=0
  while read -r words; do
    n=$((n + 1))
    for tool in ta-submit ta-map ta-validate ta-prioritize; do
      go $tool $n.csv
      refused $tool "$n.csv: this is $words" || { echo "$n $tool"; return 1; }
    done
    for args in '--encoding windows-1252' '-f jsonl' '-f csv' '-a made' '-o made' '-r made'; do
      # shellcheck disable=SC2086 # two words
      go ta-submit $args - <$n.csv
      refused ta-submit "standard input: this is $words" || { echo "$n $args"; return 1; }
    done
    go pieces 1 ta-submit <$n.csv
    [ "$rc" -eq 2 ]
    [ ! -e made ]
  done <<END
$workbook
$workbook
an Excel workbook, or another file of old Office; save it as CSV \(UTF-8\) and submit that
an OpenDocument file, as of LibreOffice; save it as CSV \(UTF-8\) and submit that
a Numbers spreadsheet; save it as CSV \(UTF-8\) and submit that
a Word document; save it as CSV \(UTF-8\) and submit that
a compressed file \(zip\); $unpack
a PDF; download the export again, as CSV
a web page, perhaps the one that asks to log in; download the export again, as CSV
a web page, perhaps the one that asks to log in; download the export again, as CSV
a formatted text \(RTF\); save it as CSV \(UTF-8\) and submit that
a compressed file \(gzip\); $unpack
a compressed file \(bzip2\); $unpack
a compressed file \(xz\); $unpack
a compressed file \(zstd\); $unpack
an XML file; save it as CSV \(UTF-8\) and submit that
END
  [ "$n" -eq 16 ]
}

@test "no export: text that only begins like one is an export" {
  for first in BZh 'BZh9, the 1st' PK PDF '<b>Bold</b>' '%' xml; do
    { echo "\"$first\",$header"; echo "x,$(row 7 why)"; } >in.csv
    go ta-submit in.csv
    gives 7 || { echo "$first"; return 1; }
    { echo "\"$first\",$header"; echo "x,$(row 7 why)"; } | sed '1s/"//g' >in.csv
    [[ $first == *,* ]] || { go ta-submit in.csv; gives 7; } || { echo "$first"; return 1; }
  done
}
