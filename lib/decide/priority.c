#include "decide/decide.h"

/*
 * Bits of the number of a place: below four for yes and no, those of a day and
 * of a second since 1970, with room beyond the years that a date may have.
 */
#define DUE_BITS 17
#define RECEIVED_BITS 43

bool
ta_priority_counts(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	const struct ta_route *early;

	if (!ta_condition_holds(&policy->open, evaluation))
		return false;
	early = ta_route_early(policy, evaluation);
	return early == NULL || early->outcome != TA_OUTCOME_REDIRECT;
}

static bool
is_behind(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	return policy->has_behind &&
	       ta_condition_holds(&policy->behind, evaluation);
}

bool
ta_priority_is_ahead(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < policy->n_ahead; i++)
		if (ta_fact_holds(evaluation, (size_t)policy->ahead[i]))
			return true;
	return false;
}

/* The instant of receipt: some hours are on the clock twice a year. */
static int64_t
received_at(
    const struct ta_policy *policy, const struct ta_evaluation *evaluation)
{
	struct ta_slice text = ta_evaluation_text(evaluation, policy->receipt);
	struct ta_time time;

	if (!ta_time_parse(ta_slice_trim(text), &time))
		return INT64_MAX;
	return ta_zone_instant(policy->zone, &time);
}

/* Appends a value to the number, below what is there, in a number of bits. */
static void
add_bits(uint64_t *before, int bits, int64_t value)
{
	int64_t most = (INT64_C(1) << bits) - 1;

	value = value < 0 ? 0 : value > most ? most : value;
	*before = *before << bits | (uint64_t)value;
}

void
ta_priority_decide(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, ta_day target, ta_day due,
    struct ta_place_in_line *place, struct ta_text *groups)
{
	size_t start = groups->len;
	int64_t received;

	evaluation->target = target;
	place->id =
	    ta_slice_trim(ta_evaluation_text(evaluation, policy->id_field));
	place->before = !ta_condition_holds(&policy->open, evaluation);
	add_bits(&place->before, 1, !ta_priority_is_ahead(policy, evaluation));
	add_bits(&place->before, 1, is_behind(policy, evaluation));
	if (ta_condition_holds(&policy->grouping, evaluation))
		for (size_t i = 0; i < policy->n_groups; i++)
			if (ta_condition_holds(
				&policy->groups[i].when, evaluation))
				ta_text_add_item(groups, start,
				    ta_slice_of(policy->groups[i].id));
	add_bits(&place->before, 1, groups->len == start);
	add_bits(&place->before, DUE_BITS, due == TA_NO_DAY ? INT64_MAX : due);
	/* East of Greenwich 1970 begins earlier than by UTC. */
	received = received_at(policy, evaluation);
	add_bits(&place->before, RECEIVED_BITS,
	    received == INT64_MAX ? received : received + 86400);
}

int
ta_place_compare(
    const struct ta_place_in_line *a, const struct ta_place_in_line *b)
{
	if (a->before != b->before)
		return a->before < b->before ? -1 : 1;
	return ta_slice_compare(a->id, b->id);
}
