#ifndef TA_CONTEXT_H
#define TA_CONTEXT_H

/*
 * What every decision depends on besides the record: the policy, the day and
 * the switches. It comes from the command line, or from a trial of a policy.
 * Nothing else reaches a decision.
 */

#include "policy/policy.h"

/* Borrowed; it outlives everything that is made of it. */
struct ta_context {
	const struct ta_policy *policy;
	ta_day today;
	const bool *switches; /* by index: which are on, */
	const bool *said;     /* and which of them no record changes; NULL: all
			       */
};

/*
 * An evaluation of records under a header; context and header outlive it. Free
 * with ta_evaluation_free.
 */
static inline struct ta_evaluation *
ta_context_evaluation(
    const struct ta_context *context, const struct ta_header *header)
{
	struct ta_evaluation *evaluation =
	    ta_evaluation_new(&context->policy->vocabulary, header,
		context->today, context->switches);

	evaluation->said = context->said;
	return evaluation;
}

#endif
