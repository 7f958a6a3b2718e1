#include "cells.h"
#include "filter.h"

enum { OPT_RECEIVED = 512 };

struct due {
	const char *received; /* print the target of this day alone */
	int columns[TA_DUE_CELLS];
	int why;	     /* column of --explain, or -1 */
	struct ta_text text; /* of the record's new fields */
	size_t counts[TA_DUE_ON_TRACK + 1];
};

static int
option(void *self, int letter, char *argument, struct ta_error *error)
{
	struct due *due = self;
	ta_day day;

	(void)letter;
	due->received = argument;
	if (!ta_day_parse(ta_slice_of(argument), &day))
		return ta_error_set(error, NULL,
		    "--received: expected a date such as 2026-11-24");
	return 0;
}

/* The target of a request of which nothing is known but its day of receipt. */
static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;
	const struct ta_policy *policy = filter->policy;
	const struct ta_cli *cli = &filter->tool->cli;
	struct ta_record record = {0};
	struct ta_subject *subject;
	struct ta_due decided;

	if (due->received == NULL)
		return 1;
	subject = ta_subject_new(
	    &policy->terms, &policy->form, cli->today, cli->switches);
	ta_record_widen(&record, policy->form.count);
	record.fields[policy->from] = ta_slice_of(due->received);
	ta_subject_set(subject, &record);
	ta_due_decide(policy, subject, &decided);
	ta_subject_free(subject);
	ta_record_free(&record);
	if (decided.target == TA_NO_DAY)
		return ta_error_set(
		    error, NULL, "the policy has no target for that day");
	ta_day_print(&due->text, decided.target);
	ta_text_add_char(&due->text, '\n');
	return ta_cli_print(&due->text, error);
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;

	if (ta_filter_add(filter, ta_due_columns, TA_DUE_CELLS, due->columns,
		error) == -1)
		return -1;
	return ta_filter_add_why(filter, TA_COL_DUE_WHY, &due->why, error);
}

/* A date that cannot be read is named by its field, never by its value. */
static void
say_unread(struct ta_filter *filter, const struct ta_record *record, int field)
{
	ta_filter_undecided(filter, record,
	    filter->policy->terms.fields[field].name.data, "date-unread",
	    ta_slice_blank(ta_subject_text(filter->subject, field))
		? "it is blank, so no date can be worked out"
		: "it cannot be read, so a date is left empty");
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct due *due = filter->self;
	struct ta_slice *fields = record->fields;
	struct ta_slice cells[TA_DUE_CELLS];
	struct ta_due decided;

	(void)error;
	ta_due_decide(filter->policy, filter->subject, &decided);
	due->counts[decided.status]++;
	if (filter->explain != NULL)
		ta_explain_days(filter->explain, filter->subject, &decided);
	if (decided.unread != -1 && decided.status != TA_DUE_FINISHED)
		say_unread(filter, record, decided.unread);
	ta_due_cells(&decided, &due->text, cells);
	for (size_t i = 0; i < TA_DUE_CELLS; i++)
		fields[due->columns[i]] = cells[i];
	if (due->why != -1)
		fields[due->why] = decided.rule == NULL
				       ? ta_slice_of("")
				       : ta_explain_why(filter->explain);
	return 1;
}

static void
summary(struct ta_filter *filter, struct ta_text *text)
{
	const struct due *due = filter->self;

	for (int i = TA_DUE_FINISHED; i <= TA_DUE_ON_TRACK; i++)
		if (due->counts[i] > 0)
			ta_text_printf(text, ", %zu %s", due->counts[i],
			    ta_due_status_name((enum ta_due_status)i));
}

static void
end(struct ta_filter *filter)
{
	struct due *due = filter->self;

	ta_text_free(&due->text);
}

static const struct ta_option options[] = {
    {OPT_RECEIVED, "received", "date", "print the target of that day, exit"},
};

static const char *const sections[] = {"due"};

static struct ta_tool tool = {
    .cli = {.name = "ta-due",
	.purpose = "work out when a request is due",
	.decides = true,
	.synopsis = "[-ehqVv] [-d date] [-f format] [-o file] [-p policy] "
		    "[-s switch]\n    [-t format] [--bom] [--crlf] "
		    "[--show-values] [--spreadsheet-safe]\n    [file ...]\n"
		    "       ta-due [-d date] [-p policy] --received date",
	.options = options,
	.n_options = 1,
	.option = option},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .begin = begin,
    .start = start,
    .record = record,
    .summary = summary,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct due due = {0};

	return ta_filter_main(&tool, &due, argc, argv);
}
