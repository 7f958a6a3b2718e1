#include "decide/decide.h"

/* Calls are held at least once a month, so a year has every kind of day. */
#define CALL_HORIZON 366

const struct ta_route *
ta_route_early(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_walk walk = {policy->early_index, evaluation};
	size_t i;

	evaluation->early = TA_OUTCOME_NONE;
	while (ta_walk_next(&walk, &i)) {
		const struct ta_route *route = &policy->routes[i];

		if (!ta_condition_confirm(&route->when, evaluation))
			continue;
		evaluation->early = route->outcome;
		return route;
	}
	return NULL;
}

const struct ta_route *
ta_route_decide(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	const struct ta_route *route = ta_route_early(policy, evaluation);

	if (route == NULL) {
		route = &policy->routes[policy->n_early];
		while (!ta_condition_holds(&route->when, evaluation))
			route++; /* the last one always holds */
	}
	evaluation->outcome = route->outcome;
	return route;
}

void
ta_route_copies(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_text *copies)
{
	size_t start = copies->len;

	for (size_t i = 0; i < policy->n_copies; i++) {
		const struct ta_copy *copy = &policy->copies[i];

		if (ta_condition_holds(&copy->when, evaluation))
			ta_text_add_item(copies, start,
			    ta_slice_trim(
				ta_evaluation_text(evaluation, copy->to)));
	}
}

/* The next call that fits, with its day; NULL where none fits. */
static const struct ta_call *
next_call(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_referral *referral, ta_day *day)
{
	const struct ta_call *calls = referral->calls, *call;
	uint64_t fits = 0;

	for (size_t i = 0; i < referral->n_calls; i++)
		if (ta_condition_holds(&calls[i].when, evaluation))
			fits |= UINT64_C(1) << i;
	for (int i = 1; fits != 0 && i <= CALL_HORIZON; i++) {
		*day = evaluation->today + i;
		call = ta_call_on(calls, referral->n_calls, *day);
		if (call != NULL && (fits >> (call - calls) & 1) != 0 &&
		    !ta_calendar_closed(policy->vocabulary.calendar, *day))
			return call;
	}
	return NULL;
}

static void
add_referrals(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_refer *refer, struct ta_text *list, size_t start,
    const struct ta_call **call, ta_day *day)
{
	for (size_t i = 0; i < refer->count; i++) {
		const struct ta_referral *referral =
		    &policy->referrals[refer->referrals[i]];

		if (ta_condition_holds(&referral->when, evaluation) &&
		    ta_text_add_once(list, start, ta_slice_of(referral->id)) &&
		    *call == NULL)
			*call = next_call(policy, evaluation, referral, day);
	}
}

const struct ta_call *
ta_route_refer(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_route *route, struct ta_text *referrals, ta_day *day)
{
	size_t start = referrals->len;
	const struct ta_call *call = NULL;

	add_referrals(
	    policy, evaluation, &route->refer, referrals, start, &call, day);
	for (size_t i = 0; i < evaluation->n_found; i++)
		add_referrals(policy, evaluation,
		    &policy->findings[evaluation->found[i]].refer, referrals,
		    start, &call, day);
	return call;
}
