#include <stdlib.h>

#include "decide/decide.h"

/* More holds than a request has; more of them cost an allocation. */
#define FEW_SPANS 16

const char *const ta_due_statuses[TA_DUE_STATUSES] = {"", "finished", "on-hold",
    "none", "past-target", "past-due", "due-soon", "on-track"};

const struct ta_due_rule *
ta_due_rule_of(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < policy->n_due_rules; i++)
		if (ta_condition_holds(&policy->due_rules[i].when, evaluation))
			return &policy->due_rules[i];
	return NULL;
}

int
ta_due_start(
    const struct ta_policy *policy, const struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < policy->n_from; i++)
		if (!ta_slice_blank(
			ta_evaluation_text(evaluation, policy->from[i])))
			return policy->from[i];
	return policy->receipt;
}

static bool
fact_holds(struct ta_evaluation *evaluation, int fact)
{
	return fact != -1 && ta_fact_holds(evaluation, (size_t)fact);
}

bool
ta_due_is_finished(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	return fact_holds(evaluation, policy->done);
}

/* The holds of a request. */
struct holds {
	struct ta_span few[FEW_SPANS];
	struct ta_span *spans; /* these, or an allocation */
	size_t count;
};

static void
read_holds(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, struct holds *holds)
{
	struct ta_slice text = {NULL, 0}, rest;
	struct ta_span span;

	holds->spans = holds->few;
	holds->count = 0;
	if (policy->pauses != -1)
		text = ta_evaluation_text(evaluation, policy->pauses);
	rest = text;
	while (ta_span_next(&rest, &span) == 1)
		holds->count++;
	if (holds->count > FEW_SPANS)
		holds->spans = ta_alloc(holds->count, sizeof(span));
	for (size_t i = 0; i < holds->count; i++)
		ta_span_next(&text, &holds->spans[i]);
}

static void
free_holds(struct holds *holds)
{
	if (holds->spans != holds->few)
		free(holds->spans);
}

static bool
is_held(const struct holds *holds, ta_day day, ta_day today)
{
	for (size_t i = 0; i < holds->count; i++)
		if (day >= holds->spans[i].first &&
		    day <= ta_span_last(&holds->spans[i], today))
			return true;
	return false;
}

/* The deadline less the margin. */
static ta_day
less_margin(const struct ta_policy *policy, ta_day deadline)
{
	return policy->margin == 0
		   ? deadline
		   : ta_calendar_add(policy->vocabulary.calendar, deadline,
			 -policy->margin);
}

/*
 * The target of the rule by the clock that begins with a field, as a date. A
 * clock in hours runs day and night, on holidays and in holds, and gives a
 * time.
 */
static struct ta_time
find_target(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_due_rule *rule, int start, struct holds *holds,
    ta_day today)
{
	struct ta_time target = {.day = TA_NO_DAY};

	if (rule->within.hours > 0) {
		ta_time_parse(
		    ta_slice_trim(ta_evaluation_text(evaluation, start)),
		    &target);
		ta_zone_add_hours(policy->zone, &target, rule->within.hours);
	} else {
		target.day = ta_calendar_add_paused(policy->vocabulary.calendar,
		    ta_evaluation_value(evaluation, start)->day,
		    rule->within.days, holds->spans, holds->count, today);
	}
	return target;
}

/* The first of two fields that cannot be read as the clock needs, or -1. */
static int
find_unread(
    const struct ta_policy *policy, struct ta_evaluation *evaluation, int date)
{
	if (ta_evaluation_value(evaluation, date)->day == TA_NO_DAY)
		return date;
	return policy->pauses != -1 &&
		       ta_evaluation_value(evaluation, policy->pauses)->state ==
			   TA_INVALID
		   ? policy->pauses
		   : -1;
}

/* Fills in target and due, where the dates can be read. */
static void
find_days(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    struct holds *holds, struct ta_due *due)
{
	const struct ta_value *deadline;
	int start = ta_due_start(policy, evaluation);

	due->unread = find_unread(policy, evaluation, start);
	if (due->unread != -1)
		return;
	due->time = find_target(
	    policy, evaluation, due->rule, start, holds, evaluation->today);
	due->target = due->time.day;
	evaluation->target = due->target;
	due->due = due->target;
	if (due->rule->before == -1)
		return;
	deadline = ta_evaluation_value(evaluation, due->rule->before);
	if (deadline->state == TA_INVALID) {
		due->due = TA_NO_DAY;
		due->unread = due->rule->before;
	} else if (deadline->day != TA_NO_DAY) {
		ta_day day = less_margin(policy, deadline->day);
		ta_day least =
		    ta_evaluation_value(evaluation, policy->receipt)->day;
		bool late = least != TA_NO_DAY && day < least;

		if ((late ? least : day) < due->target) {
			due->by = late ? TA_BY_RECEIPT : TA_BY_DEADLINE;
			due->due = late ? least : day;
		}
	}
}

/*
 * The field that the clock of an answer began with: the first that is not blank
 * and not after it. One that cannot be read may be it.
 */
static int
find_answer_start(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, ta_day day)
{
	const struct ta_value *value;

	for (size_t i = 0; i < policy->n_from; i++) {
		value = ta_evaluation_value(evaluation, policy->from[i]);
		if (value->state != TA_BLANK && value->day <= day)
			return policy->from[i];
	}
	return policy->receipt;
}

