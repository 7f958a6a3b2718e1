#!/usr/bin/env bash
#
# run.sh BUILD
#
# Times the tools in BUILD/bin beside the limit, a program written for this one
# job, and beside what people would use instead, which do less of the same
# stage's work. Prints a table and what of the aims is reached; writes the same as
# JSON. Status 0: measured, and every aim reached; 1: one is not; 2: not measured.
# See README.md in this folder.
#
#     BENCH_SIZES     numbers of records            "10000 100000"
#     BENCH_ROUNDS    timed runs of each program    5
#     BENCH_PATIENCE  seconds that a run may take   60
#     BENCH_PEERS     programs beside the tools     all that are known here
#     BENCH_JSON      the file of results           BUILD/bench/results.json

set -Eeuo pipefail
trap 'exit 2' ERR
export LC_ALL=C MLRRC=__none__ PYTHONDONTWRITEBYTECODE=1
unset TA_TODAY TA_POLICY TA_SWITCHES TA_CSV TA_JSON

peers=${BENCH_PEERS-mawk mawk-lazy gawk mlr sqlite3 python3 csvkit duckdb polars jq}
stages='floor validate due prioritize route pipe ledger yaml'
options=(--today 2026-11-24 -q)
sizes=${BENCH_SIZES:-10000 100000}
rounds=${BENCH_ROUNDS:-5}
patience=${BENCH_PATIENCE:-60}
slow=10000000 # microseconds: a peer that takes longer is timed once

say() {
	printf 'bench: %s\n' "$*" >&2
}

die() {
	say "$*"
	exit 2
}

find_gnu_time() {
	local name

	for name in gtime time; do
		gnu_time=$(type -P "$name") || continue
		! "$gnu_time" -q -f %M true >/dev/null 2>&1 || return 0
	done
	die 'GNU time is needed to measure memory: install the package "time"'
}

# What a program says of its version; fails when it cannot be used.
version_of() {
	case $1 in
	mawk*) mawk -W version ;;
	gawk) gawk --csv 'BEGIN { exit }' && gawk --version ;;
	mlr) mlr --version ;;
	sqlite3) sqlite3 --version ;;
	python3) "$python" --version ;;
	csvkit) csvsort --version ;;
	duckdb) node "$peer/duckdb.js" ;;
	polars) node "$peer/polars.js" ;;
	jq) jq --version ;;
	esac 2>/dev/null </dev/null
}

find_peers() {
	local name version present=

	# what python3 stands for: it may be a script that starts another
	python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) || python=
	for name in $peers; do
		if version=$(version_of "$name"); then
			present+=" $name"
			echo "version $name ${version%%$'\n'*}" >>results
		else
			say "$name: not here, or too old: left out"
			echo "dropped 0 any $name not here, or too old" >>results
		fi
	done
	peers=$present
}

describe_machine() {
	echo "machine $(uname -sm), $(getconf _NPROCESSORS_ONLN) processors," \
		"$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null |
			head -n 1)"
}

# What each stage reads: what the stages before it have added.
input_of() {
	case $1 in
	route) echo validated.csv ;;
	prioritize) echo dated.csv ;;
	ledger) echo ledger.jsonl ;;
	yaml) echo records.yaml ;;
	*) echo raw.csv ;;
	esac
}

prepare_inputs() {
	"$build/bench/generate" "$1" >raw.csv
	"$copy" id <raw.csv | sort >ids
	"$build/bin/ta-validate" "${options[@]}" <raw.csv >validated.csv ||
		die 'ta-validate failed'
	"$build/bin/ta-due" "${options[@]}" <validated.csv >dated.csv ||
		die 'ta-due failed'
	prepare_ledger
}

# A desk's own file, and its records as YAML. Where some requests may be a
# survivor's, ta-submit says so and has status 1.
prepare_ledger() {
	rm -f ledger.jsonl
	"$build/bin/ta-submit" "${options[@]}" --new -a ledger.jsonl raw.csv \
		2>messages || [ $? -eq 1 ] || die 'ta-submit failed'
	"$build/bin/ta-submit" "${options[@]}" -t yaml ledger.jsonl \
		>records.yaml 2>messages || [ $? -eq 1 ] || die 'ta-submit failed'
	names=$(head -n 1 ledger.jsonl | "$build/bin/ta-validate" "${options[@]}" \
		-t csv | head -n 1) || die 'ta-validate failed'
	names=${names%,ta_valid,ta_findings}
}

