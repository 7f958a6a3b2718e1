#ifndef TA_BRIEF_H
#define TA_BRIEF_H

/*
 * What letters are made of: the record, and what the tools before have decided
 * of it, read back from their columns. Nothing is worked out again.
 */

#include "decide/context.h"

/* The cells of other tools, in the order of ta_brief_columns. */
enum {
	TA_BRIEF_FINDINGS,
	TA_BRIEF_TARGET,
	TA_BRIEF_DUE,
	TA_BRIEF_OUTCOME,
	TA_BRIEF_ROUTE,
	TA_BRIEF_CC,
	TA_BRIEF_REFER,
	TA_BRIEF_CALL,
	TA_BRIEF_CELLS
};

extern const char *const ta_brief_columns[TA_BRIEF_CELLS];

/* Zero-initialised it is ready. Free with ta_brief_free. */
struct ta_brief {
	const struct ta_policy *policy;
	struct ta_evaluation *evaluation; /* with the outcome and findings */
	const struct ta_route *route;
	struct ta_slice cc; /* addresses, joined by ";" */
	ta_day target;	    /* TA_NO_DAY where there is none, or it is gone */
	ta_day due;	    /* by; so with these */
	ta_day call;
	int *referrals; /* those that the requester may see, in order */
	size_t n_referrals;
	size_t room;
};

/*
 * Reads the cells of the record that the evaluation is turned to. The findings
 * are there already (ta_check_recall). The outcome goes into the evaluation. A
 * day that has gone by is none: no letter aims at yesterday. A referral that
 * only findings of staff's bring is left out. -1, or the number of the first
 * cell that says what this policy cannot have decided. Everything is borrowed
 * as the cells are.
 */
int ta_brief_read(struct ta_brief *brief, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_slice *cells);
void ta_brief_free(struct ta_brief *brief);

#endif
