#!/usr/bin/env bats
# What is added to a ledger is the same, whether only the lines that matter are read, or all.

load helper

@test "sift: ledgers by chance, spelled in every way, get the same lines, messages and rejects" {
  "$root/test/proof/sift" "$TA_BUILD/bin" 100
}

@test "sift: a damaged line that does not matter is not read; one that does is said, and any by --verify" {
  cd "$BATS_TEST_TMPDIR" || return 1
  awk 'BEGIN {
    print "id,received,email,role,assistance,facts"
    for (n = 1000; n < 1040; n++) {
      printf "R%d,2026-11-02,r%d@example.org,attorney,case-consultation,\"", n, n
      for (i = 0; i < 40; i++) printf "May she travel while she waits?%s", i < 39 ? " " : "\"\n"
    }
  }' >form.csv
  ta-submit -q -a desk.jsonl form.csv
  sed -i '3s/travel /travels/' desk.jsonl
  { head -n 1 form.csv; echo N1,2026-11-03,n1@example.org,attorney,case-consultation,Why; } >one.csv
  run -0 --separate-stderr ta-submit -a desk.jsonl one.csv
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = 'ta-submit: 1 read, 1 taken' ]
  { cat one.csv; echo N2,2026-11-04,n2@example.org,attorney,case-consultation,Why; } >two.csv
  run -0 --separate-stderr ta-submit -a desk.jsonl two.csv
  [ "$stderr" = 'ta-submit: 2 read, 1 taken, 1 already there' ]
  { head -n 1 form.csv; for n in {3..19}; do echo "N$n,2026-11-03,n$n@example.org,attorney,case-consultation,Why"; done; } >many.csv
  run -1 --separate-stderr ta-submit -a desk.jsonl many.csv
  [[ $stderr == *'desk.jsonl:3:'*'[damaged]'*'17 read, 17 taken; damaged lines in the ledger: 1' ]]
  printf '%s\n' id,event,at R1000,noted,2026-11-04 R1001,noted,2026-11-04 >happened.csv
  run -0 --separate-stderr ta-log -a desk.jsonl happened.csv
  [ "$stderr" = 'ta-log: 2 read, 2 added' ]
  printf '%s\n' id,event,at R1001,noted,2026-11-05 R1002,noted,2026-11-05 >happened.csv
  run -1 --separate-stderr ta-log -a desk.jsonl happened.csv
  [[ $stderr == *'desk.jsonl:3:'*'[damaged]'*'2 read, 1 added, 1 rejected; damaged lines in the ledger: 1' ]]
  run -0 --separate-stderr ta-log -a desk.jsonl -i R1000 noted
  [ "$stderr" = 'ta-log: 1 read, 1 added' ]
  run -2 --separate-stderr ta-log -a desk.jsonl -i R1002 noted
  [[ $stderr == *'desk.jsonl:3:'*'[damaged]'*'no request has this id' ]]
  run -1 --separate-stderr ta-log --verify desk.jsonl
  [[ $stderr == *'desk.jsonl:3:'*'[damaged]'* ]]
}

@test "sift: what comes on standard input is not looked for in a file of that name" {
  cd "$BATS_TEST_TMPDIR" || return 1
  awk 'BEGIN {
    print "id,received,email,role,assistance,facts"
    for (n = 1; n <= 4000; n++) printf "R%d,2026-11-02,r%d@example.org,attorney,case-consultation,May she work?\n", n, n
  }' >form.csv
  : >./-
  run -0 --separate-stderr ta-submit -a desk.jsonl - <form.csv
  [ "$stderr" = 'ta-submit: 4000 read, 4000 taken' ]
}

@test "sift: a request whose address an event at the end has changed is known by the new one" {
  cd "$BATS_TEST_TMPDIR" || return 1
  form=id,received,email,role,assistance,facts
  { echo "$form"; echo 'R1,2026-11-02,old@example.org,attorney,case-consultation,May she work?'; } >form.csv
  awk 'BEGIN { for (n = 1; n <= 60; n++) {
    printf "S%d,2026-11-02,s%d@example.org,attorney,case-consultation,", n, n
    for (i = 0; i < 40; i++) printf "and what then %d ", n
    print "" } }' >>form.csv
  ta-submit -q -a desk.jsonl form.csv
  { echo "$form"; echo 'R1,2026-11-02,new@example.org,attorney,case-consultation,May she work?'; } >later.csv
  ta-submit -q -a desk.jsonl --amend later.csv
  { echo "$form"; echo 'R2,2026-11-02,new@example.org,attorney,case-consultation,May she work?'; } >again.csv
  for json in '' jansson; do
    TA_JSON=$json run -0 --separate-stderr ta-submit -a desk.jsonl again.csv
    [[ $stderr == *'1 read, 0 taken, 1 already there'* ]] || { echo "$stderr"; return 1; }
  done
}
