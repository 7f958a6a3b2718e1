#include <stdlib.h>
#include <string.h>

#include "decide/explain.h"
#include "policy/holds.h"

struct ta_explain {
	const struct ta_policy *policy;
	struct ta_report *report;
	const char *const *sections;
	size_t n_sections;
	struct ta_trace trace;
	struct ta_text line;
	struct ta_text why; /* the reason for the last decision */
};

static void
add_value(struct ta_explain *explain, const struct ta_test *test,
    const struct ta_evaluation *evaluation)
{
	struct ta_slice value;

	if (test->field == -1 || !explain->report->show_values ||
	    !ta_field_may_show(
		&explain->policy->vocabulary.fields[test->field], TA_TO_TELL))
		return;
	value = ta_slice_trim(ta_evaluation_text(evaluation, test->field));
	ta_text_add_string(
	    &explain->line, value.len == 0 ? ", it is blank" : ", it is ");
	ta_text_add_slice(&explain->line, value);
}

/*
 * Appends the lines of a condition, each with the value that it met, where
 * `evaluation` is given.
 */
static void
add_lines(struct ta_explain *explain, struct ta_text *text,
    const struct ta_condition *when, const struct ta_evaluation *evaluation)
{
	const struct ta_test *test = when->tests;

	for (size_t i = 0; i < when->count; i++, test++) {
		/* Operators of one line have the same words. */
		if (i > 0 && strcmp(test->words, test[-1].words) == 0)
			continue;
		ta_text_printf(text, "%s%s", i == 0 ? ": " : "; ", test->words);
		if (evaluation != NULL)
			add_value(explain, test, evaluation);
	}
}

/*
 * Keeps "id: line; line (cites)": the rule that holds, without a value of the
 * record.
 */
static void
keep_why(struct ta_explain *explain, const struct ta_condition *when)
{
	struct ta_text *why = &explain->why;

	ta_text_clear(why);
	ta_text_add_string(why, when->id);
	add_lines(explain, why, when, NULL);
	if (when->cites != NULL)
		ta_text_printf(why, " (%s)", when->cites);
}

/* Says the line as a message about the record. */
static void
tell(struct ta_explain *explain, const struct ta_evaluation *evaluation)
{
	struct ta_about about = {.record = evaluation->record};

	ta_report_alert(
	    explain->report, &about, ta_text_string(&explain->line));
}

static void
say(struct ta_explain *explain, const struct ta_condition *when,
    const struct ta_test *failed, const struct ta_evaluation *evaluation)
{
	struct ta_text *line = &explain->line;

	ta_text_clear(line);
	ta_text_printf(line, "%s: %s: %s", when->section, when->id,
	    failed == NULL ? "yes" : "no");
	if (failed == NULL) {
		add_lines(explain, line, when, evaluation);
		if (when->count == 0)
			ta_text_add_string(line, ": it asks for nothing more");
	} else {
		ta_text_printf(line, ": not %s", failed->words);
		add_value(explain, failed, evaluation);
	}
	if (when->cites != NULL)
		ta_text_printf(line, " (%s)", when->cites);
	if (failed == NULL && when->says != NULL)
		ta_text_printf(line, " %s", when->says);
	tell(explain, evaluation);
}

/* Whether the section is wanted. Facts are, too, where much is to be said. */
static bool
is_wanted(const struct ta_explain *explain, const char *section)
{
	for (size_t i = 0; i < explain->n_sections; i++)
		if (strcmp(explain->sections[i], section) == 0)
			return true;
	return explain->report->verbose && strcmp(section, "facts") == 0;
}

static void
tried(void *context, const struct ta_condition *when,
    const struct ta_test *failed, struct ta_evaluation *evaluation)
{
	struct ta_explain *explain = context;

	if (when->section == NULL || !is_wanted(explain, when->section))
		return;
	say(explain, when, failed, evaluation);
	if (failed == NULL && strcmp(when->section, explain->sections[0]) == 0)
		keep_why(explain, when);
}

struct ta_explain *
ta_explain_new(const struct ta_policy *policy, struct ta_report *report,
    const char *const *sections, size_t n)
{
	struct ta_explain *explain = ta_alloc(1, sizeof(*explain));

	explain->policy = policy;
	explain->report = report;
	explain->sections = sections;
	explain->n_sections = n;
	explain->trace = (struct ta_trace){tried, explain};
	return explain;
}

