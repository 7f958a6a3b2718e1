# Do a tool and the limit agree where they do the same work? Reads their values
# side by side, of the same records in the same order; run.sh says which.

BEGIN {
	split("t-visa-by-other-role other-document overuse-decided " \
	    "client-referral-elsewhere client-referral out-of-scope " \
	    "call-without-question", list, " ")
	for (i in list)
		finer[list[i]] = 1
}

NR == 1 {
	next
}

# A column that stands alone has its empty values quoted.
{
	sub(/,""$/, ",")
}

# ta_valid and findings, and the limit's findings: the tool finds these and more,
# but it asks nothing of a request that goes elsewhere.
stage == "validate" && ($1 == "no" || $3 == "") {
	compared++
	n = split($3, list, ";")
	for (i = 1; i <= n; i++)
		if (!index(";" $2 ";", ";" list[i] ";"))
			break
	wrong += i <= n
}

# holds and ta_target, and the limit's target: the tool moves a target by the
# days on hold, and has none for a redirect.
stage == "due" && $1 == "" && $2 != "" {
	compared++
	wrong += $2 != $3
}

# Outcome, queue and rule, and the limit's outcome and queue: the tool has rules
# that the limit has not.
stage == "route" && !($3 in finer) {
	compared++
	wrong += $1 != $4 || $2 != $5
}

END {
	printf "bench: %s: %d of %d records compared with the limit, %d differ\n", \
	    stage, compared, NR - 1, wrong
	exit wrong > 0 || !compared
}
