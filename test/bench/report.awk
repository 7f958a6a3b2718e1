# From the lines that run.sh has written, a table of medians, what of the aims is
# reached, and the same as JSON in the file json. Status 1 when an aim is missed.
#
#     machine TEXT
#     version PROGRAM TEXT
#     dropped RECORDS STAGE PROGRAM TEXT
#     stage RECORDS STAGE BYTES PROGRAM ...
#     time RECORDS STAGE PROGRAM MICROSECONDS KIB

# The aims: at 100,000 records a tool takes at most so many times the time of the
# limit, and each peer at least so many times the tool's. 0 is no aim.
BEGIN {
	aims = "limit mawk mlr sqlite3 duckdb polars jq"
	aim("validate", "3 3 8 7 3 2 0")
	aim("due", "2 4.5 5 8 14 0 0")
	aim("route", "2.5 3.5 5 8 3.5 0 0")
	aim("prioritize", "2.5 3.5 9 9 3.5 0 0")
	aim("pipe", "2.5 3.5 8 5.5 4 1.6 0")
	aim("ledger", "2.5 0 0 0 1 1.1 5")
	aim("yaml", "1.3 0 0 0 0 0 0")
	most_kib = 8192 # of a tool that streams
	most_growth = 11 # from 100,000 to 1,000,000 records
	most_growth_sorting = 12
}

$1 == "stage" {
	cases[++case_count] = $2 SUBSEP $3
	bytes[$2, $3] = $4
	programs[$2, $3] = rest(5)
}

$1 == "time" {
	key = $2 SUBSEP $3 SUBSEP $4
	runs[key]++
	insert(key, $5)
	if ($6 > peak[key])
		peak[key] = $6
}

$1 == "machine" {
	machine = rest(2)
}

$1 == "version" {
	versions = versions separator "\n    " text($2) ": " text(rest(3))
	separator = ","
}

$1 == "dropped" {
	dropped = dropped comma "\n    {\"records\": " $2 ", \"stage\": " \
	    text($3) ", \"program\": " text($4) ", \"why\": " text(rest(5)) "}"
	comma = ","
}

END {
	if (!case_count)
		exit 2
	printf "{\n  \"machine\": %s,\n  \"versions\": {%s\n  },\n" \
	    "  \"left_out\": [%s\n  ],\n  \"results\": [", text(machine), \
	    versions, dropped >json
	print "| records | stage | program | seconds | MB/s | peak MiB |" \
	    " times the limit | times the tool |"
	print "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |"
	for (i = 1; i <= case_count; i++) {
		split(cases[i], is, SUBSEP)
		n = split(programs[is[1], is[2]], list, " ")
		for (j = 1; j <= n; j++)
			if (runs[is[1], is[2], list[j]])
				result(is[1], is[2], list[j])
	}
	print "\n  ]\n}" >json
	print ""
	for (i = 1; i <= case_count; i++) {
		split(cases[i], is, SUBSEP)
		if (is[1] == 100000 && is[2] != "floor")
			judge(is[2])
	}
	for (i = 1; i <= case_count; i++) {
		split(cases[i], is, SUBSEP)
		if (is[1] == 1000000 && is[2] != "floor")
			judge_growth(is[2])
	}
	exit missed > 0
}

function aim(stage, numbers,   n, names, values) {
	n = split(aims, names, " ")
	split(numbers, values, " ")
	for (; n > 0; n--)
		aim_of[stage, names[n]] = values[n]
}

function rest(first,   i, s) {
	for (i = first; i <= NF; i++)
		s = s (i > first ? " " : "") $i
	return s
}

function text(s) {
	gsub(/["\\]/, "\\\\&", s)
	gsub(/[[:cntrl:]]/, " ", s)
	return "\"" s "\""
}

# Keeps the times of a program sorted, shortest first.
function insert(key, time,   i) {
	for (i = runs[key]; i > 1 && times[key, i - 1] > time; i--)
		times[key, i] = times[key, i - 1]
	times[key, i] = time
}

# In microseconds; 0 of what was not timed.
function median(records, stage, program,   key) {
	key = records SUBSEP stage SUBSEP program
	return times[key, int((runs[key] + 1) / 2)] + 0
}

function name(stage, program) {
	if (program == "limit" && stage == "pipe")
		return "limit, four in a pipe"
	if (program == "csvkit")
		return stage == "prioritize" ? "csvsort" : "csvformat"
	if (program != "tool")
		return program
	if (stage == "ledger" || stage == "yaml")
		return "ta-validate"
	return stage == "pipe" ? "the four tools" : "ta-" stage
}

function ratio(time, base, form) {
	return base ? sprintf(form, time / base) : ""
}

function result(records, stage, program,   time, key, limit, tool) {
	key = records SUBSEP stage SUBSEP program
	time = median(records, stage, program)
	limit = ratio(time, median(records, stage, "limit"), "%.2f")
	tool = ratio(time, median(records, stage, "tool"), "%.2f")
	printf "| %d | %s | %s | %.3f | %.0f | %.1f | %s | %s |\n", records, \
	    stage, name(stage, program), time / 1e6, \
	    bytes[records, stage] / time, peak[key] / 1024, limit, tool
	printf "%s\n    {\"records\": %d, \"stage\": %s, \"program\": %s, " \
	    "\"runs\": %d, \"seconds\": %.6f, \"fastest\": %.6f, " \
	    "\"slowest\": %.6f, \"mb_per_second\": %.1f, \"peak_kib\": %d, " \
	    "\"times_limit\": %s, \"times_tool\": %s}", next_result, records, \
	    text(stage), text(name(stage, program)), runs[key], time / 1e6, \
	    times[key, 1] / 1e6, times[key, runs[key]] / 1e6, \
	    bytes[records, stage] / time, peak[key], \
	    limit ? limit : "null", tool ? tool : "null" >json
	next_result = ","
}

function verdict(holds) {
	if (!holds)
		missed++
	return holds ? "reached" : "MISSED"
}

function judge(stage,   tool, limit, n, names, i, peer, is) {
	tool = median(100000, stage, "tool")
	limit = median(100000, stage, "limit")
	is = limit ? tool / limit : 0
	if (limit)
		printf "%s: %.2f times the limit, at most %s: %s\n", stage, is, \
		    aim_of[stage, "limit"], verdict(is <= aim_of[stage, "limit"])
	n = split(aims, names, " ")
	for (i = 2; i <= n; i++) {
		peer = median(100000, stage, names[i])
		if (peer && aim_of[stage, names[i]])
			printf "%s: %.2f times as fast as %s, at least %s: %s\n", \
			    stage, peer / tool, names[i], aim_of[stage, names[i]], \
			    verdict(peer / tool >= aim_of[stage, names[i]])
	}
	judge_memory(100000, stage)
}

function judge_memory(records, stage,   kib) {
	if (stage == "prioritize" || stage == "pipe")
		return
	kib = peak[records, stage, "tool"]
	printf "%s: peak %d KiB at %d records, at most %d: %s\n", stage, kib, \
	    records, most_kib, verdict(kib <= most_kib)
}

function judge_growth(stage,   before, is, most) {
	judge_memory(1000000, stage)
	before = median(100000, stage, "tool")
	if (!before)
		return
	is = median(1000000, stage, "tool") / before
	most = stage == "prioritize" || stage == "pipe" ? most_growth_sorting \
	    : most_growth
	printf "%s: %.2f times the time for 1000000 records, at most %s: %s\n", \
	    stage, is, most, verdict(is <= most)
}
