#include <stdlib.h>

#include "decide/decide.h"

/* More holds than any request has had; a further one costs an allocation. */
#define FEW_SPANS 16

const char *
ta_due_status_name(enum ta_due_status status)
{
	static const char *const names[] = {"", "finished", "on-hold", "none",
	    "past-target", "past-due", "due-soon", "on-track"};

	return names[status];
}

const struct ta_due_rule *
ta_due_rule_of(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < policy->n_due_rules; i++)
		if (ta_condition_holds(&policy->due_rules[i].when, evaluation))
			return &policy->due_rules[i];
	return NULL;
}

static bool
fact_holds(struct ta_evaluation *evaluation, int fact)
{
	return fact != -1 && ta_fact_holds(evaluation, (size_t)fact);
}

static struct ta_slice
text_of_pauses(
    const struct ta_policy *policy, const struct ta_evaluation *evaluation)
{
	if (policy->pauses == -1)
		return (struct ta_slice){NULL, 0};
	return ta_evaluation_text(evaluation, policy->pauses);
}

/* Does today lie in a hold? */
static bool
is_paused(
    const struct ta_policy *policy, const struct ta_evaluation *evaluation)
{
	struct ta_slice rest = text_of_pauses(policy, evaluation);
	struct ta_span span;

	while (ta_span_next(&rest, &span) == 1)
		if (span.first <= evaluation->today &&
		    span.last >= evaluation->today)
			return true;
	return false;
}

/* Counts the target from receipt, over the holds. */
static ta_day
find_target(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, ta_day from, int within)
{
	struct ta_slice text = text_of_pauses(policy, evaluation);
	struct ta_slice rest = text;
	struct ta_span few[FEW_SPANS], *spans = few, span;
	size_t count = 0;
	ta_day target;

	while (ta_span_next(&rest, &span) == 1)
		count++;
	if (count > FEW_SPANS)
		spans = ta_alloc(count, sizeof(*spans));
	for (size_t i = 0; i < count; i++)
		ta_span_next(&text, &spans[i]);
	target = ta_calendar_add_paused(policy->vocabulary.calendar, from,
	    within, spans, count, evaluation->today);
	if (spans != few)
		free(spans);
	return target;
}

/* The deadline less the margin, never before the day of receipt. */
static ta_day
work_by(const struct ta_policy *policy, ta_day deadline, ta_day from)
{
	ta_day day = policy->margin == 0
			 ? deadline
			 : ta_calendar_add(policy->vocabulary.calendar,
			       deadline, -policy->margin);

	return day < from ? from : day;
}

/* The target of a clock that runs day and night, on holidays and holds too. */
static ta_day
count_hours(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, int hours, struct ta_time *time)
{
	struct ta_slice text = ta_evaluation_text(evaluation, policy->from);

	ta_time_parse(ta_slice_trim(text), time);
	ta_zone_add_hours(policy->zone, time, hours);
	return time->day;
}

/* Fills target and due, as far as the dates can be read. */
static void
find_days(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    struct ta_due *due)
{
	const struct ta_value *deadline;
	ta_day from = ta_evaluation_value(evaluation, policy->from)->day;

	if (from == TA_NO_DAY) {
		due->unread = policy->from;
		return;
	}
	if (policy->pauses != -1 &&
	    ta_evaluation_value(evaluation, policy->pauses)->state ==
		TA_INVALID) {
		due->unread = policy->pauses;
		return;
	}
	due->target =
	    due->rule->hours > 0
		? count_hours(policy, evaluation, due->rule->hours, &due->time)
		: find_target(policy, evaluation, from, due->rule->within);
	evaluation->target = due->target;
	due->due = due->target;
	if (due->rule->before == -1)
		return;
	deadline = ta_evaluation_value(evaluation, due->rule->before);
	if (deadline->state == TA_INVALID) {
		due->due = TA_NO_DAY;
		due->unread = due->rule->before;
	} else if (deadline->day != TA_NO_DAY) {
		ta_day day = work_by(policy, deadline->day, from);

		due->due = day < due->target ? day : due->target;
	}
}

static enum ta_due_status
find_status(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_due *due)
{
	if (fact_holds(evaluation, policy->done))
		return TA_DUE_FINISHED;
	if (fact_holds(evaluation, policy->held) ||
	    is_paused(policy, evaluation))
		return TA_DUE_ON_HOLD;
	if (due->unread != -1)
		return TA_DUE_UNDECIDED;
	if (due->target == TA_NO_DAY)
		return TA_DUE_NONE;
	if (ta_calendar_count(policy->vocabulary.calendar, due->target,
		evaluation->today) > 0)
		return TA_DUE_PAST_TARGET;
	if (due->days_left < 0)
		return TA_DUE_PAST_DUE;
	return due->days_left <= policy->warn ? TA_DUE_SOON : TA_DUE_ON_TRACK;
}

void
ta_due_decide(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    struct ta_due *due)
{
	*due = (struct ta_due){
	    .target = TA_NO_DAY, .due = TA_NO_DAY, .unread = -1};
	ta_route_early(policy, evaluation);
	due->rule = ta_due_rule_of(policy, evaluation);
	if (due->rule != NULL && due->rule->within != -1)
		find_days(policy, evaluation, due);
	if (due->due != TA_NO_DAY)
		due->days_left = ta_calendar_count(
		    policy->vocabulary.calendar, evaluation->today, due->due);
	due->status = find_status(policy, evaluation, due);
}
