#include "decide/decide.h"

/*
 * Whether the clock of this request reads the field of the finding. In a review
 * nobody is asked for more, but without the date of receipt there is no target,
 * and somebody has to be told.
 */
static bool
clock_reads(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_finding *finding)
{
	const struct ta_due_rule *rule;

	if (finding->kind == TA_FINDING_CHECK)
		return false;
	rule = ta_due_rule_of(policy, evaluation);
	if (rule == NULL || rule->within == -1)
		return false;
	return finding->field == ta_due_start(policy, evaluation) ||
	       finding->field == policy->pauses ||
	       finding->field == rule->before;
}

/* Finds the i-th finding, where its condition holds. */
static void
find(const struct ta_policy *policy, struct ta_evaluation *evaluation, size_t i,
    bool silent)
{
	const struct ta_finding *finding = &policy->findings[i];

	if (silent && finding->severity >= TA_HOLD &&
	    !clock_reads(policy, evaluation, finding))
		return;
	if (ta_condition_holds(&finding->when, evaluation))
		ta_evaluation_find(evaluation, (int)i, finding->severity);
}

/*
 * Whether the policy asks nothing of this request, so that no errors or holds
 * are made.
 */
static bool
is_silent(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	ta_route_early(policy, evaluation);
	return !policy->asks_always &&
	       ta_condition_holds(&policy->ask_nothing, evaluation);
}

void
ta_check(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_walk walk = {policy->finding_index, evaluation, 0, 0, 0};
	bool silent = is_silent(policy, evaluation);
	size_t i;

	while (ta_walk_next(&walk, &i))
		find(policy, evaluation, i, silent);
}

void
ta_check_alerts(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	bool silent = is_silent(policy, evaluation);

	for (size_t i = 0; i < policy->vocabulary.n_findings; i++)
		if (policy->findings[i].alert)
			find(policy, evaluation, i, silent);
}

bool
ta_check_is_valid(const struct ta_evaluation *evaluation)
{
	return (evaluation->severities & (1u << TA_ERROR | 1u << TA_HOLD)) == 0;
}

bool
ta_check_recall(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_slice cell)
{
	while (cell.data != NULL) {
		struct ta_slice id = ta_slice_next(&cell, ';');
		int i = ta_vocabulary_finding(&policy->vocabulary, id);

		if (id.len == 0)
			continue;
		if (i == -1)
			return false;
		ta_evaluation_find(evaluation, i, policy->findings[i].severity);
	}
	return true;
}
