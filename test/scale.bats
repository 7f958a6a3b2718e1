#!/usr/bin/env bats
# Many cores: the same queue to the byte as the single pipe makes. Many machines are in
# test/proof/faults/slurm.sh.

load helper

setup_file() {
  quick
  cd "$BATS_FILE_TMPDIR" || return 1
  mkdir 'the months'
  for month in 1 2 3; do
    generate $((100 * month)) "$month" >"the months/$month.csv"
  done
  ta-submit -q -a requests.jsonl "the months"/*.csv 2>/dev/null
  one_pipe requests.jsonl >ledger.queue
  one_pipe "the months"/*.csv >months.queue
}

# PARALLEL_HOME: what parallel would keep at home.
setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
  export PARALLEL_HOME=$BATS_TEST_TMPDIR/parallel
  mkdir "$PARALLEL_HOME"
  given=$BATS_FILE_TMPDIR
}

one_pipe() {
  ta-validate -q "$@" | ta-due -q | ta-prioritize -q | ta-route -q
}

nothing_left() {
  [ "$(find . -name '*.shards.*' | wc -l)" -eq 0 ]
}

@test "parallel: a ledger, cut for one, two and seven jobs" {
  for jobs in 1 2 7; do
    PARALLEL="-j $jobs" run -0 "$examples/scale/queue.sh" parallel queue "$given/requests.jsonl"
    same "$given/ledger.queue" queue
  done
  nothing_left
}

@test "parallel: a file a share, their names with blanks" {
  run -0 "$examples/scale/queue.sh" parallel 'the queue' "$given/the months"/*.csv
  same "$given/months.queue" 'the queue'
  nothing_left
}

@test "parallel: a share that fails leaves the old queue, a record that is not decided does not" {
  cp "$given/the months"/*.csv .
  mlr -I -S --csv put 'NR == 1 { $received = "soon"; $status = "new"; $answered = "" }' 2.csv
  run -1 "$examples/scale/queue.sh" parallel queue ./?.csv
  one_pipe ./?.csv >one || true
  same one queue
  printf 'one,cell,too,many\n' >>2.csv
  run -2 "$examples/scale/queue.sh" parallel queue ./?.csv
  [[ $output == *"the queue is as it was"* ]]
  same one queue
  run -2 env -u TA_TODAY "$examples/scale/queue.sh" parallel queue ./?.csv
  nothing_left
}

@test "parallel: a queue that is a link is followed, one that is a folder is refused, and its mode is kept" {
  mkdir share
  run -2 --separate-stderr "$examples/scale/queue.sh" parallel share "$given/the months"/*.csv
  # shellcheck disable=SC2154 # set by run
  [ "$stderr" = 'queue.sh: the queue is a folder; give the name of a file' ]
  [ -z "$(ls -A share)" ]
  echo old >share/queue
  chmod 640 share/queue
  ln -s share/queue queue
  run -0 "$examples/scale/queue.sh" parallel queue "$given/the months"/*.csv
  [ -L queue ]
  same "$given/months.queue" share/queue
  [ "$(stat -c %a share/queue)" = 640 ]
  nothing_left
}
