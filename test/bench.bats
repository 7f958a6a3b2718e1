#!/usr/bin/env bats
# The benchmark measures what it says, and notices a program that does not do its
# work. How fast anything is does not matter here.

load helper

bench() {
  BENCH_PEERS="mawk mlr sqlite3 jq" BENCH_SIZES=300 BENCH_ROUNDS=1 BENCH_JSON=$PWD/results.json "$root/test/bench/run.sh" "$TA_BUILD"
}

# broken TOOL SCRIPT: a build folder, broken, in which sed edits what a tool writes.
broken() {
  mkdir -p broken/bin
  ln -s "$TA_BUILD/bench" broken/bench
  ln -s "$TA_BUILD"/bin/* broken/bin
  rm "broken/bin/$1"
  printf "#!/bin/sh\n%s \"\$@\" | sed '%s'\n" "$(command -v "$1")" "$2" >"broken/bin/$1"
  chmod +x "broken/bin/$1"
}

# in_results FILTER: jq over the results.
in_results() {
  jq -r "$1" results.json
}

@test "bench: every stage of the tools, beside the limit and all peers that make deps installs" {
  run -0 --separate-stderr bench
  for stage in validate due prioritize route pipe; do
    for program in limit mawk mlr sqlite3; do
      in_results ".results[] | select(.stage == \"$stage\") | .program" | grep -q "^$program" ||
        { echo "$stage: no $program"; in_results '.left_out[]'; return 1; }
    done
  done
  # a desk's own files: what peers make of the ledger is what ta-validate makes of it
  for program in ta-validate mlr sqlite3; do
    in_results '.results[] | select(.stage == "ledger") | .program' | grep -qx "$program"
  done
  [ "$(in_results '.results[] | select(.stage == "yaml") | .program' | paste -s)" = $'ta-validate\tlimit' ]
  [ "$(in_results '.results[] | select(.stage == "floor") | .program' | paste -s)" = $'cat\twc\tcopy' ]
  in_results '.results[] | select(.seconds <= 0 or .peak_kib <= 0)' >wrong
  same wrong /dev/null
  # the table has the same
  [ "$(grep -c '^| 300 ' <<<"$output")" -eq "$(in_results '.results | length')" ]
  # shellcheck disable=SC2154 # set by run
  [ "$(grep -c 'compared with the limit, 0 differ' <<<"$stderr")" -eq 3 ]
}

@test "bench: a peer that loses a row is left out, and that is said" {
  mkdir shim
  printf '#!/bin/sh\n%s "$@" | sed "\\$d"\n' "$(command -v mawk)" >shim/mawk
  chmod +x shim/mawk
  PATH=$PWD/shim:$PATH run -0 --separate-stderr bench
  [[ $stderr == *"validate, 300 records: mawk: wrote other values than the limit: left out"* ]]
  [ "$(in_results '.results[] | select(.program == "mawk")' | wc -l)" -eq 0 ]
  [ "$(in_results '[.left_out[] | select(.program == "mawk" and .records == 300)] | length')" -eq 5 ]
  [ "$(in_results '[.results[] | select(.program == "mlr")] | length')" -eq 6 ]
}

@test "bench: tools that decide otherwise than the limit stop it" {
  broken ta-due 's/,2026-/,2027-/g'
  TA_BUILD=$PWD/broken run -2 --separate-stderr bench
  [[ $stderr == *"due: the tool and the limit do not agree"* ]]
}

@test "bench: a desk's own files, to the queue and for one more; a queue that lacks a request stops it" {
  export DESK_RECORDS=200 DESK_LINES='20 50' DESK_ROUNDS=1
  run --separate-stderr "$root/test/bench/desk.sh" "$TA_BUILD"
  [ "$status" -le 1 ] # which aims are reached does not matter
  [ "$(grep -cE '^[a-zA-Z -]+ +(200|20|50) +[0-9.]+ s' <<<"$output")" -eq 10 ]
  [[ $output == *"export to queue "*" times clean-200, wanted 1.6"*" aims are missed" ]]
  broken ta-route '$d'
  run -2 "$root/test/bench/desk.sh" "$PWD/broken"
}