/* Whether the answer was there by the target: by its time, where it has one. */
static bool
is_in_target(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_answer *answer)
{
	struct ta_time time;

	if (answer->target.has_time &&
	    ta_time_parse(
		ta_slice_trim(ta_evaluation_text(evaluation, policy->answered)),
		&time) &&
	    time.has_time)
		return ta_zone_instant(policy->zone, &time) <=
		       ta_zone_instant(policy->zone, &answer->target);
	return answer->day <= answer->target.day;
}

/* Measures the answer, if there is one: the field that hinders it, or -1. */
static int
measure_answer(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    struct holds *holds, struct ta_due *due)
{
	struct ta_answer *answer = &due->answer;
	const struct ta_value *value;
	int unread;

	if (policy->answered == -1)
		return -1;
	value = ta_evaluation_value(evaluation, policy->answered);
	if (value->state == TA_BLANK)
		return -1;
	if (value->day == TA_NO_DAY)
		return policy->answered;
	answer->start = find_answer_start(policy, evaluation, value->day);
	unread = find_unread(policy, evaluation, answer->start);
	if (unread != -1)
		return unread;
	answer->from = ta_evaluation_value(evaluation, answer->start)->day;
	if (answer->from > value->day)
		return policy->answered;
	answer->day = value->day;
	answer->days = ta_calendar_count_paused(policy->vocabulary.calendar,
	    answer->from, answer->day, holds->spans, holds->count);
	if (due->rule == NULL || ta_within_is_none(&due->rule->within))
		return -1;
	answer->target = find_target(
	    policy, evaluation, due->rule, answer->start, holds, answer->day);
	answer->in_target = is_in_target(policy, evaluation, answer);
	return -1;
}

static enum ta_due_status
find_status(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct holds *holds, const struct ta_due *due)
{
	if (ta_due_is_finished(policy, evaluation))
		return TA_DUE_FINISHED;
	if (fact_holds(evaluation, policy->held) ||
	    is_held(holds, evaluation->today, evaluation->today))
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
	struct holds holds;
	int unread;

	*due = (struct ta_due){.target = TA_NO_DAY,
	    .due = TA_NO_DAY,
	    .unread = -1,
	    .answer = {.day = TA_NO_DAY, .target = {.day = TA_NO_DAY}}};
	ta_route_early(policy, evaluation);
	read_holds(policy, evaluation, &holds);
	due->rule = ta_due_rule_of(policy, evaluation);
	if (due->rule != NULL && !ta_within_is_none(&due->rule->within))
		find_days(policy, evaluation, &holds, due);
	if (due->due != TA_NO_DAY)
		due->days_left = ta_calendar_count(
		    policy->vocabulary.calendar, evaluation->today, due->due);
	due->status = find_status(policy, evaluation, &holds, due);
	unread = measure_answer(policy, evaluation, &holds, due);
	if (due->unread == -1 || due->status == TA_DUE_FINISHED)
		due->unread = unread;
	free_holds(&holds);
}

/* A walk from day to day, each of which is handed out. */
struct walk {
	const struct ta_calendar *calendar;
	struct holds holds;
	ta_day today;
	void (*visit)(const struct ta_due_step *step, void *context);
	void *context;
};

/* Hands out a day. */
static void
hand_out(const struct walk *walk, enum ta_step_kind kind, ta_day day)
{
	struct ta_due_step step = {.kind = kind, .day = day};

	walk->visit(&step, walk->context);
}

/*
 * Goes from a day to a later or earlier one, handing out each day, and numbers
 * those that count.
 */
static void
go(const struct walk *walk, ta_day from, ta_day to, enum ta_step_kind counted)
{
	struct ta_due_step step = {.day = from};

	while (step.day != to) {
		step.day += to < from ? -1 : 1;
		step.closed = ta_calendar_reason(walk->calendar, step.day);
		step.kind = counted;
		if (step.closed != NULL)
			step.kind = TA_STEP_CLOSED;
		else if (is_held(&walk->holds, step.day, walk->today))
			step.kind = TA_STEP_HELD;
		step.n += step.kind == counted;
		walk->visit(&step, walk->context);
	}
}

void
ta_due_steps(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_due *due,
    void (*visit)(const struct ta_due_step *step, void *context), void *context)
{
	struct walk walk = {.calendar = policy->vocabulary.calendar,
	    .today = evaluation->today,
	    .visit = visit,
	    .context = context};
	ta_day from, deadline;

	if (due->target == TA_NO_DAY || due->time.has_time)
		return;
	from = ta_evaluation_value(evaluation, ta_due_start(policy, evaluation))
		   ->day;
	read_holds(policy, evaluation, &walk.holds);
	hand_out(&walk, TA_STEP_RECEIVED, from);
	go(&walk, from, due->target, TA_STEP_COUNTED);
	free_holds(&walk.holds);
	if (due->rule->before == -1)
		return;
	deadline = ta_evaluation_value(evaluation, due->rule->before)->day;
	if (deadline == TA_NO_DAY)
		return;
	walk.holds.count = 0; /* a margin is kept on any business day */
	hand_out(&walk, TA_STEP_DEADLINE, deadline);
	go(&walk, deadline, less_margin(policy, deadline), TA_STEP_KEPT);
	hand_out(&walk, TA_STEP_WORK_BY, due->due);
}