# The table of dates, for mlr as a program that holds it.
prepare_days() {
	awk -f "$peer/days.awk" >days.csv
	awk -F, 'BEGIN { print "begin {\n@target = {" }
		NR > 1 { printf "%s\"%s\": \"%s\"", comma, $1, $2; comma = ",\n" }
		END { print "\n};\n}" }' days.csv >days.mlr
}

# select_of STAGE N EXCEPT: the query over t, whose rows came in the order of N;
# EXCEPT leaves that number out where it is a column.
select_of() {
	local rank="row_number() over (order by"

	case $1 in
	prioritize) echo "select * $3, $rank ta_due, $2) as ta_rank" \
		"from t order by ta_rank" ;;
	pipe) echo "select * $3, $rank ta_target, $2) as ta_rank," \
		"$(<"$peer/route.sql") from u order by ta_rank" ;;
	due) echo "select *, $due as ta_target from t" ;;
	*) echo "select *, $(<"$peer/$1.sql") from t" ;;
	esac
}

sqlite_script_of_ledger() {
	cat <<-'END'
		.bail on
		create table t (line text);
		.mode ascii
		.separator "\037" "\n"
		.import ledger.jsonl t
		.mode csv
		.separator , "\n"
		.headers on
	END
	awk -v words=sqlite3 -f "$peer/json.awk" <<<"$names"
}

# All columns are declared as text: sqlite3 would make numbers of some.
sqlite_script() {
	local input
	local due='(select target from days where day = substr(received, 1, 10))'

	input=$(input_of "$1")
	cat <<-END
		.bail on
		create table t ($(head -n 1 "$input" | sed 's/[^,]*/"&" text/g'));
		.import --csv --skip 1 $input t
		create table days (day text primary key, target text) without rowid;
		.import --csv --skip 1 days.csv days
		.mode csv
		.separator , "\n"
		.headers on
	END
	[ "$1" != pipe ] || echo "create table u as select *," \
		"$(<"$peer/validate.sql"), $due as ta_target from t;"
	echo "$(select_of "$1" rowid '');"
}

# Nothing is stored: duckdb is fastest when it reads the file as it answers. It
# keeps the order of rows where it joins nothing, so the table of dates is a map,
# and a list of words is not made a join.
duckdb_script() {
	local input number='' except=''
	local due="getvariable('targets')[substr(received, 1, 10)]"

	input=$(input_of "$1")
	case $1 in
	prioritize | pipe) number=', row_number() over () as n' except='exclude (n)' ;;
	esac
	cat <<-END
		set disabled_optimizers = 'in_clause';
		set variable targets = (select map(list(day), list(target))
		    from read_csv('days.csv', all_varchar = true));
		create view t as select * $number from read_csv('$input',
		    header = true, auto_detect = false, delim = ',', quote = '"',
		    escape = '"', nullstr = 'no value is null', columns = {
		    $(head -n 1 "$input" | sed "s/[^,]*/'&': 'varchar'/g")});
	END
	[ "$1" != pipe ] || echo "create view u as select *," \
		"$(<"$peer/validate.sql"), $due as ta_target from t;"
	echo "copy ($(select_of "$1" n "$except")) to '/dev/stdout'" \
		"(format csv, header);"
}

# One program, its peak memory in KiB added to the file. The first run of a
# program has a bound.
timed() {
	"$gnu_time" -q -a -o peak -f %M ${bound[@]+"${bound[@]}"} "$@"
}

run_tool() {
	case $1 in
	pipe)
		timed "$build/bin/ta-validate" "${options[@]}" |
			timed "$build/bin/ta-due" "${options[@]}" |
			timed "$build/bin/ta-prioritize" "${options[@]}" |
			timed "$build/bin/ta-route" "${options[@]}"
		;;
	ledger | yaml) timed "$build/bin/ta-validate" "${options[@]}" -t csv ;;
	*) timed "$build/bin/ta-$1" "${options[@]}" ;;
	esac
}

run_limit() {
	case $1 in
	pipe)
		timed "$limit" validate | timed "$limit" due days.csv |
			timed "$limit" prioritize | timed "$limit" route
		;;
	ledger) timed "$build/bench/ledger" "$names" ledger.jsonl ;;
	yaml) timed "$build/bench/yaml" ;;
	*) timed "$limit" "$1" days.csv ;;
	esac
}

