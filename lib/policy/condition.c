#include "policy/condition.h"

bool
ta_condition_holds(
    const struct ta_condition *when, struct ta_evaluation *evaluation)
{
	const struct ta_trace *trace = evaluation->trace;
	size_t i = 0;

	while (i < when->count &&
	       when->tests[i].holds(&when->tests[i], evaluation))
		i++;
	if (trace != NULL)
		trace->tried(trace->context, when,
		    i < when->count ? &when->tests[i] : NULL, evaluation);
	return i == when->count;
}

bool
ta_condition_confirm(
    const struct ta_condition *when, struct ta_evaluation *evaluation)
{
	if (evaluation->trace != NULL)
		return ta_condition_holds(when, evaluation);
	for (size_t i = 0; i < when->n_rest; i++)
		if (!when->rest[i]->holds(when->rest[i], evaluation))
			return false;
	return true;
}
