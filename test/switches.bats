#!/usr/bin/env bats
# High volume, decided once for the whole pipe: by hand, by the policy's days, by the number of open requests. What
# ta-submit decides is the column ta_switches, and the tools behind it go by that.

# shellcheck disable=SC2030,SC2031 # each test has its own environment

load helper

# busy KEYS: the built-in policy, whose switch has these keys beside the default.
busy() {
  ta-policy | sed "s|^  high_volume: {default: off}.*|  high_volume: {default: off, $1}|"
}

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  busy 'auto: {open_requests_over: 60}' >auto.yaml
  busy 'during: [2026-12-01/2027-01-15, 2026-11-20]' >during.yaml
  busy 'during: [2026-12-01/2027-01-15], auto: {open_requests_over: 2}' >both.yaml
  ta-policy | sed 's|^  high_volume: {default: off}.*|&\n  short_staffed: {default: off, auto: {open_requests_over: 3}}\n  festive: {default: on}|' >three.yaml
  ta-policy | sed 's|^  high_volume: {default: off}.*|  high_volume: {default: on, auto: {open_requests_over: 60}}|' >always.yaml
}

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  ln -s "$BATS_FILE_TMPDIR"/*.yaml .
}

# requests N: so many that are open, one that is finished and one that is redirected.
requests() {
  echo id,received,email,role,assistance,facts,status
  for i in $(seq "$1"); do
    echo "r$i,2026-11-02,a$i@example.org,attorney,case-consultation,Why $i?,"
  done
  echo done,2026-11-02,b@example.org,attorney,case-consultation,What?,closed
  echo sent,2026-11-02,c@example.org,survivor,case-consultation,Where?,
}

# told WANTED: every record of out has the column, and it is this.
told() {
  mlr -S --icsv --ojson count-distinct -f ta_switches then cut -f ta_switches out >cells
  printf '[\n{\n  "ta_switches": "%s"\n}\n]\n' "$1" | same - cells
}

# no_column: out has none.
no_column() {
  if head -n 1 out | grep -q ta_switches; then return 1; fi
}

# slips NUMBER ARGUMENTS...: of so many records the whole pipe says that the target may slip, and puts a group first.
slips() {
  local wanted=$1
  shift
  quietly ta-submit -q "$@" in.csv | ta-validate -q "${behind[@]}" | ta-due -q "${behind[@]}" |
    ta-prioritize -q "${behind[@]}" | ta-route -q "${behind[@]}" >queue
  [ "$(mlr -S --icsv --ojson filter '$ta_findings =~ "target-may-slip"' then count queue | grep -o '[0-9]*')" = "$wanted" ]
  # the one who was trained, the last that came, goes first, unless all have waited long
  [ "$(mlr -S --icsv --onidx filter '$id == "r3"' then cut -f ta_groups queue | grep -c '^trained')" = "$((wanted > 0))" ]
  grep -q waited-long queue ||
    [ "$(mlr -S --icsv --onidx filter '$ta_outcome == "accept"' then cut -f id then head -n 1 queue)" = "$([ "$wanted" = 0 ] && echo r1 || echo r3)" ]
}
behind=()

@test "the note and the groups are there however the switch was turned on, through the whole pipe" {
  requests 3 | sed '2s/$/new/; s/,status$/,status,courses_taken/; s/$/,/; 4s/,$/,human-trafficking-defined/' >in.csv
  sed -i '1s/,$//' in.csv
  slips 0
  # by the command line, which speaks for one tool
  behind=(-s high_volume)
  slips 3 -s high_volume
  behind=()
  # by the environment
  export TA_SWITCHES=high_volume
  slips 3
  unset TA_SWITCHES
  # by the policy's days: the day is that of -d or TA_TODAY
  export TA_POLICY=during.yaml
  slips 0
  TA_TODAY=2026-12-01 slips 3
  TA_TODAY=2027-01-15 slips 3
  TA_TODAY=2027-01-16 slips 0
  TA_TODAY=2026-11-20 slips 3
  # by the number
  export TA_POLICY=both.yaml
  slips 3
  # on the command line of ta-submit alone: the column carries it
  slips 0 -s high_volume=off
  export TA_POLICY=auto.yaml
  slips 0
  slips 3 -s high_volume
}

@test "auto: more open requests than the number, neither finished nor redirected" {
  requests 60 >in.csv
  go ta-submit -p auto.yaml in.csv
  [ "$rc" -eq 0 ]
  if grep high_volume err; then return 1; fi
  told ''
  requests 61 >in.csv
  go ta-submit -p auto.yaml in.csv
  [ "$rc" -eq 0 ]
  [ "$(grep -cx 'ta-submit: high_volume is on: 61 open requests, over 60' err)" -eq 1 ]
  told high_volume
  # as asked for
  go ta-submit -p auto.yaml -s high_volume=auto in.csv
  grep -qx 'ta-submit: high_volume is on: 61 open requests, over 60' err
  told high_volume
  TA_SWITCHES=high_volume=auto go ta-submit -p auto.yaml in.csv
  told high_volume
  # not with -q, and the same bytes
  cp out one
  go ta-submit -q -p auto.yaml in.csv
  if grep high_volume err; then return 1; fi
  same one out
  # a hold is open
  sed 's/^\(r1,.*\),$/\1,on-hold/' in.csv >held.csv
  go ta-submit -q -p auto.yaml held.csv
  told high_volume
}

@test "auto: requests count as they are written, with staff's tables and events, as of the day" {
  requests 61 >in.csv
  printf 'id,status\nr7,answered\n' >staff.csv
  go ta-submit -q -p auto.yaml --join staff.csv in.csv
  told ''
  ta-submit -q -t jsonl in.csv >in.jsonl
  echo '{"ta_event":"closed","id":"r9","at":"2026-11-23"}' >event.jsonl
  go ta-submit -q -t csv -p auto.yaml in.jsonl event.jsonl
  [ "$(grep -c ',closed,' out)" -eq 2 ]
  told ''
  go ta-submit -q -t csv -p auto.yaml -d 2026-11-22 in.jsonl event.jsonl
  told high_volume
  # a row that is a reject counts for nothing
  { sed '$d' in.csv | sed '$d'; echo r62; } | sed '/^r61,/d' >ragged.csv
  quietly ta-submit -q -p auto.yaml -r rejects.csv ragged.csv >out
  [ -s rejects.csv ]
  told ''
}

@test "during: the day decides, and the reason is said" {
  requests 2 >in.csv
  go ta-submit -p during.yaml -d 2026-12-05 in.csv
  grep -qx 'ta-submit: high_volume is on, since 2026-12-05 lies in 2026-12-01/2027-01-15' err
  told high_volume
  go ta-submit -p during.yaml -d 2026-11-20 in.csv
  grep -qx "ta-submit: high_volume is on, since 2026-11-20 is one of the policy's days" err
  told high_volume
  go ta-submit -p during.yaml -d 2026-11-21 in.csv
  if grep high_volume err; then return 1; fi
  told ''
  go ta-submit -q -p during.yaml -d 2026-12-05 in.csv
  if grep high_volume err; then return 1; fi
  # a day decides before the number, and needs none
  go ta-submit -p both.yaml -d 2026-12-05 in.csv
  grep -q 'since 2026-12-05' err
  if grep -q 'open requests' err; then return 1; fi
  requests 3 >in.csv
  go ta-submit -p both.yaml in.csv
  grep -q 'high_volume is on: 3 open requests, over 2' err
}

@test "on and off by the command line or TA_SWITCHES win, and say nothing" {
  requests 61 >in.csv
  for policy in auto during both; do
    go ta-submit -p $policy.yaml -d 2026-12-05 -s high_volume=off in.csv
    if grep high_volume err; then return 1; fi
    told ''
    TA_SWITCHES=high_volume=off go ta-submit -p $policy.yaml -d 2026-12-05 in.csv
    told ''
    TA_SWITCHES=high_volume=off go ta-submit -p $policy.yaml -d 2026-12-05 -s high_volume in.csv
    if grep high_volume err; then return 1; fi
    told high_volume
  done
  # and auto over what the environment says
  TA_SWITCHES=high_volume=off go ta-submit -p auto.yaml -s high_volume=auto in.csv
  told high_volume
  # what is on by default stays on
  requests 1 >in.csv
  go ta-submit -p always.yaml in.csv
  told high_volume
}

@test "the column is there where the policy turns a switch, on any day, and else never" {
  requests 2 >in.csv
  for day in 2026-11-24 2026-12-05; do
    for switch in '' '-s high_volume' '-s high_volume=off'; do
      for policy in auto during both three; do
        # shellcheck disable=SC2086 # words
        go ta-submit -q -p $policy.yaml -d $day $switch in.csv
        [ "$(head -n 1 out)" = id,received,email,role,assistance,facts,status,ta_source,ta_line,ta_switches ]
      done
      # shellcheck disable=SC2086 # words
      go ta-submit -q -d $day $switch in.csv
      no_column
    done
  done
  # without records, and in a place of its own beside what is verified
  head -n 1 in.csv >none.csv
  go ta-submit -q -p auto.yaml none.csv
  grep -q ',ta_switches$' out
  printf 'id,status\nr1,new\n' >staff.csv
  go ta-submit -q -p auto.yaml --join staff.csv in.csv
  head -n 1 out | grep -q ',ta_source,ta_line,ta_switches,ta_verified$'
  # in the other formats, and by hand
  go ta-submit -q -p auto.yaml -t jsonl in.csv
  [ "$(grep -c '"ta_switches":""' out)" -eq 4 ]
  go ta-submit -q -p both.yaml -d 2026-12-05 -t yaml -F role=attorney
  grep -qx 'ta_switches: high_volume' out
  # a ledger keeps what requesters sent
  go ta-submit -p both.yaml -d 2026-12-05 -a desk.jsonl in.csv
  [ "$rc" -eq 0 ]
  if grep -q high_volume err desk.jsonl; then return 1; fi
  go ta-submit -q -t csv -p both.yaml -d 2026-12-05 desk.jsonl
  told high_volume
}

@test "several switches: all that are on are named, in the policy's order" {
  requests 4 >in.csv
  go ta-submit -p three.yaml in.csv
  told 'short_staffed;festive'
  grep -q 'short_staffed is on: 4 open requests, over 3' err
  [ "$(grep -c ' is on' err)" -eq 1 ]
  go ta-submit -q -p three.yaml -s high_volume,festive=off in.csv
  told 'high_volume;short_staffed'
}

# of one record behind the door: whether the note is there.
slip() {
  go ta-validate -q "$@"
  [ "$rc" -le 1 ] || { cat err; return 2; }
  grep -q target-may-slip out
}

@test "behind the door: the record's column, before it the command line and TA_SWITCHES" {
  requests 1 | head -n 2 >in.csv
  ta-submit -q -p both.yaml in.csv >off.csv
  ta-submit -q -p both.yaml -s high_volume in.csv >on.csv
  ta-submit -q in.csv >none.csv
  for policy in both during; do
    export TA_POLICY=$policy.yaml
    # whatever the day of the policy says
    for day in 2026-11-24 2026-12-05; do
      slip -d $day on.csv
      if slip -d $day off.csv; then return 1; fi
      if slip -d $day -s high_volume=off on.csv; then return 1; fi
      slip -d $day -s high_volume off.csv
      if TA_SWITCHES=high_volume=off slip -d $day on.csv; then return 1; fi
      TA_SWITCHES=high_volume slip -d $day off.csv
    done
    # without the column: the day, else the default
    slip -d 2026-12-05 none.csv
    if slip none.csv; then return 1; fi
    if slip -d 2026-12-05 -s high_volume=off none.csv; then return 1; fi
  done
  # each record by its own, in files that were joined, and where some lack the key
  ta-submit -q -t jsonl none.csv >one
  jq -c '.id = "on" | .ta_switches = "high_volume"' one >on.jsonl
  jq -c '.id = "off" | .ta_switches = ""' one >off.jsonl
  jq -c '.id = "none" | del(.ta_switches)' one >none.jsonl
  ta-validate -q -d 2026-12-05 -t csv on.jsonl off.jsonl on.jsonl none.jsonl >out
  [ "$(mlr -S --icsv --onidx put '$note = $ta_findings =~ "target-may-slip" ? 1 : 0' then cut -o -f id,note out | paste -sd' ')" = \
    'on 1 off 0 on 1 none 1' ]
  # and --explain tries routes with what the record says
  ta-route -e -q <(ta-validate -q on.csv) >/dev/null 2>said || [ "$?" -eq 1 ]
}

@test "behind the door: two such columns are an error" {
  requests 1 | head -n 2 >in.csv
  ta-submit -q -p both.yaml in.csv | sed '1s/$/,ta_switches/; 2s/$/,high_volume/' >twice.csv
  go ta-validate -p both.yaml twice.csv
  refused ta-validate "twice.csv: there are two columns 'ta_switches'"
}

@test "behind the door: ta-policy --compare goes by the column" {
  requests 1 | head -n 2 >in.csv
  for state in on off; do
    ta-submit -q -p both.yaml -s high_volume=$state in.csv | sed '2s/^r1/'$state/ >$state.csv
  done
  sed '/id: target-may-slip/,/says/s/severity: note/severity: hold/' both.yaml >other.yaml
  if cmp -s both.yaml other.yaml; then return 1; fi
  go ta-policy -p both.yaml --compare other.yaml on.csv off.csv
  [ "$(mlr -S --icsv --onidx cut -f id out)" = on ]
}

@test "--compare says that auto is not counted there, once for each switch that nobody gives" {
  requests 2 >in.csv
  told="ta-policy: auto of high_volume is not counted here; give -s high_volume=on or off"
  ta-policy >plain.yaml
  for both in 'auto.yaml plain.yaml' 'plain.yaml auto.yaml' 'auto.yaml always.yaml'; do
    read -r old new <<<"$both"
    run -0 --separate-stderr ta-policy -p "$old" --compare "$new" in.csv
    same <(grep 'is not counted' <<<"$stderr") <(echo "$told")
    run -0 --separate-stderr ta-policy -q -p "$old" --compare "$new" in.csv
    [ -z "$stderr" ]
    for state in on off; do
      run -0 --separate-stderr ta-policy -p "$old" -s high_volume=$state --compare "$new" in.csv
      run ! grep 'is not counted' <<<"$stderr"
    done
  done
  # no number matters where it is on by itself, or has none
  run -0 --separate-stderr ta-policy -p always.yaml --compare always.yaml in.csv
  run ! grep 'is not counted' <<<"$stderr"
  run -0 --separate-stderr ta-policy -p plain.yaml --compare plain.yaml in.csv
  run ! grep 'is not counted' <<<"$stderr"
  TA_SWITCHES=high_volume run -0 --separate-stderr ta-policy -p three.yaml --compare three.yaml in.csv
  same <(grep 'is not counted' <<<"$stderr") <(echo "${told//high_volume/short_staffed}")
}

@test "behind the door: auto is ta-submit's to decide" {
  requests 1 | head -n 2 >in.csv
  ta-submit -q -p auto.yaml in.csv | ta-validate -q -p auto.yaml | ta-due -q -p auto.yaml >due.csv
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    go $tool -p auto.yaml -s high_volume=auto due.csv
    refused $tool "ta-submit, which sees all requests, decides whether 'high_volume' is on; it tells the tools behind it by the column ta_switches"
    # for a whole pipe it is what they do
    go $tool -q -p auto.yaml due.csv
    cp out one
    TA_SWITCHES=high_volume=auto go $tool -q -p auto.yaml due.csv
    [ "$rc" -eq 0 ]
    same one out
  done
  go ta-policy -p auto.yaml -s high_volume=auto --test "$examples/cases.csv"
  ended 2
  grep -q 'decides whether' err
  # where the policy has no number it is an error, at the door, too
  for tool in ta-submit ta-due; do
    go $tool -s high_volume=auto due.csv
    refused $tool "the switch 'high_volume' cannot be auto: the policy does not say with how many open requests it is on"
    TA_SWITCHES=high_volume=auto go $tool -p during.yaml due.csv
    refused $tool "the switch 'high_volume' cannot be auto: .*"
  done
}

@test "a stale queue: a switch that the policy does not have is said, with status 1" {
  requests 1 | head -n 2 >in.csv
  ta-submit -q -p three.yaml -s high_volume in.csv | ta-validate -q -p three.yaml | ta-due -q -p three.yaml >due.csv
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    go $tool due.csv
    [ "$rc" -eq 1 ]
    grep -q ': id r1: ta_switches: it names a switch that this policy does not have, which counts for nothing; run ta-submit again, with the same policy \[switch-unknown\]$' err
    tail -n 1 err | grep -q ', 1 not decided'
    if grep -q festive err; then return 1; fi
    go $tool -q due.csv
    [ "$rc" -eq 1 ]
    # what the policy does have still counts
    [ "$(column ta_switches out)" = 'high_volume;festive' ]
  done
  slip due.csv
  go ta-due -p three.yaml due.csv
  [ "$rc" -eq 0 ]
}

@test "a part does not see how many are open: on or off has to be said" {
  requests 3 >in.csv
  go ta-submit -p both.yaml --shard 1/2 in.csv
  refused ta-submit 'high_volume cannot be auto with --shard, which does not see the whole queue; set it to on or off'
  # a part that is the whole sees it
  go ta-submit -q -p both.yaml --shard 1/1 in.csv
  told high_volume
  # nor where it does not matter
  for words in '-s high_volume' '-s high_volume=off' '-d 2026-12-05'; do
    # shellcheck disable=SC2086 # words
    go ta-submit -q -p both.yaml --shard 1/2 $words in.csv
    [ "$rc" -eq 0 ]
  done
  # behind the door a part has been told
  ta-submit -q -p both.yaml in.csv | ta-validate -q -p both.yaml | ta-due -q -p both.yaml >due.csv
  go ta-prioritize -q -p both.yaml --shard 1/2 due.csv
  [ "$rc" -eq 0 ]
}

@test "laws: the same in any zone and folder, and of what it has made itself" {
  requests 3 >in.csv
  export TA_POLICY=$PWD/both.yaml
  quietly pipe in.csv >one
  grep -q target-may-slip one
  mkdir -p deep
  cp in.csv deep
  for zone in Pacific/Kiritimati Etc/GMT+12 ''; do
    (cd deep && umask 777 && TZ=$zone LC_ALL=C pipe in.csv 2>/dev/null) >two
    same one two
  done
  ta-submit -q in.csv >first.csv
  ta-submit -q first.csv >second.csv
  same first.csv second.csv
  # another day or number decides anew
  ta-submit -q -s high_volume=off first.csv >out
  told ''
  # through the formats, and every tool again
  for to in yaml jsonl; do
    ta-submit -q -t $to in.csv >form.$to
    ta-validate -q form.$to | ta-due -q | ta-prioritize -q | ta-route -q -t csv >two.csv
    same <(mlr -S --icsv --ojsonl cut -f id,ta_switches,ta_findings,ta_rank,ta_groups,ta_outcome one) \
      <(mlr -S --icsv --ojsonl cut -f id,ta_switches,ta_findings,ta_rank,ta_groups,ta_outcome two.csv)
  done
  for tool in ta-validate ta-due ta-prioritize ta-route; do
    quietly $tool -q one >two
    same one two
  done
}

@test "the count: requests wait in a file, and the memory stays the same" {
  requests 61 >in.csv
  TMPDIR=/nonexistent go ta-submit -q -p auto.yaml in.csv
  ended 2
  # a sanitizer has a memory of its own
  if ldd "$(command -v ta-submit)" | grep -q asan; then return 0; fi
  generate 40000 3 | mlr -S --csv cut -x -r -f '^ta_' >many.csv
  "$(type -P time)" -f %M -o plain ta-submit -q many.csv >one || [ "$?" -eq 1 ]
  "$(type -P time)" -f %M -o counted ta-submit -q -p auto.yaml many.csv >out || [ "$?" -eq 1 ]
  told high_volume
  [ "$(tail -n 1 counted)" -lt $(($(tail -n 1 plain) + 1024)) ] || { cat plain counted; return 1; }
}

@test "a record that its switches would make too long is a reject, not the end of the pipe" {
  local size taken only=0
  for size in $(seq 837970 4 837995); do
    perl -e 'my $cell = "x" x 838800;
      print "id,received,email,role,assistance,facts,a,b,c,d,e\n";
      print "1,2026-11-02,a\@example.org,attorney,case-consultation,why,$cell,$cell,$cell,$cell,", "x" x shift, "\n"' "$size" >long.csv
    go ta-submit -q -p both.yaml -s high_volume long.csv
    taken=$rc
    mv out form.csv
    go ta-validate -q -p both.yaml form.csv
    [ "$rc" -eq 0 ] || { echo "$size"; cat err; return 1; }
    go ta-submit -q long.csv
    [ "$rc" -eq "$taken" ] || only=$((only + 1))
  done
  # some are too long by the names alone
  [ "$only" -ge 2 ]
}
