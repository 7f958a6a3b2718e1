#!/usr/bin/env bats
# The page, ta-report -t html, as text: what may stand in it, and what it says in words. How it looks and that a browser
# finds nothing wrong with it is test/browser's.

load helper

setup() { cd "$BATS_TEST_TMPDIR" || exit; }

# queue: open and answered requests behind the whole pipe, with letters.
queue() {
  cat >in.csv <<'END'
id,received,name,email,organization,state,phone,role,assistance,topics,facts,status,answered,assignee,supervisor_name,supervisor_email,supervisor_phone,supervisor_role,How did you hear?
R1,2026-10-01,zq7-name,zq7-email@example.org,zq7-org,zq7-state,zq7-phone,attorney,case-consultation,t-visa;civil,zq7-facts may the client work while the case is pending,new,,mk,zq7-sname,zq7-semail@example.org,zq7-sphone,,zq7-heard
R2,2026-11-20,zq7-name,zq7-email2@example.org,zq7-org,zq7-state,zq7-phone,paralegal,case-consultation,t-visa,zq7-facts may the client work while the case is pending,new,,,zq7-sname,zq7-semail@example.org,zq7-sphone,attorney,zq7-heard
R3,2026-10-20,zq7-name,zq7-email3@example.org,zq7-org,zq7-state,zq7-phone,attorney,general-information,civil,zq7-facts may the client work while the case is pending,answered,2026-11-02,jo,zq7-sname,zq7-semail@example.org,zq7-sphone,attorney,zq7-heard
END
  ta-validate -q in.csv | ta-due -q | ta-prioritize -q | ta-route -q | ta-reply -q -o queue.csv
}

@test "no private value is in a page, by whatever column, view or group, without --private" {
  queue
  grep -q zq7-facts queue.csv
  every=$(mlr --icsv --ojsonl head -n 1 queue.csv | jq -r 'keys_unsorted | join(", ")')
  ta-policy | sed "s/^  board: .*/  board: [${every//How did you hear?, /}]/; /^  board:/,/^  staff:/{/^          /d}" >mine.yaml
  ta-policy --check mine.yaml
  ta-report -q -p mine.yaml -t html board queue.csv >all.html
  ta-report -q -t html board queue.csv >board.html
  ta-report -q -t html quarter queue.csv >quarter.html
  for column in name email organization state phone facts supervisor_email supervisor_name ta_cc ta_to ta_letter ta_subject 'How did you hear?'; do
    ta-report -q -t html --by "$column" queue.csv >by.html
    grep -q 'private field' by.html
    cat by.html >>groups.html
  done
  run ! grep -i zq7 all.html board.html quarter.html groups.html
  # what is staff's own is shown
  grep -q '<small>mk</small>' board.html
  ta-report -q -t html --by assignee queue.csv | grep -q '<th scope="row">mk</th>'
  # and with --private all of it is there
  ta-report -q --private -p mine.yaml -t html board queue.csv >private.html
  for word in name email org state phone facts sname semail; do grep -q "zq7-$word" private.html; done
  ta-report -q --private -t html --by email queue.csv | grep -q '<th scope="row">zq7-email@example.org</th>'
}

@test "what was written where a field has values is \"other\" in a page, and who the requester is in no column of staff's" {
  printf '%s\n' 'id,received,email,person,role,assistance,topics,document,deadline,facts,assignee' \
    'R1,2026-11-02,a@example.org,zq7-person@example.org,I help zq7,document-review,t-visa;other: zq7;zq7 words,the file of zq7,when zq7 is heard,why,mk' |
    ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q -o queue.csv
  ta-policy | sed 's/^  board: .*/  board: [ta_due, ta_days_left, role, topics, document, deadline, person, assignee, id]/; /^  board:/,/^  staff:/{/^          /d}' >mine.yaml
  ta-report -q -p mine.yaml -t html board queue.csv >board.html
  grep -qF '<small>other</small>' board.html
  grep -qF 't-visa; other; other' board.html
  for column in role topics document deadline person; do
    ta-report -q -t html --by $column queue.csv >by.html
    [ "$column" = person ] || grep -qF '<th scope="row">other</th>' by.html
    cat by.html >>groups.html
  done
  ta-report -q -t html quarter queue.csv >>groups.html
  run ! grep -i zq7 board.html groups.html
  # data have what there is, and so has a page with --private
  ta-report -q --by role queue.csv | grep -q '^I help zq7,'
  ta-report -q -p mine.yaml --private -t html board queue.csv | grep -q 'the file of zq7'
}

