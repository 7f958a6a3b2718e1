#include "record/columns.h"

static const char *const names[] = {TA_COL_SOURCE, TA_COL_LINE, TA_COL_SWITCHES,
    TA_COL_VERIFIED, TA_COL_FORGOTTEN, TA_COL_EVENT, TA_EVENT_WORDS,
    TA_COL_EARLIER, TA_COL_EARLIER_IDS, TA_COL_SAME_AS, TA_COL_SIGNS,
    TA_COL_VALID, TA_COL_FINDINGS, TA_COL_TARGET, TA_COL_DUE, TA_COL_DUE_RULE,
    TA_COL_DAYS_LEFT, TA_COL_DAYS_TAKEN, TA_COL_IN_TARGET, TA_COL_DUE_STATUS,
    TA_COL_DUE_TIME, TA_COL_DUE_WHY, TA_COL_RANK, TA_COL_GROUPS, TA_COL_CHANGE,
    TA_COL_OUTCOME, TA_COL_QUEUE, TA_COL_ROUTE_RULE, TA_COL_ROUTE_WHY,
    TA_COL_CC, TA_COL_REFER, TA_COL_CALL, TA_COL_REPLY, TA_COL_TO,
    TA_COL_SUBJECT, TA_COL_LETTER, TA_COL_POLICY, TA_COL_EXTRA, TA_COL_ROW,
    TA_COL_COLUMN, TA_COL_RULE, TA_COL_KNOWN, TA_COL_MESSAGE};

const char *const *
ta_columns_names(size_t *n)
{
	*n = TA_COUNT(names);
	return names;
}

/* Whether a name is one of n. */
static bool
is_among(struct ta_slice name, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ta_slice_equal(name, ta_slice_of(words[i])))
			return true;
	return false;
}

bool
ta_columns_has(struct ta_slice name)
{
	return is_among(name, names, TA_COUNT(names));
}

bool
ta_columns_is_list(struct ta_slice name)
{
	static const char *const lists[] = {TA_COL_SWITCHES, TA_COL_VERIFIED,
	    TA_COL_FINDINGS, TA_COL_GROUPS, TA_COL_CC, TA_COL_REFER};

	return is_among(name, lists, TA_COUNT(lists));
}
