#!/usr/bin/env bats
# ta-history: who asked before, as other programs count it, whatever comes after, and without an outcome changed.
#
# shellcheck disable=SC2154,SC2030,SC2031
# rc is set by go; each test has its own environment.

load helper

# The office of these tests is in UTC, so that other programs know its days.
setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  ta-policy | sed 's|^timezone: .*|timezone: UTC|' >utc.yaml
  requests 3000 1 >requests.csv
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  export TA_POLICY=$BATS_FILE_TMPDIR/utc.yaml
  requests=$BATS_FILE_TMPDIR/requests.csv
}

# requests N SEED: of 40 people in no order of days, with and without a time, in other spellings and zones. `alike` says
# which are alike for a repeat, by a number that the tools do not know.
requests() {
  perl -e '
    ($n, $seed) = @ARGV; srand $seed;
    @assistance = qw(case-consultation general-information document-review);
    @facts = (["May she work?", "may  she WORK", "May she work"], ["Which form is new?", "Which form is new"], ["", " ", "n/a"], ["What now?", "WHAT NOW"]);
    print "id,received,email,person,role,assistance,document,courses_passed,facts,materials_reviewed,follows_prior_advice,status,ta_forgotten,alike\n";
    for (1 .. $n) {
      my $p = int rand 40;
      my $mail = rand() < .02 ? "" : rand() < .5 ? "p$p\@example.org" : "P$p\@Example.ORG ";
      my $person = rand() < .1 ? ("P" . ($p % 7) . "\@example.org") : rand() < .05 ? " Ana Núñez" : "";
      my ($sec, $min, $hour, $day, $month, $year) = gmtime(1700000000 + int(rand(800) ** 1) * 86400);
      my $at = sprintf "%04d-%02d-%02d", $year + 1900, $month + 1, $day;
      my $kind = rand;
      $at .= sprintf "T%02d:%02d:%02d%s", rand 24, rand 60, rand 60, (qw(Z -08:00 +05:30))[rand 3] if $kind < .5;
      $at = "" if $kind > .98;
      my $a = int rand 3; my $d = $a == 2 ? int rand 3 : 0;
      my $f = int rand 4; my @same = @{$facts[$f]};
      my $courses = (("") x 2, "human-trafficking-defined", "human-trafficking-defined;t-visas-part-1")[rand 4];
      print join(",", "R$_", $at, $mail, $person, "attorney", $assistance[$a], ("", "t-visa-denial", "victim-compensation")[$d], $courses,
        $same[rand @same], ("", "no", "yes")[rand 3], ("", "no", "yes")[rand 3], rand() < .05 ? "merged" : "new",
        rand() < .03 ? "2026-11-01" : "", "$a.$d.$f"), "\n";
    }' "$1" "$2"
}

# told FILE: the id and the columns of ta-history, with bars between.
told() {
  mlr -S --icsv --ocsv --ofs '|' --headerless-csv-output cut -o -f id,ta_earlier,ta_earlier_ids,ta_same_as,ta_signs "$1"
}

# counted FILE: the same by sqlite3.
counted() {
  mlr -S --csv template -f id,received,email,person,assistance,document,courses_passed,materials_reviewed,follows_prior_advice,status,ta_forgotten,alike \
    --fill-with '' "$1" >table.csv
  sqlite3 :memory: '.mode csv' '.import table.csv records' '.mode list' ".read $data/history.sql"
}

@test "history: every count, id, repeat and sign is what sqlite3 makes of the same records" {
  for seed in 1 2; do
    requests 3000 $seed >some.csv
    quietly ta-history -q some.csv >out.csv
    told out.csv >got
    counted some.csv >wanted
    [ "$(wc -l <wanted)" -eq 3000 ]
    same wanted got
    # and there is something to count
    [ "$(awk -F'|' '$2 > 5' got | wc -l)" -gt 1000 ]
    [ "$(awk -F'|' '$4 != ""' got | wc -l)" -gt 100 ]
    [ "$(grep -c 'materials-skipped:[0-9]*;training-skipped:[0-9]*;advice-ignored' got)" -gt 50 ]
    [ "$(awk -F'|' '$2 == ""' got | wc -l)" -gt 50 ]
  done
}