@test "a survivor stands before the late ones" {
  printf '%s\n' 'id,received,email,role,assistance,facts' \
    'R1,2026-10-01,a@example.org,attorney,case-consultation,May the client work while the case is pending?' \
    'R2,2026-11-20,b@example.org,attorney,case-consultation,May the client work while the case is pending?' \
    'R3,2026-11-23,c@example.org,survivor,case-consultation,My case' |
    ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q -o queue.csv
  ta-report -q -t html board queue.csv >board.html
  [ "$(grep -o '<small>R[123]<' board.html | tr -dc 'R123\n' | paste -sd' ')" = 'R3 R1 R2' ]
  grep -qF '<p class="lead">1 of 3 is late' board.html
  [ "$(ta-report -q board --columns id queue.csv | paste -sd' ')" = 'id R3 R1 R2' ]
}

@test "the days that a page is limited to stand in it, and its suffix is enough" {
  queue
  ta-report -q --since 2026-10-01 --until 2026-10-31 -o part.html quarter queue.csv
  grep -qF '<p>Counted: days from Thursday, October 1, 2026 to Saturday, October 31, 2026</p>' part.html
  ta-report -q -o whole.html quarter queue.csv
  run ! grep Counted whole.html
  ta-report -q -t csv -o data.html --by role queue.csv
  head -n 1 data.html | grep -q '^role,received'
}

@test "a letter is a link with its words, and only with --private" {
  queue
  run ! grep -q mailto <(ta-report -q -t html board queue.csv)
  ta-report -q --private -t html board queue.csv | grep -o 'href="mailto:[^"]*"' >links
  [ "$(wc -l <links)" -eq 2 ]
  subject=$(mlr --icsv --ojson filter '$id == "R1"' then cut -f ta_subject queue.csv | jq -r '.[].ta_subject | @uri')
  grep -qF "mailto:zq7-email@example.org?subject=$subject&amp;body=Dear%20zq7-name%2C%0D%0A" links
  # where there is no letter there is no link: a survivor is never written to
  mlr --csv cut -x -r -f '^ta_(to|reply|subject|letter)$' queue.csv >unwritten.csv
  mlr --csv put '$role = "survivor"' in.csv | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q |
    ta-reply -q -o survivors.csv
  for file in unwritten survivors; do
    ta-report -q --private -t html board $file.csv >none.html
    grep -q zq7-email none.html || grep -q '<small>' none.html
    run ! grep 'mailto:' none.html
  done
  # an address that cannot be one is no link
  mlr --csv put '$ta_to = "javascript:alert(1)"' queue.csv >bad.csv
  ta-report -q --private -t html board bad.csv >bad.html
  grep -q R1 bad.html
  run ! grep -i 'href="[^#]' bad.html
}

@test "each row says when it is due, what is next and who does it; the late ones first" {
  queue
  ta-report -q -t html board queue.csv >board.html
  grep -qF '<p class="lead">1 of 2 is late: past the target or the work-by date.</p>' board.html
  sed -n '/<table class="work">/,/<\/table>/p' board.html | grep -oE '[0-9]+ days late|<td><strong>[^<]*|<small>(mk|nobody yet)' >said
  # the target was October 23; since then there was one holiday
  printf '%s\n' '21 days late' '<td><strong>Write the answer, and log answered' '<small>mk' \
    '<td><strong>Write the answer, and log answered' '<small>nobody yet' | diff - said
}

