#ifndef TA_CONDITION_H
#define TA_CONDITION_H

/*
 * Conditions: matching one `when` of the policy, as compile.h makes it, against
 * a record. Every section uses this one matcher. Matching changes nothing but
 * what the evaluation remembers of the record.
 */

#include "policy/need.h"

/* Enough to pass over nearly all conditions that do not hold. */
#define TA_NEEDS_MAX 8

/* A condition: all its tests hold. No tests hold always. */
struct ta_condition {
	const struct ta_test *tests;
	size_t count;
	bool reads_findings;
	bool reads_early; /* the outcome of the early routes */
	int deep;	  /* how many facts ask each other below it */
	int field;	  /* the first that it names, or -1 */

	/* The rule of the condition; NULL where the rule has no id. */
	const char *section;
	const char *id;
	const char *cites; /* NULL where the rule cites or says nothing */
	const char *says;

	/*
	 * What it needs of fields, one each, its facts' needs included; and the
	 * tests that are left where these are met, those that take longest
	 * last.
	 */
	const struct ta_need *needs;
	size_t n_needs;
	const struct ta_test *const *rest;
	size_t n_rest;
};

/* A condition with a name. */
struct ta_fact {
	const char *id;
	struct ta_condition when;
};

/* Whether the condition holds for the record. */
bool ta_condition_holds(
    const struct ta_condition *when, struct ta_evaluation *evaluation);

/* The same of a condition whose needs are known to be met, as by an index. */
bool ta_condition_confirm(
    const struct ta_condition *when, struct ta_evaluation *evaluation);

#endif