@test "history: the same of the benchmark's records, whose ids are long" {
  generate 5000 3 >some.csv
  # a few requesters, so that they ask again
  mlr -S --csv put '$email = "p" . (strlen($facts) % 97) . "@example.org"; $person = ""; $ta_forgotten = "";
    $alike = tolower($assistance . "|" . $document . "|" . strip(gsub($facts, "[^\pL\pN]+", " ")))' some.csv >few.csv
  quietly ta-history -q few.csv | told /dev/stdin | cut -d'|' -f1-4 >got
  counted few.csv | cut -d'|' -f1-4 >wanted
  same wanted got
  [ "$(awk -F'|' '$2 > 5' got | wc -l)" -gt 1000 ]
}

@test "history: a record's columns are the same whatever comes after it" {
  quietly ta-history -q "$requests" >whole.csv
  for n in 1 2 3 10 100 999 2000; do
    head -n $((n + 1)) "$requests" >part.csv
    quietly ta-history -q part.csv >out.csv
    same <(head -n $((n + 1)) whole.csv) out.csv
    # and in whatever order
    { head -n $((n + 1)) "$requests"; tail -n +$((n + 2)) "$requests" | sort -t, -k5; } >other.csv
    quietly ta-history -q other.csv | head -n $((n + 1)) >out.csv
    same <(head -n $((n + 1)) whole.csv) out.csv
  done
}

