#include "trial/trial.h"

int
ta_trial_doubts(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_policy *policy = trial->context->policy;
	struct ta_report *report = trial->report;

	(void)error;
	ta_report_warn(report,
	    "%s %s: %zu fields, %zu findings, %zu routes (%zu early) to "
	    "%zu queues",
	    policy->name, policy->edition, policy->vocabulary.n_fields,
	    policy->vocabulary.n_findings, policy->n_routes, policy->n_early,
	    policy->n_queues);
	if (policy->n_due_rules > 0 &&
	    policy->due_rules[policy->n_due_rules - 1].when.count > 0)
		ta_report_warn(report,
		    "a request that no rule of 'due' matches gets no dates; a "
		    "last rule without 'when' would take what is left");
	return 0;
}