# Small batches are the faster and leaner setting for records of this size.
run_mlr() {
	local mlr=(timed mlr --csv -S --records-per-batch 50)
	local next='then'
	local rank=(cat -N ta_rank "$next" reorder -e -f)
	local validate=(-f "$peer/validate.mlr")
	local due=(-f days.mlr -f "$peer/due.mlr")
	local route=(-f "$peer/route.mlr")
	local lists='for (k, v in $*) { if (is_array(v)) { $[k] = joinv(v, ";") } }'

	case $1 in
	validate) "${mlr[@]}" put "${validate[@]}" ;;
	due) "${mlr[@]}" put "${due[@]}" ;;
	route) "${mlr[@]}" put "${route[@]}" ;;
	ledger)
		timed mlr --ijsonl --ocsv -S --records-per-batch 50 \
			put "$lists" "$next" template -f "$names"
		;;
	prioritize)
		"${mlr[@]}" sort -f ta_due "$next" "${rank[@]}" ta_rank
		;;
	pipe)
		"${mlr[@]}" put "${validate[@]}" "${due[@]}" "${route[@]}" \
			"$next" sort -f ta_target \
			"$next" "${rank[@]}" ta_rank,ta_outcome,ta_queue
		;;
	esac
}

# It has no words for a look-up or a case: what is timed does less.
run_csvkit() {
	case $1 in
	prioritize) timed csvsort -y 0 -I --blanks -c ta_due ;;
	*) timed csvformat ;;
	esac
}

run_python() {
	case $1 in
	ledger) timed "$python" "$peer/ledger.py" "$names" ;;
	*) timed "$python" "$peer/desk.py" "$1" days.csv ;;
	esac
}

run() {
	local awk=(-v "stage=$2" -v days=days.csv)

	case $1 in
	cat) timed cat ;;
	wc) timed wc -l ;;
	copy) timed "$copy" ;;
	tool) run_tool "$2" ;;
	limit) run_limit "$2" ;;
	mawk) timed mawk "${awk[@]}" -f "$peer/desk.awk" -f "$peer/rows.awk" ;;
	mawk-lazy) timed mawk "${awk[@]}" -v lazy=1 -f "$peer/desk.awk" \
		-f "$peer/rows.awk" ;;
	gawk) timed gawk --csv "${awk[@]}" -f "$peer/desk.awk" \
		-f "$peer/csv.awk" ;;
	mlr) run_mlr "$2" ;;
	sqlite3) timed sqlite3 -init /dev/null :memory: ".read $2.sqlite" ;;
	python3) run_python "$2" ;;
	csvkit) run_csvkit "$2" ;;
	duckdb) timed node "$peer/duckdb.js" "$2.duckdb" ;;
	polars) timed node "$peer/polars.js" "$2" "$(input_of "$2")" days.csv \
		"$names" ;;
	jq) timed jq -c . ;;
	esac
}

# One run of a program on a stage: sets microseconds and kib. The memory of a
# pipe is the sum over its programs.
measure() {
	local begin end status=0

	: >peak
	begin=${EPOCHREALTIME/./}
	run "$1" "$2" <"$(input_of "$2")" >"$3" 2>messages || status=$?
	end=${EPOCHREALTIME/./}
	microseconds=$((end - begin))
	kib=$(awk '{ sum += $1 } END { print sum + 0 }' peak)
	return "$status"
}

record() {
	echo "time $records $2 $1 $microseconds $kib" >>results
}

# What is wrong with a program's output, nothing when nothing is. The limit's is
# right by definition; a tool's decisions are others, but it may lose no record.
objection() {
	local program=$1 stage=$2 header

	header=$(head -n 1 "$(input_of "$stage")")
	case $program in
	wc) return ;;
	cat | copy) cmp -s output.csv raw.csv || echo 'changes what it copies' ;;
	jq) cmp -s output.csv ledger.jsonl || echo 'changes what it copies' ;;
	limit)
		case $stage in
		yaml) ;;
		ledger)
			"$copy" <output.csv | cmp -s - "$stage.right" ||
				echo 'wrote other values than the tool'
			;;
		*) "$copy" <output.csv >"$stage.right" ;;
		esac
		;;
	tool)
		"$copy" id <output.csv | sort | cmp -s - ids ||
			echo 'loses or doubles records'
		mv output.csv "$stage.tool"
		case $stage in
		ledger) "$copy" "$names" <ledger.tool | tee records.right >ledger.right ;;
		yaml) "$copy" "$names" <yaml.tool | cmp -s - records.right ||
			echo 'wrote other values than of the ledger' ;;
		esac
		;;
	csvkit)
		cmp -s <("$copy" "$header" <output.csv) \
			<("$copy" "$header" <"$stage.right") ||
			echo 'wrote other records than the limit'
		;;
	*)
		"$copy" <output.csv 2>/dev/null | cmp -s - "$stage.right" ||
			echo 'wrote other values than the limit'
		;;
	esac
}

