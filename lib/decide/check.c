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
	if (rule == NULL || ta_within_is_none(&rule->within))
		return false;
	return finding->field == ta_due_start(policy, evaluation) ||
	       finding->field == policy->pauses ||
	       finding->field == rule->before;
}

/* How much is said about a request. */
enum reserve { SAY_ALL, ASK_NOTHING, SAY_NOTHING };

static enum reserve
find_reserve(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	ta_facts_look(evaluation);
	ta_route_early(policy, evaluation);
	if (!policy->says_always &&
	    ta_condition_holds(&policy->say_nothing, evaluation))
		return SAY_NOTHING;
	if (!policy->asks_always &&
	    ta_condition_holds(&policy->ask_nothing, evaluation))
		return ASK_NOTHING;
	return SAY_ALL;
}

/* Finds the i-th finding of a walk, where its condition holds. */
static void
find(const struct ta_policy *policy, struct ta_evaluation *evaluation, size_t i,
    enum reserve reserve)
{
	const struct ta_finding *finding = &policy->findings[i];

	if (reserve == SAY_NOTHING && !finding->always)
		return;
	if (reserve == ASK_NOTHING && finding->severity >= TA_HOLD &&
	    !clock_reads(policy, evaluation, finding))
		return;
	if (ta_condition_confirm(&finding->when, evaluation))
		ta_evaluation_find(evaluation, (int)i, finding->severity);
}

void
ta_check(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_walk walk = {policy->finding_index, evaluation};
	enum reserve reserve = find_reserve(policy, evaluation);
	size_t i;

	while (ta_walk_next(&walk, &i))
		find(policy, evaluation, i, reserve);
}

/* Few requests have any, so how much is said about one is asked last. */
void
ta_check_alerts(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_walk walk = {policy->finding_index, evaluation};
	enum reserve reserve = SAY_ALL;
	bool asked = false;
	size_t i;

	while (ta_walk_next(&walk, &i)) {
		const struct ta_finding *finding = &policy->findings[i];

		if (!finding->alert ||
		    (!finding->when.reads_early &&
			!ta_condition_confirm(&finding->when, evaluation)))
			continue;
		if (!asked)
			reserve = find_reserve(policy, evaluation);
		asked = true;
		find(policy, evaluation, i, reserve);
	}
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
