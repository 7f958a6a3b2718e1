#!/usr/bin/env bats
# Many cores and many machines: the same queue to the byte as the single pipe makes.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  mkdir 'the months'
  for month in 1 2 3; do
    "$TA_BUILD/bench/generate" $((100 * month)) "$month" >"the months/$month.csv"
  done
  ta-submit -q -a requests.jsonl "the months"/*.csv 2>/dev/null
  one_pipe requests.jsonl >ledger.queue
  one_pipe "the months"/*.csv >months.queue
}

# PARALLEL_HOME: what parallel would keep at home.
setup() {
  cd "$BATS_TEST_TMPDIR" || return 1
  export PARALLEL_HOME=$BATS_TEST_TMPDIR/parallel
  mkdir "$PARALLEL_HOME"
  given=$BATS_FILE_TMPDIR
}

teardown() {
  for daemon in "${daemons[@]}"; do
    kill "$daemon"
    wait "$daemon" || true
  done
}

one_pipe() {
  ta-validate -q "$@" | ta-due -q | ta-prioritize -q | ta-route -q
}

needs() {
  command -v "$1" >/dev/null || skip "$2 is not installed: make deps installs it"
}

nothing_left() {
  [ "$(find . -name '*.shards.*' | wc -l)" -eq 0 ]
}

# start_slurm: a cluster of this machine alone, on the loopback address, of this
# user, without accounts. Skips the test when it does not come up.
start_slurm() {
  local name port

  needs slurmctld slurm-wlm
  name=$(hostname -s)
  port=$((20000 + RANDOM % 10000))
  mkdir state spool
  cat >slurm.conf <<END
ClusterName=desk
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/none
CredType=cred/none
StateSaveLocation=$PWD/state
SlurmdSpoolDir=$PWD/spool
SlurmctldPidFile=$PWD/slurmctld.pid
SlurmdPidFile=$PWD/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc)
PartitionName=all Nodes=ALL Default=YES State=UP
END
  export SLURM_CONF=$PWD/slurm.conf
  slurmctld -D >slurmctld.log 2>&1 3>&- &
  daemons+=($!)
  slurmd -D >slurmd.log 2>&1 3>&- &
  daemons+=($!)
  for _ in {1..60}; do
    [ "$(timeout 5 sinfo -h -o %t 2>/dev/null)" != idle ] || return 0
    sleep 0.5
  done
  tail -n 5 slurmctld.log slurmd.log >&3
  skip 'the daemons of Slurm do not start on this machine; their last words are above'
}

@test "parallel: a ledger, cut for one, two and seven jobs" {
  needs parallel parallel
  for jobs in 1 2 7; do
    PARALLEL="-j $jobs" run -0 "$examples/scale/queue.sh" parallel queue "$given/requests.jsonl"
    same "$given/ledger.queue" queue
  done
  nothing_left
}

@test "parallel: a file a share, their names with blanks" {
  needs parallel parallel
  run -0 "$examples/scale/queue.sh" parallel 'the queue' "$given/the months"/*.csv
  same "$given/months.queue" 'the queue'
  nothing_left
}

@test "parallel: a share that fails leaves the old queue, a record that is not decided does not" {
  needs parallel parallel
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

@test "slurm: a job array over files" {
  start_slurm
  run -0 "$examples/scale/queue.sh" slurm queue "$given/the months"/*.csv
  same "$given/months.queue" queue
  printf 'one,cell,too,many\n' | cat "$given/the months/1.csv" - >broken.csv
  run -2 "$examples/scale/queue.sh" slurm queue "$given/the months/2.csv" broken.csv
  [[ $output == *broken.csv:* ]]
  same "$given/months.queue" queue
  nothing_left
}
