#!/usr/bin/env bash
# A job array of Slurm makes the same queue as one pipe, and where a share fails the old queue stays: examples/scale
# on a cluster of this machine alone, on the loopback address, of this user, without accounts.
#
#     slurm.sh BUILD
#
# Exit status 77 with a reason where there is no Slurm, or no file system of control groups, which its daemon wants.
set -u -o pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
build=$(cd "$1" && pwd) || exit 2
export PATH=$build/bin:$PATH TZ=UTC LC_ALL=C TA_TODAY=2026-11-24 SHELL=/bin/sh
unset TA_POLICY TA_SWITCHES
umask 077

absent() {
  echo "$1"
  exit 77
}
command -v slurmd >/dev/null || absent 'Slurm is not installed: make deps-faults installs it'
grep -qE ' /sys/fs/cgroup\S* cgroup2? ' /proc/mounts ||
  absent 'there is no file system of control groups here, which the daemon of Slurm wants'

daemons=()
work=$(mktemp -d) || exit 2
end() {
  for daemon in "${daemons[@]}"; do
    kill "$daemon"
    wait "$daemon"
  done
  rm -rf "$work"
} 2>/dev/null
trap end EXIT
trap 'exit 2' HUP INT TERM
cd "$work" || exit 2

fail() {
  echo "$1"
  tail -n 5 slurmctld.log slurmd.log messages 2>/dev/null
  exit 1
}

# start: leaves SLURM_CONF, and the cluster idle.
start() {
  local name port
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
  slurmctld -D >slurmctld.log 2>&1 &
  daemons+=($!)
  slurmd -D >slurmd.log 2>&1 &
  daemons+=($!)
  for _ in {1..60}; do
    [ "$(timeout 5 sinfo -h -o %t 2>/dev/null)" != idle ] || return 0
    sleep 0.5
  done
  ! grep -m 1 'cgroup' slurmd.log || absent 'the daemon of Slurm may not use the control groups here'
  fail 'the daemons of Slurm do not start; their last words:'
}

# queue STATUS FILE...: the job array ends so, and leaves nothing beside the queue.
queue() {
  local wanted=$1
  shift
  "$root/examples/scale/queue.sh" slurm queue "$@" >messages 2>&1
  [ $? -eq "$wanted" ] || fail "queue.sh did not end with status $wanted"
  [ -z "$(find . -name '*.shards.*')" ] || fail 'queue.sh left its shares behind'
}

start
mkdir 'the months'
for month in 1 2 3; do
  "$build/bench/generate" $((100 * month)) "$month" >"the months/$month.csv"
done
ta-validate -q "the months"/*.csv | ta-due -q | ta-prioritize -q | ta-route -q >wanted
queue 0 "the months"/*.csv
cmp wanted queue || fail 'a job array makes another queue than one pipe'
printf 'one,cell,too,many\n' | cat "the months/1.csv" - >broken.csv
queue 2 "the months/2.csv" broken.csv
grep -q broken.csv: messages || fail 'the share that failed is not named'
cmp wanted queue || fail 'a share that failed did not leave the old queue'
