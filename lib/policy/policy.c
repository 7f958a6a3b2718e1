#include <stdlib.h>

#include "policy/index.h"
#include "policy/policy.h"

const struct ta_call *
ta_call_on(const struct ta_call *calls, size_t n, ta_day day)
{
	for (size_t i = 0; i < n; i++)
		if (ta_day_rule_is(&calls[i].on, day))
			return &calls[i];
	return NULL;
}

const struct ta_span *
ta_switch_during(const struct ta_switch *entry, ta_day day)
{
	for (size_t i = 0; i < entry->n_during; i++)
		if (entry->during[i].first <= day &&
		    day <= entry->during[i].last)
			return &entry->during[i];
	return NULL;
}

const struct ta_step *
ta_next_step(const struct ta_next *next, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < next->count; i++)
		if (ta_condition_holds(&next->steps[i].when, evaluation))
			return &next->steps[i];
	return NULL;
}

bool
ta_walk_on(struct ta_walk *walk)
{
	while (walk->set.word[walk->word] == 0) {
		if (++walk->word < TA_COUNT(walk->set.word))
			continue;
		walk->word = 0;
		if (!ta_index_look(
			walk->index, walk->part, walk->evaluation, &walk->set))
			return false;
		walk->first = walk->part++ * TA_INDEX_PART;
	}
	return true;
}

void
ta_policy_free(struct ta_policy *policy)
{
	if (policy == NULL)
		return;
	ta_header_free(&policy->form);
	ta_zone_free(policy->zone);
	ta_arena_free(&policy->arena);
	free(policy);
}