# The first run of a program warms it up and is checked; it counts only for what
# is so slow that it is not run again.
first_run() {
	local program=$1 stage=$2 why=
	local bound=(timeout -v "$patience")

	if ! measure "$program" "$stage" output.csv; then
		why="failed: $(head -n 1 messages)"
	else
		why=$(objection "$program" "$stage")
	fi
	if [ -n "$why" ]; then
		case $program in
		tool | limit | copy) die "$stage: the $program $why" ;;
		esac
		say "$stage, $records records: $program: $why: left out"
		echo "dropped $records $stage $program $why" >>results
	elif [ "$microseconds" -gt "$slow" ] && [ "$program" != tool ]; then
		record "$program" "$stage"
	else
		timeable+=" $program"
	fi
}

# The peers among these that are here, in their order.
among() {
	local name

	for name in $peers; do
		[[ " $* " != *" $name "* ]] || printf ' %s' "$name"
	done
}

# Of the ledger the tool is first: the peers write what it writes, without its
# own columns.
programs_of() {
	local streaming=(mawk mawk-lazy gawk mlr sqlite3 python3)

	case $1 in
	floor) echo cat wc copy ;;
	ledger) echo tool $ledger_limit "$(among jq mlr sqlite3 python3 duckdb polars)" ;;
	yaml) echo tool limit ;;
	pipe) echo limit tool "$(among "${streaming[@]}" duckdb polars)" ;;
	*) echo limit tool "$(among "${streaming[@]}" csvkit duckdb polars)" ;;
	esac
}

# Where the tool and the limit do the same work, they have to agree.
compare_tool() {
	local tool limit

	case $1 in
	validate) tool=ta_valid,ta_findings limit=ta_findings ;;
	due) tool=holds,ta_target limit=ta_target ;;
	route) tool=ta_outcome,ta_queue,ta_route_rule limit=ta_outcome,ta_queue ;;
	*) return 0 ;;
	esac
	paste -d , <("$copy" "$tool" <"$1.tool") <("$copy" "$limit" <"$1.right") |
		awk -F , -v stage="$1" -f "$here/agree.awk" >&2 ||
		die "$1: the tool and the limit do not agree"
}

time_stage() {
	local stage=$1 program round timeable='' bound=()

	say "$records records: $stage"
	echo "stage $records $stage $(wc -c <"$(input_of "$stage")")" \
		"$(programs_of "$stage")" >>results
	if [ "$stage" = ledger ]; then
		sqlite_script_of_ledger >ledger.sqlite
		awk -v words=duckdb -v file=ledger.jsonl -f "$peer/json.awk" \
			<<<"$names" >ledger.duckdb
	elif [ "$stage" != floor ] && [ "$stage" != yaml ]; then
		sqlite_script "$stage" >"$stage.sqlite"
		duckdb_script "$stage" >"$stage.duckdb"
	fi
	for program in $(programs_of "$stage"); do
		first_run "$program" "$stage"
	done
	compare_tool "$stage"
	rm -f output.csv "$stage.right" "$stage.tool"
	for ((round = 0; round < rounds; round++)); do
		for program in $timeable; do
			measure "$program" "$stage" /dev/null ||
				die "$stage: $program failed when timed"
			record "$program" "$stage"
		done
	done
}

[ $# -eq 1 ] || die 'usage: run.sh BUILD'
here=$(cd "$(dirname "$0")" && pwd)
peer=$here/peers
build=$(cd "$1" && pwd) || die "$1 is no folder"
json=$(realpath -m "${BENCH_JSON:-$build/bench/results.json}")
copy=$build/bench/copy
limit=$build/bench/limit
for program in "$copy" "$limit" "$build/bench/generate" \
	"$build/bench/yaml" "$build"/bin/ta-{submit,validate,due,prioritize,route}; do
	[ -x "$program" ] || die "$program is not there: make bench builds it"
done
find_gnu_time
ledger_limit=limit
if [ ! -x "$build/bench/ledger" ]; then
	say 'simdjson: not here: the limit of the ledger is left out'
	ledger_limit=
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/ta-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP
cd "$work"
describe_machine >results
find_peers
prepare_days
for records in $sizes; do
	prepare_inputs "$records"
	for stage in $stages; do
		time_stage "$stage"
	done
done
status=0
awk -v json="$json" -f "$here/report.awk" results || status=$?
exit "$status"