@test "the policy of a page names its style's sum, and no script, link or style stands in it" {
  queue
  ta-report -q -t html board queue.csv >board.html
  sum=$(perl -0777 -ne 'print $1 if m{<style>(.*?)</style>}s' board.html | perl -MDigest::SHA=sha256_base64 -0777 -ne 'print sha256_base64($_), "="')
  grep -qF "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-$sum'\"" board.html
  cmp <(perl -0777 -ne 'print $1 if m{<style>(.*?)</style>}s' board.html) "$root/lib/board/page.css"
  run ! grep -qE '<script|<link|<img| style=| on[a-z]+=|url\(|@import' board.html
}

@test "no record, one record, nothing answered: a page that says so" {
  queue
  head -n 1 queue.csv >none.csv
  ta-report -q -t html board none.csv >none.html
  grep -q '<p>There are none.</p>' none.html
  run ! grep -q '<table' none.html
  mlr --csv head -n 1 then put '$ta_due_status = "on-track"' queue.csv >one.csv
  ta-report -q -t html board one.csv | grep -qF '<p class="lead">1, and none is late.</p>'
  ta-report -q -t html quarter one.csv >one.html
  grep -q 'Left out: 1 without a day in answered.' one.html
}

@test "the table of a list says that its rows add up to more" {
  queue
  ta-report -q -t html --by topics queue.csv | grep -q 'the rows add up to more than there are requests'
  run ! grep -q 'add up to more' <(ta-report -q -t html --by role queue.csv)
}

@test "the same run is the same bytes; -t html is ta-report's alone" {
  queue
  ta-report -q -t html board queue.csv >one.html
  TZ=Asia/Tokyo LC_ALL=C.UTF-8 ta-report -q -t html board queue.csv | same one.html /dev/stdin
  ta-due -t jsonl queue.csv 2>/dev/null | ta-report -q -t html board | same one.html /dev/stdin
  for tool in ta-due ta-validate ta-route ta-submit; do
    go "$tool" -t html queue.csv
    ended 2
    grep -q "'html' is a page, which ta-report makes" err
  done
  go ta-report --private board queue.csv
  ended 2
  go ta-report -t html --columns id board queue.csv
  ended 2
}

@test "a chart has a place for each week, and the last half year of them" {
  {
    echo id,received,ta_due_status,ta_days_taken,ta_in_target,ta_queue
    for n in $(seq 0 39); do echo "R$n,$(date -u -d "2026-01-05 $((n * 7)) days" +%F),on-track,,,"; done
    echo R99,2026-11-16,on-track,,,
  } >in.csv
  ta-report -q -t html board in.csv >board.html
  # the last is the week of November 16, the first one that is drawn is 25 weeks before
  sed -n '/id="received"/,/<\/section>/p' board.html >section
  [ "$(grep -c '<tr><th scope="row"' section)" -eq 21 ]
  grep -q '<th scope="row">May 25, 2026</th>' section
  grep -q '20 earlier rows are left out here' section
  [ "$(grep -o '<rect class="first" x' section | wc -l)" -eq 21 ]
  grep -qF 'x="96.48%"' section
}

@test "ten thousand open requests are a page in about a second; the README's picture is small" {
  "$TA_BUILD/bench/generate" 10000 3 | mlr --csv put '$status = "new"; $answered = ""; $holds = ""' |
    ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q -o queue.csv
  began=$(date +%s%N)
  ta-report -q -t html -o board.html board queue.csv
  [ $((($(date +%s%N) - began) / 1000000)) -lt 3000 ]
  [ "$(grep -c 'scope="row"' board.html)" -gt 10000 ]
  [ "$(stat -c %s "$root/examples/board.png")" -lt 200000 ]
}
