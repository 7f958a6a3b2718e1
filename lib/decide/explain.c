#include <stdarg.h>
#include <stdio.h>
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
	struct ta_text why; /* of the record that was looked at last */
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

/* All lines of a condition, each with what it met. */
static void
add_lines(struct ta_explain *explain, const struct ta_condition *when,
    const struct ta_evaluation *evaluation)
{
	const char *before = "";

	for (size_t i = 0; i < when->count; i++) {
		/* Several operators of one line have the same words. */
		if (strcmp(when->tests[i].words, before) == 0)
			continue;
		before = when->tests[i].words;
		ta_text_add_string(&explain->line, i == 0 ? ": " : "; ");
		ta_text_add_string(&explain->line, before);
		add_value(explain, &when->tests[i], evaluation);
	}
	if (when->count == 0)
		ta_text_add_string(
		    &explain->line, ": it asks for nothing more");
}

/* "id: line; line (cites)": what holds, without a value of the record. */
static void
keep_why(struct ta_explain *explain, const struct ta_condition *when)
{
	struct ta_text *why = &explain->why;

	ta_text_clear(why);
	ta_text_add_string(why, when->id);
	for (size_t i = 0; i < when->count; i++) {
		if (i > 0 &&
		    strcmp(when->tests[i].words, when->tests[i - 1].words) == 0)
			continue;
		ta_text_add_string(why, i == 0 ? ": " : "; ");
		ta_text_add_string(why, when->tests[i].words);
	}
	if (when->cites != NULL)
		ta_text_printf(why, " (%s)", when->cites);
}

static void
say(struct ta_explain *explain, const struct ta_condition *when,
    const struct ta_test *failed, const struct ta_evaluation *evaluation)
{
	struct ta_text *line = &explain->line;
	struct ta_about about = {.record = evaluation->record};

	ta_text_clear(line);
	ta_text_printf(line, "%s: %s: %s", when->section, when->id,
	    failed == NULL ? "yes" : "no");
	if (failed == NULL) {
		add_lines(explain, when, evaluation);
	} else {
		ta_text_printf(line, ": not %s", failed->words);
		add_value(explain, failed, evaluation);
	}
	if (when->cites != NULL)
		ta_text_printf(line, " (%s)", when->cites);
	if (failed == NULL && when->says != NULL)
		ta_text_printf(line, " %s", when->says);
	ta_report_alert(explain->report, &about, ta_text_string(line));
}

/* The facts that rules ask for are told where much is to be said. */
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
	return &explain->trace;
}

struct ta_slice
ta_explain_why(struct ta_explain *explain)
{
	return ta_text_slice(&explain->why, 0);
}

/* One line about the record. */
static void __attribute__((format(printf, 3, 4)))
tell(struct ta_explain *explain, const struct ta_evaluation *evaluation,
    const char *format, ...)
{
	struct ta_about about = {.record = evaluation->record};
	char words[256];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	ta_report_alert(explain->report, &about, words);
}

void
ta_explain_call(struct ta_explain *explain,
    const struct ta_evaluation *evaluation, const struct ta_call *call,
    struct ta_slice day)
{
	if (call != NULL)
		tell(explain, evaluation, "%.*s: the next call that fits, %s",
		    (int)day.len, day.data, call->name);
}

/* A day with its name: "2026-11-24 Tuesday". */
static const char *
day_words(struct ta_explain *explain, ta_day day)
{
	struct ta_text *line = &explain->line;

	ta_text_clear(line);
	ta_day_print(line, day);
	ta_text_printf(line, " %s", ta_weekday_name(ta_day_weekday(day)));
	return ta_text_string(line);
}

/* Is the day in a hold? One without an end ends today. */
static bool
is_held(const struct ta_explain *explain,
    const struct ta_evaluation *evaluation, ta_day day)
{
	struct ta_slice rest = {NULL, 0};
	struct ta_span span;

	if (explain->policy->pauses != -1)
		rest = ta_evaluation_text(evaluation, explain->policy->pauses);
	while (ta_span_next(&rest, &span) == 1) {
		if (span.last == TA_OPEN)
			span.last = evaluation->today;
		if (day >= span.first && day <= span.last)
			return true;
	}
	return false;
}

/* Every day from receipt to the target. */
static void
tell_target(struct ta_explain *explain, const struct ta_evaluation *evaluation,
    ta_day from, ta_day target)
{
	const struct ta_calendar *calendar =
	    explain->policy->vocabulary.calendar;
	int n = 0;

	tell(explain, evaluation, "%s: received", day_words(explain, from));
	for (ta_day day = from + 1; day <= target; day++) {
		const char *reason = ta_calendar_reason(calendar, day);

		if (reason != NULL)
			tell(explain, evaluation, "%s: closed, %s",
			    day_words(explain, day), reason);
		else if (is_held(explain, evaluation, day))
			tell(explain, evaluation, "%s: on hold",
			    day_words(explain, day));
		else
			tell(explain, evaluation, "%s: business day %d%s",
			    day_words(explain, day), ++n,
			    day == target ? ", the target" : "");
	}
}

/* The moment of a target that is counted in hours. */
static void
tell_hours(struct ta_explain *explain, const struct ta_evaluation *evaluation,
    const struct ta_due *due)
{
	ta_text_clear(&explain->line);
	ta_time_print(&explain->line, &due->time);
	tell(explain, evaluation, "%s: %d hours after receipt, the target",
	    ta_text_string(&explain->line), due->rule->hours);
}

/* The days that are kept before a deadline. */
static void
tell_margin(struct ta_explain *explain, const struct ta_evaluation *evaluation,
    ta_day from, ta_day deadline, const struct ta_due *due)
{
	const struct ta_policy *policy = explain->policy;
	const struct ta_calendar *calendar = policy->vocabulary.calendar;
	const char *why = "because of the deadline and its margin";
	ta_day day = deadline;
	int n = 0;

	tell(explain, evaluation, "%s: the deadline",
	    day_words(explain, deadline));
	while (n < policy->margin) {
		const char *reason = ta_calendar_reason(calendar, --day);

		if (reason != NULL)
			tell(explain, evaluation, "%s: closed, %s",
			    day_words(explain, day), reason);
		else
			tell(explain, evaluation, "%s: %d before it",
			    day_words(explain, day), ++n);
	}
	if (due->due == due->target)
		why = "the target, since it comes first";
	else if (day < from)
		why = "the day of receipt, since it is never before that";
	tell(explain, evaluation, "%s: work by, %s",
	    day_words(explain, due->due), why);
}

void
ta_explain_days(struct ta_explain *explain, struct ta_evaluation *evaluation,
    const struct ta_due *due)
{
	const struct ta_policy *policy = explain->policy;
	ta_day from, deadline;

	if (due->rule == NULL || due->target == TA_NO_DAY)
		return;
	if (due->time.has_time) {
		tell_hours(explain, evaluation, due);
		return;
	}
	from = ta_evaluation_value(evaluation, policy->from)->day;
	tell_target(explain, evaluation, from, due->target);
	if (due->rule->before == -1)
		return;
	deadline = ta_evaluation_value(evaluation, due->rule->before)->day;
	if (deadline != TA_NO_DAY)
		tell_margin(explain, evaluation, from, deadline, due);
}
