#ifndef TA_ASKED_H
#define TA_ASKED_H

/*
 * What the command line asks for: a report of the policy, or a table made of
 * options, or the first with the others in the place of its own.
 */

#include "policy/policy.h"

/* The options; all is borrowed. */
struct ta_asked {
	const char *name; /* of a report of the policy, or NULL */
	const struct ta_list *by;
	const struct ta_list *measures;
	const char *on; /* a field, or NULL */
	bool total;
};

/*
 * Makes a report of what is asked. With `by` or `measures` it has one table:
 * the report's first of figures with these in the place of its own; `on` and
 * `total` are of all tables. 0, or -1 with the error set, where a name is none.
 * It lives in the arena and borrows from the policy.
 */
int ta_asked_report(const struct ta_asked *asked,
    const struct ta_policy *policy, struct ta_arena *arena,
    struct ta_briefing *report, struct ta_error *error);

#endif