@test "history: in all orders of six records, what is said of each follows from which stand before it" {
  perl -e '
    @r = ("A,2026-03-01,a\@x.org,why,no", "B,2026-03-02T10:00:00Z,a\@x.org,why,no", "C,2026-03-02T09:00:00Z,a\@x.org,how,no",
      "D,2026-06-01,a\@x.org,why,yes", "E,2025-03-01,a\@x.org,,no", "F,2026-03-02T09:30:00Z,b\@x.org,why,no");
    sub all { my ($done, $left) = @_;
      if (!@$left) { open F, ">", sprintf("o%03d.csv", $k++) or die; print F "id,received,email,facts,materials_reviewed\n", map { "$_\n" } @$done; close F; return }
      for my $i (0 .. $#$left) { all([@$done, $left->[$i]], [map { $left->[$_] } grep { $_ != $i } 0 .. $#$left]) } }
    all([], \@r)'
  [ "$(find . -name 'o*.csv' | wc -l)" -eq 720 ]
  for file in o*.csv; do
    ta-history -q "$file"
  done | awk -F, '$1 == "id" { before = ""; next } { set = ""; for (c = 65; c < 71; c++) if (index(before, sprintf("%c", c))) set = set sprintf("%c", c)
        print $1 " after " set ": " $6 "|" $7 "|" $8 "|" $9; before = before $1 }' |
    sort -u >said
  # 6 records, each after any of 32 sets of others
  [ "$(wc -l <said)" -eq 192 ]
  grep -qx 'D after ABCE: 3|A;C;B||materials-skipped:3' said
  grep -qx 'B after ACD: 2|A;C|A|materials-skipped:3' said
  grep -qx 'A after BCDEF: 1|E||materials-skipped:2' said
}

# without FILE: without what ta-history adds, and the two notes that come of it.
without() {
  mlr -S --csv cut -x -f ta_earlier,ta_earlier_ids,ta_same_as,ta_signs then put '
    if (is_present($ta_findings)) { $ta_findings = joinv(apply(select(splitax($ta_findings, ";"), func(f) { return f != "may-repeat" && f != "possible-overuse" }),
      func(f) { return f }), ";") }' "$1"
}

@test "history: no outcome, date, place or validity changes by it" {
  generate 3000 5 | mlr -S --csv put '$email = "p" . (strlen($facts) % 37) . "@example.org"' >made.csv
  quietly ta-submit -q -t csv "$examples/google-forms.csv" >form.csv
  # each request twice, so that each is a repeat
  mlr -S --csv put '$id = "second-" . $id' form.csv | tail -n +2 | cat form.csv - >twice.csv
  for file in made.csv twice.csv "$requests" "$examples"/exports/*.csv; do
    name=$(basename "$file" .csv)
    if [[ $file == */exports/* ]]; then
      quietly ta-submit -q -t csv -m "$examples/maps/${name%-utf8}.yaml" "$file" >in.csv
      file=in.csv
    fi
    rest() { quietly ta-validate -q | quietly ta-due -q | quietly ta-prioritize -q | quietly ta-route -q; }
    rest <"$file" >plain.csv
    quietly ta-history -q "$file" | rest >told.csv
    same <(without plain.csv) <(without told.csv)
  done
  # the notes were there
  quietly ta-history -q twice.csv | quietly ta-validate -q >valid.csv
  [ "$(grep -c may-repeat valid.csv)" -ge 60 ]
  quietly ta-history -q "$requests" | quietly ta-validate -q >valid.csv
  [ "$(grep -c possible-overuse valid.csv)" -gt 100 ]
}

# one LINES: what is said of the last of these records, which have id, received, email and facts.
one() {
  printf '%s\n' id,received,email,facts "$@" >one.csv
  ta-history -q one.csv >one.out
  tail -n 1 one.out | cut -d, -f5-
}

@test "history: the window is in days of the office, both ends included, over leap days" {
  [ "$(one A,2027-03-01,a@x.org,x B,2028-02-29,a@x.org,y)" = 1,A,, ]
  [ "$(one A,2027-03-01,a@x.org,x B,2028-03-01,a@x.org,y)" = 0,,, ]
  [ "$(one A,2026-03-01T23:59:59Z,a@x.org,x B,2027-03-01T00:00:00Z,a@x.org,y)" = 1,A,, ]
  # thirty days for a repeat
  [ "$(one A,2026-01-30,a@x.org,x B,2026-03-01,a@x.org,x)" = 1,A,A, ]
  [ "$(one A,2026-01-29,a@x.org,x B,2026-03-01,a@x.org,x)" = 1,A,, ]
  # a day of another zone is the office's
  ta-policy -p "$TA_POLICY" | sed 's|UTC|America/Los_Angeles|' >la.yaml
  [ "$(one A,2026-03-01T01:00:00Z,a@x.org,x B,2027-02-28,a@x.org,y)" = 1,A,, ]
  [ "$(TA_POLICY=la.yaml one A,2026-02-28T01:00:00Z,a@x.org,x B,2027-02-28,a@x.org,y)" = 0,,, ]
  # the earliest and the latest days that there are
  [ "$(one A,1970-01-01,a@x.org,x B,1970-01-01,a@x.org,x)" = 1,A,A, ]
  [ "$(one A,2100-12-31,a@x.org,x B,2100-12-31T23:59:59Z,a@x.org,x)" = 1,A,A, ]
}

@test "history: what was received later does not count; a day without a time may be any moment of it" {
  [ "$(one A,2026-03-02,a@x.org,x B,2026-03-01,a@x.org,x)" = 0,,, ]
  [ "$(one A,2026-03-01T10:00:01Z,a@x.org,x B,2026-03-01T10:00:00Z,a@x.org,x)" = 0,,, ]
  [ "$(one A,2026-03-01T10:00:00Z,a@x.org,x B,2026-03-01T10:00:00Z,a@x.org,x)" = 1,A,A, ]
  [ "$(one A,2026-03-01T10:00:00Z,a@x.org,x B,2026-03-01T09:30:00-00:30,a@x.org,x)" = 1,A,A, ]
  [ "$(one A,2026-03-01,a@x.org,x B,2026-03-01T00:00:00Z,a@x.org,x)" = 1,A,A, ]
  [ "$(one A,2026-03-01T23:59:59Z,a@x.org,x B,2026-03-01,a@x.org,x)" = 1,A,A, ]
}

@test "history: of many the last five by their receipt, and the latest that is repeated" {
  [ "$(one 1,2026-03-05,a@x.org,x 2,2026-03-01,a@x.org,x 3,2026-03-03,a@x.org,y 4,2026-03-02,a@x.org,x 5,2026-03-04,a@x.org,x \
    6,2026-03-03,a@x.org,x 7,2026-03-09,a@x.org,x 8,2026-03-05,a@x.org,x)" = '6,4;3;6;5;1,1,' ]
}

@test "history: who has no day of receipt is not told of, and no date is made up" {
  printf '%s\n' id,received,email,facts A,2026-03-01,a@x.org,x B,,a@x.org,x C,24.3.26,a@x.org,x D,2026-03-02,a@x.org,x >in.csv
  go ta-history in.csv
  [ "$rc" -eq 1 ]
  same out - <<'END'
id,received,email,facts,ta_earlier,ta_earlier_ids,ta_same_as,ta_signs
A,2026-03-01,a@x.org,x,0,,,
B,,a@x.org,x,,,,
C,24.3.26,a@x.org,x,,,,
D,2026-03-02,a@x.org,x,1,A,A,
END
  grep -qxF 'ta-history: in.csv:3: row 3: id B: received: it is blank, so what came before is not known [date-unread]' err
  grep -qxF 'ta-history: in.csv:4: row 4: id C: received: it cannot be read, so what came before is not known [date-unread]' err
  [ "$(tail -n 1 err)" = 'ta-history: 4 read, 1 of somebody who asked before, 1 repeats, 0 with signs, 2 not decided' ]
}

@test "history: nobody's are the blank, the forgotten and the merged, in whatever column they say so" {
  printf '%s\n' id,received,email,person,facts,status,ta_forgotten \
    A,2026-03-01,,,x,, B,2026-03-01,,,x,, C,2026-03-01,' ',' ',x,, \
    D,2026-03-01,a@x.org,,x,,2026-11-01 E,2026-03-01,a@x.org,,x,Merged, F,2026-03-01,A@X.org,,x,, \
    G,2026-03-01,a@x.org,,x,,' ' H,2026-03-02,b@x.org,'A@x.ORG ',x,, >in.csv
  ta-history -q in.csv >out.csv
  same <(told out.csv) - <<'END'
A||||
B||||
C||||
D||||
E||||
F|0|||
G|1|F|F|
H|2|F;G|G|
END
  # a later document that brings the column
  printf -- '---\nid: A\nreceived: 2026-03-01\nemail: a@x.org\n---\nid: B\nreceived: 2026-03-01\nemail: a@x.org\nta_forgotten: 2026-11-01\n---\nid: C\nreceived: 2026-03-01\nemail: a@x.org\n' >in.yaml
  ta-history -q -t yaml in.yaml | grep '^ta_earlier:' | paste -sd' ' >out
  [ "$(cat out)" = "ta_earlier: '0' ta_earlier: '' ta_earlier: '1'" ]
}

@test "history: a repeat is by letters and digits, lists are sets, and a blank equals a blank" {
  sed 's/^  repeat: .*/  repeat: {same: [facts, topics, email], within: 30 days}/; s/^  requester: .*/  requester: [person, organization]/' "$TA_POLICY" >other.yaml
  export TA_POLICY=other.yaml
  printf '%s\n' id,received,organization,email,facts,topics \
    'A,2026-03-01,Lantern,a@x.org,"May she, who left, work?",civil;ethics' \
    'B,2026-03-02,LANTERN,A@x.org,may she - who left - WORK,Ethics ;civil; ethics' \
    'C,2026-03-03,lantern,a@x.org,May she who left work,civil' \
    'D,2026-03-04,lantern,a-b@x.org,May she who left work,civil' \
    E,2026-03-05,lantern,,, \
    'F,2026-03-06,lantern,,?!,;' \
    G,2026-03-07,lantern,,n/a, \
    H,2026-03-08,lantern,,,ethicscivil \
    I,2026-03-09,lantern,,,civilethics \
    'J,2026-03-09,lantern,,,ethics;civil' >in.csv
  ta-history -q in.csv >out.csv
  [ "$(mlr --icsv --onidx --ofs : cut -o -f id,ta_same_as out.csv | paste -sd' ')" = 'A: B:A C: D: E: F:E G:F H: I: J:' ]
}

@test "history: a person with two addresses, by one row of staff's table; case does not count" {
  printf '%s\n' id,Timestamp,Email,Role,Assistance,Facts R17,11/2/2026,ana@example.org,Attorney,case-consultation,why \
    R30,11/20/2026,ana.b@example.org,Attorney,case-consultation,how R31,11/21/2026,Ana@example.org,Attorney,case-consultation,how >form.csv
  printf '%s\n' email,person ana.b@example.org,Ana@example.org >people.csv
  ta-submit -q -t csv form.csv --join people.csv | ta-history -q >out.csv
  [ "$(told out.csv | paste -sd' ')" = 'R17|0||| R30|1|R17|| R31|2|R17;R30|R30|' ]
  printf '%s\n' email,person ana.b@example.org,'Ana B.' ana@example.org,'ANA B.' >people.csv
  ta-submit -q -t csv form.csv --join people.csv | ta-history -q >out.csv
  [ "$(told out.csv | paste -sd' ')" = 'R17|0||| R30|1|R17|| R31|2|R17;R30|R30|' ]
}

@test "history: a sign counts in as many requests as the policy says, this one among them" {
  sed 's/^  signs_in: .*/  signs_in: 3/' "$TA_POLICY" >three.yaml
  printf '%s\n' id,received,email,materials_reviewed A,2026-03-01,a@x.org,no B,2026-03-02,a@x.org,no C,2026-03-03,a@x.org,yes \
    D,2026-03-04,a@x.org,no E,2026-03-05,b@x.org,no F,2027-03-02,a@x.org,no >in.csv
  signs() { ta-history -q "$@" in.csv >out.csv; mlr --icsv --onidx --ofs = cut -o -f id,ta_signs out.csv | sed 's/materials-skipped://' | paste -sd' '; }
  [ "$(signs)" = 'A= B=2 C=2 D=3 E= F=3' ]
  [ "$(signs -p three.yaml)" = 'A= B= C= D=3 E= F=3' ]
  sed '/^  signs/d; /^  repeat:/d' "$TA_POLICY" >none.yaml
  [ "$(signs -p none.yaml)" = 'A= B= C= D= E= F=' ]
  [ "$(told out.csv | tail -n 1)" = 'F|3|B;C;D||' ]
}

@test "history: what an earlier run has left is worked out anew, and a sign cannot see it" {
  printf '%s\n' id,ta_signs,received,email,ta_same_as,facts,ta_earlier A,bad,2026-03-01,a@x.org,Z,x,9 B,bad,,a@x.org,Z,x,9 C,bad,2026-03-02,a@x.org,Z,x,9 >in.csv
  go ta-history -q in.csv
  same out - <<'END'
id,ta_signs,received,email,ta_same_as,facts,ta_earlier,ta_earlier_ids
A,,2026-03-01,a@x.org,,x,0,
B,,,a@x.org,,x,,
C,,2026-03-02,a@x.org,A,x,1,A
END
  # also where there is no history
  ta-policy | sed '/^history:/,/^$/d' >without.yaml
  go ta-history -p without.yaml in.csv
  [ "$rc" -eq 0 ]
  grep -qx 'ta-history: 3 read; the policy has no history' err
  same out - <<'END'
id,ta_signs,received,email,ta_same_as,facts,ta_earlier,ta_earlier_ids
A,,2026-03-01,a@x.org,,x,,
B,,,a@x.org,,x,,
C,,2026-03-02,a@x.org,,x,,
END
  ta-policy | sed 's/{id: advice-ignored, when: {follows_prior_advice: no}}/{id: advice-ignored, when: {ta_earlier: {present: yes}}}/' >loop.yaml
  for _ in 1 2; do
    ta-history -q -p loop.yaml in.csv >out.csv || [ "$?" -eq 1 ]
    run ! grep advice-ignored out.csv
    mv out.csv in.csv
  done
}

@test "history: conditions see the columns, blank where it did not run" {
  ta-policy | sed 's/when: {ta_same_as: {present: yes}}/when: {ta_earlier: {at_least: 3}}/;
    s/when: {ta_signs: {present: yes}, is_not/when: {ta_signs: {mentions: [advice-ignored]}, is_not/' >three.yaml
  export TA_POLICY=three.yaml
  for n in 1 2 3 4 5; do echo "$n,2026-03-0$n,a@x.org,attorney,case-consultation,May the client work while the case is pending?,$([ $n -lt 4 ] && echo yes || echo no)"; done |
    sed '1i id,received,email,role,assistance,facts,follows_prior_advice' >in.csv
  findings() { mlr --icsv --onidx --ofs = cut -o -f id,ta_findings "$1" | paste -sd' '; }
  ta-history -q in.csv | ta-validate -q >out.csv
  [ "$(findings out.csv)" = '1= 2= 3= 4=may-repeat;advice-not-followed 5=may-repeat;possible-overuse;advice-not-followed' ] ||
    [ "$(findings out.csv)" = '1= 2= 3= 4=advice-not-followed;may-repeat 5=advice-not-followed;may-repeat;possible-overuse' ] || { findings out.csv; return 1; }
  ta-validate -q in.csv >out.csv
  [ "$(findings out.csv)" = '1= 2= 3= 4=advice-not-followed 5=advice-not-followed' ]
  # the notes are named where it is asked why, and requesters are not told
  ta-history -q in.csv | ta-validate -e 2>err >/dev/null
  grep -q 'id 5: checks: may-repeat: yes: ta_earlier: {at_least: 3}' err
  ta-history -q in.csv | ta-validate -q --list >list.csv || [ "$?" -eq 1 ]
  run ! grep -E 'repeat|overuse' list.csv
}

@test "history: why a sign is none, by -e, and nothing is told otherwise for it" {
  printf '%s\n' id,received,email,facts,materials_reviewed,follows_prior_advice A,2026-03-01,a@x.org,x,no,yes >in.csv
  go ta-history -e in.csv
  [ "$rc" -eq 0 ]
  grep -qx 'ta-history: in.csv:2: row 2: id A: facts: materials-skipped: yes: materials_reviewed: no' err
  grep -qx 'ta-history: in.csv:2: row 2: id A: facts: advice-ignored: no: not follows_prior_advice: no' err
  ta-history -q in.csv | same out -
}

@test "history: nothing, one record, and every format" {
  printf 'id,received,email,facts\n' >in.csv
  ta-history -q in.csv >out.csv
  same out.csv - <<<id,received,email,facts,ta_earlier,ta_earlier_ids,ta_same_as,ta_signs
  ta-validate -q -t jsonl in.csv >in.jsonl
  ta-history -q in.jsonl >out.jsonl
  ta-history -q -t csv out.jsonl | head -n 1 | grep -q ',ta_earlier,ta_earlier_ids,ta_same_as,ta_signs$'
  [ "$(one A,2026-03-01,a@x.org,x)" = 0,,, ]
  quietly ta-history -q "$requests" | told /dev/stdin >wanted
  for format in yaml jsonl; do
    quietly ta-history -q -t $format "$requests" >told.$format
    quietly ta-validate -q -t $format "$requests" >in.$format
    quietly ta-history -q -t csv in.$format | told /dev/stdin | same wanted -
    # what it has written it reads again
    quietly ta-history -q -t csv told.$format | told /dev/stdin | same wanted -
  done
  quietly ta-history -q --columns id,ta_earlier -t text "$requests" | head -n 2 | tail -n 1 | grep -q '^R1 *0'
}

@test "history: the parts of all records have what the whole has" {
  quietly ta-history -q "$requests" | told /dev/stdin | sort >wanted
  for part in 1 2 3; do
    quietly ta-history -q --shard $part/3 "$requests" >part.csv
    [ "$(wc -l <part.csv)" -lt 1500 ]
    told part.csv
  done | sort >got
  same wanted got
  # each says of its own records alone that they have no day
  quietly ta-history -q "$requests" >/dev/null
  for part in 1 2 3; do
    ta-history --shard $part/3 "$requests" 2>&1 >/dev/null | tail -n 1 | grep -oE '^ta-history: [0-9]+ read|[0-9]+ not decided'
  done | grep -oE '[0-9]+' | awk '{ n[NR % 2] += $1 } END { print n[1], n[0] }' >sums
  [ "$(cat sums)" = "3000 $(awk -F, '$2 == "" && $13 == "" && $12 != "merged" && $3 $4 !~ /^ *$/' "$requests" | wc -l)" ]
}

@test "history: hostile ids and columns: a semicolon, a quote, a line end, 1,020 columns, an id twice, none" {
  [ "$(one 'a;b,2026-03-01,a@x.org,x' '"c,""d",2026-03-02,a@x.org,y' 'E,2026-03-03,a@x.org,x')" = '2,"a,b;c,""d",a;b,' ]
  [ "$(one 'A,2026-03-01,a@x.org,x' 'A,2026-03-02,a@x.org,x' ',2026-03-03,a@x.org,x' 'B,2026-03-04,a@x.org,x')" = '3,A;A,,' ]
  { printf 'id,received,email,facts'; printf ',c%d' {1..1016}; echo; for n in 1 2; do printf "R%s,2026-03-01,a@x.org,x" $n; printf ',%.0sv' {1..1016}; echo; done; } >wide.csv
  ta-history -q wide.csv | tail -n 1 | grep -q ',1,R1,R1,$'
}

@test "history: a requester takes 16 bytes and a place, a record 96 at the most with its id" {
  nm "$(command -v ta-history)" | grep -q __asan_init && return
  many() { # N: their ids as ta-submit makes them, of 1,000 people
    perl -e 'print "id,received,email,facts,materials_reviewed\n"; for (1 .. $ARGV[0]) {
      printf "ta-%020x,2026-%02d-%02d,p%d\@example.org,what is %d,no\n", $_, 1 + $_ / 7 % 12, 1 + $_ % 28, $_ % 1000, $_ }' "$1"
  }
  for n in 100000 400000; do
    many $n >in.csv
    command time -o peak.$n -f %M ta-history -q -o out.csv in.csv
    [ "$(wc -l <out.csv)" -eq $((n + 1)) ]
  done
  echo "$(cat peak.100000) and $(cat peak.400000) KiB"
  [ $((($(cat peak.400000) - $(cat peak.100000)) * 1024)) -le $((96 * 300000)) ]
}

# seconds N: of the processor, for n requests of one requester, the last of which comes first.
seconds() {
  perl -e 'print "id,received,email,facts\n"; for (reverse 1 .. $ARGV[0]) { printf "R%d,%04d-%02d-%02dT%02d:%02d:00Z,a\@example.org,why\n",
    $_, 1971 + $_ / 40320 / 12, 1 + $_ / 40320 % 12, 1 + $_ / 1440 % 28, $_ / 60 % 24, $_ % 60 }' "$1" >in.csv
  command time -o used -f %U ta-history -q -o out.csv in.csv
  cat used
}

@test "history: one who has asked 200,000 times, in whatever order, takes time in proportion" {
  nm "$(command -v ta-history)" | grep -q __asan_init && return
  few=$(seconds 25000)
  many=$(seconds 200000)
  echo "$few and $many s"
  # 8 times as many; quadratic would be 64 times as long
  awk -v few="$few" -v many="$many" 'BEGIN { exit !(many < 20 * (few + .05)) }'
}