void
ta_explain_free(struct ta_explain *explain)
{
	if (explain == NULL)
		return;
	ta_text_free(&explain->line);
	ta_text_free(&explain->why);
	free(explain);
}

const struct ta_trace *
ta_explain_trace(const struct ta_explain *explain)
{
	return explain == NULL ? NULL : &explain->trace;
}

void
ta_explain_forget(struct ta_explain *explain)
{
	if (explain != NULL)
		ta_text_clear(&explain->why);
}

struct ta_slice
ta_explain_why(struct ta_explain *explain)
{
	return ta_text_slice(&explain->why, 0);
}

void
ta_explain_call(struct ta_explain *explain,
    const struct ta_evaluation *evaluation, const struct ta_call *call,
    struct ta_slice day)
{
	if (explain == NULL || call == NULL)
		return;
	ta_text_clear(&explain->line);
	ta_text_printf(&explain->line, "%.*s: the next call that fits, %s",
	    (int)day.len, day.data, call->name);
	tell(explain, evaluation);
}

/* What tell_step has to know. */
struct days {
	struct ta_explain *explain;
	const struct ta_evaluation *evaluation;
	const struct ta_due *due;
};

/* Begins a line with a day: "2026-11-24 Tuesday: ". */
static void
begin_day(struct ta_text *line, ta_day day)
{
	ta_text_clear(line);
	ta_day_print(line, day);
	ta_text_printf(line, " %s: ", ta_weekday_name(ta_day_weekday(day)));
}

/* A day and what it is. */
static void
tell_step(const struct ta_due_step *step, void *context)
{
	static const char *const whys[] = {
	    [TA_BY_TARGET] = "the target, since it comes first",
	    [TA_BY_DEADLINE] = "because of the deadline and its margin",
	    [TA_BY_RECEIPT] =
		"the day of receipt, since it is never before that"};
	const struct days *days = context;
	const struct ta_policy *policy = days->explain->policy;
	const struct ta_field *start =
	    &policy->vocabulary.fields[ta_due_start(policy, days->evaluation)];
	struct ta_text *line = &days->explain->line;

	begin_day(line, step->day);
	switch (step->kind) {
	case TA_STEP_RECEIVED:
		ta_text_add_slice(line, start->name);
		break;
	case TA_STEP_CLOSED:
		ta_text_printf(line, "closed, %s", step->closed);
		break;
	case TA_STEP_HELD:
		ta_text_add_string(line, "on hold");
		break;
	case TA_STEP_COUNTED:
		ta_text_printf(line, "business day %d%s", step->n,
		    step->day == days->due->target ? ", the target" : "");
		break;
	case TA_STEP_DEADLINE:
		ta_text_add_string(line, "the deadline");
		break;
	case TA_STEP_KEPT:
		ta_text_printf(line, "%d before it", step->n);
		break;
	case TA_STEP_WORK_BY:
		ta_text_printf(line, "work by, %s", whys[days->due->by]);
		break;
	}
	tell(days->explain, days->evaluation);
}

/* How the answer is measured. */
static void
tell_answer(struct ta_explain *explain, const struct ta_evaluation *evaluation,
    const struct ta_answer *answer)
{
	const struct ta_field *fields = explain->policy->vocabulary.fields;
	struct ta_text *line = &explain->line;

	begin_day(line, answer->day);
	ta_text_printf(line, "%s; business days since %s, ",
	    fields[explain->policy->answered].name.data,
	    fields[answer->start].name.data);
	ta_day_print(line, answer->from);
	ta_text_printf(line, ": %d", answer->days);
	if (answer->target.day != TA_NO_DAY) {
		ta_text_add_string(line, "; its target: ");
		ta_time_print(line, &answer->target);
	}
	tell(explain, evaluation);
}

void
ta_explain_days(struct ta_explain *explain, struct ta_evaluation *evaluation,
    const struct ta_due *due)
{
	struct days days = {explain, evaluation, due};

	if (explain == NULL)
		return;
	ta_due_steps(explain->policy, evaluation, due, tell_step, &days);
	if (due->time.has_time) {
		ta_text_clear(&explain->line);
		ta_time_print(&explain->line, &due->time);
		ta_text_printf(&explain->line,
		    ": %d hours after receipt, the target",
		    due->rule->within.hours);
		tell(explain, evaluation);
	}
	if (due->answer.day != TA_NO_DAY)
		tell_answer(explain, evaluation, &due->answer);
}
