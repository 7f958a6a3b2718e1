#include <stdlib.h>

#include "record/columns.h"
#include "reply/brief.h"

const char *const ta_brief_columns[TA_BRIEF_CELLS] = {TA_COL_FINDINGS,
    TA_COL_TARGET, TA_COL_DUE, TA_COL_OUTCOME, TA_COL_ROUTE_RULE, TA_COL_CC,
    TA_COL_REFER, TA_COL_CALL};

static bool
read_outcome(struct ta_evaluation *evaluation, struct ta_slice cell)
{
	for (int i = TA_OUTCOME_ACCEPT; i < TA_OUTCOMES; i++)
		if (ta_slice_equal(cell, ta_slice_of(ta_outcome_names[i]))) {
			evaluation->outcome = (enum ta_outcome)i;
			return true;
		}
	return false;
}

static bool
read_route(struct ta_brief *brief, struct ta_slice cell)
{
	const struct ta_policy *policy = brief->policy;

	for (size_t i = 0; i < policy->n_routes; i++)
		if (ta_slice_equal(cell, ta_slice_of(policy->routes[i].id))) {
			brief->route = &policy->routes[i];
			return true;
		}
	return false;
}

/* Reads a day, of which one before today is none. */
static bool
read_day(const struct ta_brief *brief, struct ta_slice cell, ta_day *day)
{
	bool found = ta_slice_blank(cell) || ta_day_parse(cell, day);

	if (ta_slice_blank(cell) || *day < brief->evaluation->today)
		*day = TA_NO_DAY;
	return found;
}

static bool
has_referral(const struct ta_refer *refer, int referral)
{
	for (size_t i = 0; i < refer->count; i++)
		if (refer->referrals[i] == referral)
			return true;
	return false;
}

/* Whether the route or a finding for the requester brings the referral. */
static bool
may_see(const struct ta_brief *brief, int referral)
{
	const struct ta_evaluation *evaluation = brief->evaluation;

	if (has_referral(&brief->route->refer, referral))
		return true;
	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &brief->policy->findings[evaluation->found[i]];

		if (!finding->staff && has_referral(&finding->refer, referral))
			return true;
	}
	return false;
}

static bool
read_referrals(struct ta_brief *brief, struct ta_slice cell)
{
	const struct ta_policy *policy = brief->policy;

	brief->n_referrals = 0;
	while (!ta_slice_blank(cell)) {
		struct ta_slice id = ta_slice_next(&cell, ';');
		size_t i = 0;

		while (
		    i < policy->n_referrals &&
		    !ta_slice_equal(id, ta_slice_of(policy->referrals[i].id)))
			i++;
		if (i == policy->n_referrals)
			return false;
		if (!may_see(brief, (int)i))
			continue;
		ta_grow((void **)&brief->referrals, &brief->room,
		    brief->n_referrals, sizeof(*brief->referrals));
		brief->referrals[brief->n_referrals++] = (int)i;
	}
	return true;
}

int
ta_brief_read(struct ta_brief *brief, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_slice *cells)
{
	brief->policy = policy;
	brief->evaluation = evaluation;
	brief->cc = cells[TA_BRIEF_CC];
	if (!read_outcome(evaluation, cells[TA_BRIEF_OUTCOME]))
		return TA_BRIEF_OUTCOME;
	if (!read_route(brief, cells[TA_BRIEF_ROUTE]))
		return TA_BRIEF_ROUTE;
	if (!read_day(brief, cells[TA_BRIEF_TARGET], &brief->target))
		return TA_BRIEF_TARGET;
	if (!read_day(brief, cells[TA_BRIEF_DUE], &brief->due))
		return TA_BRIEF_DUE;
	if (!read_day(brief, cells[TA_BRIEF_CALL], &brief->call))
		return TA_BRIEF_CALL;
	return read_referrals(brief, cells[TA_BRIEF_REFER]) ? -1
							    : TA_BRIEF_REFER;
}

void
ta_brief_free(struct ta_brief *brief)
{
	free(brief->referrals);
}
